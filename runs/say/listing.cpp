#include "runs/say/listing.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "geo/base/plain_name.hpp"
#include "geo/ferries.hpp"
#include "model/area_names.hpp"
#include "model/indicators.hpp"
#include "model/parameters.hpp"
#include "model/start/practice_supply.hpp"

namespace runs {
namespace {

/// Letters of a UTF-8 text, as many as it is wide.
std::size_t letters(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::vector<std::int32_t> residents(const model::Inputs& inputs) {
    std::vector<std::int32_t> people(inputs.municipalities.size());
    for (const auto m : model::ids<model::MunicipalityId>(inputs.municipalities.size()))
        for (const auto sex : {model::Sex::male, model::Sex::female})
            for (int age = 0; age < model::ages; ++age)
                people[m.value] += inputs.population.at(inputs.lists.year + 1, m, sex, age);
    return people;
}

/// "centrality 5-6, counties 55, 56, under 5000 inhabitants"; "everywhere".
std::string where_text(const model::Eligible& where) {
    std::vector<std::string> parts;
    if (where.centrality_from > 1 || where.centrality_to < 6)
        parts.push_back(fmt::format("centrality {}-{}", where.centrality_from, where.centrality_to));
    if (!where.counties.empty()) parts.push_back(fmt::format("counties {}", fmt::join(where.counties, " ")));
    if (!where.municipalities.empty())
        parts.push_back(where.municipalities.size() < 6
                            ? fmt::format("municipalities {}", fmt::join(where.municipalities, " "))
                            : fmt::format("{} municipalities", where.municipalities.size()));
    if (where.inhabitants_from > 0)
        parts.push_back(fmt::format("from {:.0f} inhabitants", where.inhabitants_from));
    if (where.inhabitants_under > 0)
        parts.push_back(fmt::format("under {:.0f} inhabitants", where.inhabitants_under));
    if (where.percent_vacant_over >= 0)
        parts.push_back(fmt::format("over {:.0f} % of lists vacant", where.percent_vacant_over));
    if (where.drawn > 0) parts.push_back(fmt::format("{} by lot", where.drawn));
    return parts.empty() ? "everywhere" : fmt::format("{}", fmt::join(parts, ", "));
}

std::string levers_text(const model::Measure& measure) {
    std::vector<std::string> parts;
    for (const auto& effect : measure.effects) {
        const auto& lever = model::info(effect.lever);
        parts.push_back(fmt::format("{} {:.6g} {}", lever.name, effect.amount, lever.unit));
    }
    return fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace

Listing municipality_listing(const model::Inputs& inputs) {
    Listing list{{{"number"},
                  {"name"},
                  {"county"},
                  {"centrality", true},
                  {"people", true},
                  {"lists", true},
                  {"without GP", true}},
                 {}};
    const auto people = residents(inputs);
    const auto& m = inputs.municipalities;
    for (const auto id : model::ids<model::MunicipalityId>(m.size())) {
        const auto without = inputs.lists.lists_without_gp[id];
        list.rows.push_back({m.number[id], m.name[id], m.county_number[id] + " " + m.county[id],
                             std::to_string(m.centrality[id]), std::to_string(people[id.value]),
                             std::to_string(inputs.lists.lists_with_gp[id] + without),
                             std::to_string(without)});
    }
    return list;
}

Listing ferry_listing(const model::Inputs& inputs) {
    Listing list{{{"ferry"}, {"road"}, {"lines on the map"}}, {}};
    const geo::Ferries ferries(inputs.roads, inputs.crossings);
    for (const auto& ferry : ferries.all())
        list.rows.push_back({ferry.name, ferry.road, fmt::format("{}", fmt::join(ferry.lines, "; "))});
    return list;
}

Listing practice_listing(const model::Inputs& inputs) {
    Listing list{{{"practice", true},
                  {"municipality"},
                  {"name"},
                  {"postcode"},
                  {"east_m", true},
                  {"north_m", true},
                  {"lists with GP", true},
                  {"without", true},
                  {"patients", true}},
                 {}};
    const auto supply = model::practice_supply(inputs, model::Params{}, model::Seed{1});
    for (const auto id : model::ids<model::PracticeId>(inputs.practices.size())) {
        const auto m = inputs.practices.municipality[id];
        const auto place = inputs.practices.place[id];
        list.rows.push_back(
            {std::to_string(id.value), inputs.municipalities.number[m], inputs.municipalities.name[m],
             inputs.practices.postcode[id], fmt::format("{:.0f}", place.east_m),
             fmt::format("{:.0f}", place.north_m), std::to_string(supply.lists_with_gp[id]),
             std::to_string(supply.lists_without_gp[id]), std::to_string(supply.patients[id])});
    }
    return list;
}

Listing measure_listing(const std::vector<model::Measure>& measures) {
    Listing list{{{"measure"}, {"title"}, {"where"}, {"levers and amounts"}, {"grants paid by"}}, {}};
    for (const auto& measure : measures)
        list.rows.push_back({measure.name, measure.title_no, where_text(measure.where), levers_text(measure),
                             std::string(model::payer_names[static_cast<std::size_t>(measure.payer)])});
    return list;
}

Listing indicator_listing() {
    Listing list{{{"indicator"}, {"unit"}, {"meaning"}, {"betydning"}}, {}};
    const auto add = [&](const auto& rows) {
        for (const auto& row : rows)
            list.rows.push_back({std::string(row.name), std::string(row.unit), std::string(row.long_name),
                                 std::string(row.long_name_no)});
    };
    add(model::ratios());
    add(model::counts());
    return list;
}

Listing area_listing(const model::Inputs& inputs) {
    Listing list{{{"kind"}, {"number"}, {"name"}, {"navn"}, {"municipalities", true}}, {}};
    const auto people = residents(inputs);
    for (const auto& area : model::areas(inputs.municipalities, people))
        list.rows.push_back({std::string(area.kind_name()), area.number, model::name_en(area),
                             model::name_no(area), std::to_string(area.members.size())});
    return list;
}

Listing searched(Listing listing, const std::vector<std::string>& words) {
    std::vector<std::string> plain;
    for (const auto& word : words) plain.push_back(geo::plain_name(word));
    std::erase_if(listing.rows, [&](const std::vector<std::string>& row) {
        const auto text = geo::plain_name(fmt::format("{}", fmt::join(row, " ")));
        return !std::all_of(plain.begin(), plain.end(),
                            [&](const auto& word) { return text.find(word) != std::string::npos; });
    });
    return listing;
}

std::string as_text(const Listing& listing) {
    const auto columns = listing.columns.size();
    std::vector<std::size_t> width(columns);
    for (std::size_t c = 0; c < columns; ++c) {
        width[c] = letters(listing.columns[c].name);
        for (const auto& row : listing.rows) width[c] = std::max(width[c], letters(row[c]));
    }
    std::string text;
    const auto line = [&](const auto& cell) {
        for (std::size_t c = 0; c < columns; ++c) {
            const std::string& word = cell(c);
            const std::string fill(width[c] - letters(word), ' ');
            if (listing.columns[c].number)
                text += fill + word;
            else
                text += c + 1 < columns ? word + fill : word;
            text += c + 1 < columns ? "  " : "\n";
        }
    };
    line([&](std::size_t c) -> const std::string& { return listing.columns[c].name; });
    for (const auto& row : listing.rows) line([&](std::size_t c) -> const std::string& { return row[c]; });
    return text;
}

Json as_json(const Listing& listing) {
    Json all = Json::array();
    for (const auto& row : listing.rows) {
        Json one;
        for (std::size_t c = 0; c < row.size(); ++c) one[listing.columns[c].name] = row[c];
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace runs
