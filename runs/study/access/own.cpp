#include "runs/study/access/own.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numeric>

#include "data/csv.hpp"
#include "data/write_file.hpp"
#include "geo/base/error.hpp"

namespace study {
namespace {

geo::CostMatrix as_costs(const geo::TravelTable& table) {
    geo::CostMatrix out{.rows = table.cells, .columns = table.practices, .first = table.first};
    for (std::uint32_t k = 0; k < table.pairs(); ++k) {
        out.column.push_back(table.practice[k].value);
        out.cost.push_back(table.tenth_minutes[k] / 10.0);
    }
    return out;
}

/// Minutes by road, in the plane of the places.
geo::CostMatrix by_road(const OwnWords& words, const AccessSettings& settings, OwnAccess& out) {
    const auto map = data::project_own(out.places, out.supply, words.crs);
    const auto file = data::read_road_file(words.roads, map.epsg);
    for (const auto& remark : file.remarks)
        out.remarks.push_back(fmt::format("{}: {}", words.roads.string(), remark));
    auto snapping = settings.model.snapping;
    snapping.farthest_m = settings.access.farthest_road_m;
    const geo::RoadTravel travel(file.roads, settings.model.roads, snapping, map.places, map.supply);
    double beyond = 0, all = 0;
    std::size_t places = 0, supply = 0;
    for (std::size_t i = 0; i < out.places.id.size(); ++i) {
        all += out.places.amount[i];
        if (travel.cells()[i].joined()) continue;
        beyond += out.places.amount[i];
        ++places;
    }
    for (const auto& one : travel.practices()) supply += !one.joined();
    out.people_beyond_roads = all > 0 ? beyond / all : 0;
    const auto said = fmt::format(
        "{:.0f} of {:.0f} people ({} places) and {} of {} places of supply have no road "
        "within {:.0f} m",
        beyond, all, places, supply, out.supply.id.size(), snapping.farthest_m);
    if (out.people_beyond_roads > 0.01)
        throw geo::InputError(
            words.roads.string(),
            said +
                "; take roads that cover the places, check their coordinate system, or give a "
                "larger --set access.farthest_road_m=M");
    if (places + supply > 0) out.remarks.push_back(said + " and reach nothing");
    return as_costs(travel.table(words.cut_off));
}

/// Minutes that are given need no roads, and own places no spread of lists.
void must_be_used(const std::vector<std::string>& said, bool by_road) {
    for (const auto& key : said) {
        const bool of_roads =
            key.starts_with("roads.") || key.starts_with("snapping.") || key == "access.farthest_road_m";
        if (key.starts_with("initial.") || (of_roads && !by_road))
            throw geo::InputError(
                "--set " + key, fmt::format("changes nothing for {}; leave it out",
                                            by_road ? "places of one's own" : "travel times that are given"));
    }
}

}  // namespace

OwnAccess own_access(const OwnWords& words, const AccessSettings& settings, const geo::StopToken& stop) {
    must_be_used(settings.said, words.costs.empty());
    std::vector<geo::Decay> decays;
    for (const auto& decay : words.decays) decays.push_back(geo::decay_in(decay));
    OwnAccess out;
    data::Complaints wrong;
    wrong.gather([&] { out.places = data::read_own_places(words.people, &out.remarks); });
    wrong.gather([&] { out.supply = data::read_own_places(words.supply, &out.remarks); });
    wrong.finish();
    stop.check();
    out.pairs = words.costs.empty() ? by_road(words, settings, out)
                                    : data::read_own_costs(words.costs, out.places, out.supply, &out.remarks);
    stop.check();
    const auto& people = out.places.amount;
    const auto& supply = out.supply.amount;
    std::vector<std::uint8_t> any;
    for (const double amount : supply) any.push_back(amount > 0);
    const auto nearest = geo::nearest(out.pairs), with_supply = geo::nearest(out.pairs, any);
    const geo::CostFigures figures{out.pairs, people, supply, nearest, with_supply};
    out.indices = geo::access_indices(figures, settings.access);
    for (std::size_t d = 0; d < decays.size(); ++d)
        for (auto& index : geo::indices_with(figures, decays[d], words.decays[d]))
            out.indices.push_back(std::move(index));
    stop.check();
    if (words.raam_minutes > 0) {
        auto raam = geo::raam(out.pairs, people, supply, {.minutes_per_crowding = words.raam_minutes});
        out.raam_rounds = raam.rounds;
        out.indices.push_back(
            {"raam", "mean crowding", "RAAM: crowding and way where people go, 1 is mean crowding",
             "RAAM: trengsel og vei dit folk går, 1 er middels trengsel", true, std::move(raam.cost)});
    }
    if (!words.neighbours.empty()) {
        const auto near = data::read_own_costs(words.neighbours, out.places, out.places, &out.remarks);
        out.indices.push_back(
            {"catchment_ratio", "supply per person", "supply over people within the limit",
             "tilbud over innbyggere innenfor grensen", true,
             geo::catchment_ratio(out.pairs, near, people, supply, settings.access.near_minutes)});
    }
    return out;
}

OwnSummary summary_of(const OwnAccess& access) {
    const auto& people = access.places.amount;
    const auto& supply = access.supply.amount;
    OwnSummary out{std::accumulate(people.begin(), people.end(), 0.0),
                   std::accumulate(supply.begin(), supply.end(), 0.0),
                   {}};
    for (const auto& index : access.indices) {
        double sum = 0, without = 0;
        for (std::size_t i = 0; i < people.size(); ++i) {
            if (std::isfinite(index.value[i]))
                sum += (index.per_person ? people[i] : 1.0) * index.value[i];
            else
                without += people[i];
        }
        const double with = out.people - without;
        out.indices.push_back({!index.per_person ? sum : with > 0 ? sum / with : 0.0, without});
    }
    return out;
}

void write_own_csv(const std::filesystem::path& path, const OwnAccess& access) {
    std::string text = "place,people";
    for (const auto& index : access.indices) text += "," + data::csv_field(index.name);
    text += '\n';
    for (std::size_t i = 0; i < access.places.id.size(); ++i) {
        text += fmt::format("{},{}", data::csv_field(access.places.id[i]), access.places.amount[i]);
        for (const auto& index : access.indices)
            text += std::isfinite(index.value[i]) ? fmt::format(",{}", index.value[i]) : std::string(",");
        text += '\n';
    }
    data::write_file(path, text);
}

void write_own_times(const std::filesystem::path& path, const OwnAccess& access) {
    std::string text = "place,supply,minutes\n";
    for (std::uint32_t i = 0; i < access.pairs.rows; ++i)
        for (auto k = access.pairs.first[i]; k < access.pairs.first[i + 1]; ++k)
            text +=
                fmt::format("{},{},{}\n", data::csv_field(access.places.id[i]),
                            data::csv_field(access.supply.id[access.pairs.column[k]]), access.pairs.cost[k]);
    data::write_file(path, text);
}

}  // namespace study
