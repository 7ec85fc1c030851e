#include "data/carry_borders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "data/checks.hpp"
#include "data/detail/municipality_index.hpp"
#include "data/read_boundaries.hpp"
#include "model/municipality_codes.hpp"

namespace data {
namespace {

using model::MunicipalityId;

/// What a layer calls its municipalities.
struct Named {
    std::string column;
    std::map<std::string, std::string> names;  ///< by number, in its order
};

/// Finds the column whose texts are municipality numbers, and the one of names beside it.
Named named_areas(const OtherBorders& borders) {
    const detail::Layer layer(borders.full, borders.layer);
    auto* definition = layer->GetLayerDefn();
    const auto fields = definition->GetFieldCount();
    std::vector<std::size_t> fits(static_cast<std::size_t>(fields));
    std::size_t features = 0;
    const detail::QuietGdal quiet;
    while (const OGRFeatureUniquePtr feature{layer->GetNextFeature()}) {
        ++features;
        for (int f = 0; f < fields; ++f)
            fits[static_cast<std::size_t>(f)] += detail::is_municipality_number(feature->GetFieldAsString(f));
    }
    const auto best = std::ranges::max_element(fits);
    if (best == fits.end() || 2 * *best <= features)
        throw geo::InputError(borders.full.string(),
                              "has no column of municipality numbers, expected four digits such as 0301");
    const int number = static_cast<int>(best - fits.begin());
    int name = -1;
    for (const char* usual : {"navn", "name", "kommunenavn", "NAME_2"})
        if (name < 0) name = definition->GetFieldIndex(usual);
    Named out{definition->GetFieldDefn(number)->GetNameRef(), {}};
    layer->ResetReading();
    while (const OGRFeatureUniquePtr feature{layer->GetNextFeature()}) {
        const auto text = detail::municipality_number(feature->GetFieldAsString(number));
        out.names.emplace(text, name >= 0 ? feature->GetFieldAsString(name) : text);
    }
    return out;
}

/// Shares out a whole number by weights: parts are whole and add up. The largest remainders get what is left
/// over.
std::vector<std::uint32_t> parted(std::uint32_t whole, const std::vector<double>& weight) {
    const double all = std::accumulate(weight.begin(), weight.end(), 0.0);
    std::vector<std::uint32_t> out(weight.size());
    std::vector<std::pair<double, std::size_t>> rest;
    std::uint32_t given = 0;
    for (std::size_t i = 0; i < weight.size(); ++i) {
        const double exact = whole * weight[i] / all;
        out[i] = static_cast<std::uint32_t>(exact);
        given += out[i];
        rest.emplace_back(out[i] - exact, i);
    }
    std::ranges::sort(rest);
    for (std::size_t i = 0; given < whole; ++i, ++given) ++out[rest[i % rest.size()].second];
    return out;
}

/// Where the parts of every old municipality go.
struct Parts {
    std::vector<std::vector<std::uint32_t>> to;  ///< rows of the new table, ascending
    std::vector<std::vector<double>> people, lists;
};

class Carrying {
public:
    Carrying(const InputSet& base, const OtherBorders& borders) : base_(base), borders_(borders) {
        const auto named = named_areas(borders);
        auto& m = out_.set.figures.municipalities;
        for (const auto& [number, name] : named.names) {
            m.number.push_back(number);
            m.name.push_back(name);
        }
        read_polygons(named.column);
        place_squares();
        place_practices();
        find_parts();
        describe_municipalities();
        carry_people();
        carry_lists();
        carry_series();
        carry_projections();
        auto& figures = out_.set.figures;
        figures.national = base.figures.national;
        figures.roads = base.figures.roads;
        figures.crossings = base.figures.crossings;
        out_.set.crossings_table = base.crossings_table;
        out_.set.neighbours = base.neighbours;
        report_parts();
        attribute();
    }
    Prepared result() { return std::move(out_); }

private:
    const model::Municipalities& old() const { return base_.figures.municipalities; }
    model::Municipalities& now() { return out_.set.figures.municipalities; }

    void say(const char* table, std::string found, bool notable = true) {
        out_.report.checks.push_back({table, std::move(found), notable});
    }

    void read_polygons(const std::string& column) {
        const BoundarySource source{borders_.layer, column, borders_.crs};
        auto full = read_boundaries(borders_.full, source, now());
        check_boundaries(out_.report, "boundaries.full", full.boundaries, full, now());
        out_.set.full = std::move(full.boundaries);
        if (borders_.land.empty()) {
            out_.set.land = out_.set.small = out_.set.full;
            return;
        }
        auto land = read_boundaries(borders_.land, source, now());
        check_boundaries(out_.report, "boundaries.land", land.boundaries, land, now());
        out_.set.land = std::move(land.boundaries);
        out_.set.small = out_.set.land;
    }

    /// New rows an old municipality may lie in; several if it is parted.
    std::vector<std::uint32_t> candidates(std::uint32_t old_row) const {
        std::vector<std::uint32_t> rows;
        const auto& numbers = out_.set.figures.municipalities.number.values();
        for (const auto& number : model::numbers_among(old().number.values()[old_row], numbers))
            rows.push_back(static_cast<std::uint32_t>(std::ranges::find(numbers, number) - numbers.begin()));
        return rows;
    }

    /// New row of each place. Where the numbers leave a choice, the polygon decides; a place in none of those
    /// follows the nearest one of its old municipality that is in one.
    std::vector<std::uint32_t> rows_of(const std::vector<geo::Point>& places,
                                       const std::vector<std::uint32_t>& old_rows, const char* what) {
        std::vector<std::vector<std::uint32_t>> choice(old().size());
        for (std::uint32_t m = 0; m < old().size(); ++m) choice[m] = candidates(m);
        const auto inside = geo::areas_containing(out_.set.full, places);
        constexpr auto nowhere = std::numeric_limits<std::uint32_t>::max();
        std::vector<std::uint32_t> rows(places.size(), nowhere);
        std::vector<std::vector<std::size_t>> placed(old().size());
        for (std::size_t i = 0; i < places.size(); ++i) {
            const auto& may = choice[old_rows[i]];
            if (may.size() == 1)
                rows[i] = may[0];
            else if (inside[i] && (may.empty() || std::ranges::find(may, inside[i]->value) != may.end()))
                rows[i] = inside[i]->value;
            if (rows[i] != nowhere) placed[old_rows[i]].push_back(i);
        }
        std::size_t outside = 0;
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (rows[i] != nowhere) continue;
            ++outside;
            const auto& near = placed[old_rows[i]];
            if (near.empty() && choice[old_rows[i]].empty())
                throw geo::InputError(
                    borders_.full.string(),
                    fmt::format("has no place for {} {} of the input set; are these borders of "
                                "the whole country?",
                                old().number.values()[old_rows[i]], old().name.values()[old_rows[i]]));
            const auto nearest = std::ranges::min_element(
                near, {}, [&](std::size_t k) { return geo::distance_m(places[i], places[k]); });
            rows[i] = nearest == near.end() ? choice[old_rows[i]][0] : rows[*nearest];
        }
        if (outside > 0)
            say("cells",
                fmt::format("{} of {} {} lie in none of the polygons that their municipality was parted into "
                            "and follow the nearest one that does",
                            outside, places.size(), what));
        return rows;
    }

    void place_squares() {
        const auto& grid = base_.figures.grid;
        std::vector<geo::Point> middles;
        std::vector<std::uint32_t> old_rows;
        for (std::uint32_t c = 0; c < grid.size(); ++c) {
            middles.push_back(centre(grid, model::CellId{c}));
            old_rows.push_back(grid.municipality[model::CellId{c}].value);
        }
        cell_row_ = rows_of(middles, old_rows, "squares");
        using Key = std::tuple<std::int32_t, std::int32_t, std::uint32_t>;
        std::map<Key, std::uint32_t> people;
        for (std::uint32_t c = 0; c < grid.size(); ++c) {
            const model::CellId id{c};
            people[{grid.row[id], grid.col[id], cell_row_[c]}] += grid.people[id];
        }
        auto& out = out_.set.figures.grid;
        out.cell_m = grid.cell_m;
        for (const auto& [key, count] : people) {
            out.row.push_back(std::get<0>(key));
            out.col.push_back(std::get<1>(key));
            out.municipality.push_back({std::get<2>(key)});
            out.people.push_back(count);
        }
    }

    void place_practices() {
        auto& sites = out_.set.figures.practices = base_.figures.practices;
        std::vector<std::uint32_t> old_rows;
        for (const auto m : sites.municipality.values()) old_rows.push_back(m.value);
        const auto rows = rows_of(sites.place.values(), old_rows, "surgery sites");
        for (std::uint32_t p = 0; p < sites.size(); ++p) sites.municipality[model::PracticeId{p}] = {rows[p]};
    }

    void find_parts() {
        const auto n = old().size();
        std::vector<std::map<std::uint32_t, double>> people(n), lists(n);
        const auto& grid = base_.figures.grid;
        for (std::uint32_t c = 0; c < grid.size(); ++c)
            people[grid.municipality[model::CellId{c}].value][cell_row_[c]] += grid.people[model::CellId{c}];
        const auto& sites = base_.figures.practices;
        for (std::uint32_t p = 0; p < sites.size(); ++p) {
            const model::PracticeId id{p};
            lists[sites.municipality[id].value][out_.set.figures.practices.municipality[id].value] +=
                sites.lists_with_gp[id] + sites.lists_without_gp[id];
        }
        parts_.to.resize(n);
        parts_.people.resize(n);
        parts_.lists.resize(n);
        for (std::uint32_t m = 0; m < n; ++m) {
            if (people[m].empty()) people[m][candidates(m).at(0)] = 1;
            double all_lists = 0;
            for (const auto& [to, count] : people[m]) {
                parts_.to[m].push_back(to);
                parts_.people[m].push_back(count);
                parts_.lists[m].push_back(lists[m][to]);
                all_lists += lists[m][to];
            }
            if (!(all_lists > 0)) parts_.lists[m] = parts_.people[m];
        }
    }

    /// Calls take(old row, new row, share of the people).
    void each_part(const std::function<void(std::uint32_t, std::uint32_t, double)>& take) const {
        for (std::uint32_t m = 0; m < parts_.to.size(); ++m) {
            const double all = std::accumulate(parts_.people[m].begin(), parts_.people[m].end(), 0.0);
            for (std::size_t k = 0; k < parts_.to[m].size(); ++k)
                take(m, parts_.to[m][k], parts_.people[m][k] / all);
        }
    }

    /// Names, county and class of each new municipality; the class of the old one most of its people live in.
    void describe_municipalities() {
        auto& m = now();
        const auto n = m.size();
        std::vector<std::map<std::uint32_t, double>> from(n);
        for (std::uint32_t o = 0; o < parts_.to.size(); ++o)
            for (std::size_t k = 0; k < parts_.to[o].size(); ++k)
                from[parts_.to[o][k]][o] += parts_.people[o][k];
        std::map<std::string, std::string> counties;
        for (std::uint32_t o = 0; o < old().size(); ++o)
            counties.emplace(old().county_number.values()[o], old().county.values()[o]);
        const auto km2 = geo::areas_km2(out_.set.land);
        std::vector<MunicipalityId> empty;
        std::vector<std::uint32_t> densest(n, 0);
        m.centre = model::Column<MunicipalityId, geo::Point>(n);
        const auto& grid = out_.set.figures.grid;
        for (std::uint32_t c = 0; c < grid.size(); ++c) {
            const model::CellId id{c};
            const auto row = grid.municipality[id];
            if (grid.people[id] <= densest[row.value]) continue;
            densest[row.value] = grid.people[id];
            const auto middle = centre(grid, id);
            m.centre[row] = {std::round(middle.east_m), std::round(middle.north_m)};
        }
        for (std::uint32_t i = 0; i < n; ++i) {
            const MunicipalityId id{i};
            if (from[i].empty()) {
                empty.push_back(id);
                continue;
            }
            const auto most =
                std::ranges::max_element(from[i], {}, [](const auto& part) { return part.second; });
            const MunicipalityId source{most->first};
            const auto county = m.number[id].substr(0, 2);
            const auto known = counties.find(county);
            const auto former = model::former_county(county);
            m.county_number.push_back(county);
            m.county.push_back(known != counties.end() ? known->second
                               : former.empty()        ? old().county[source]
                                                       : former);
            m.health_region.push_back(old().health_region[source]);
            m.centrality.push_back(old().centrality[source]);
            m.centrality_index.push_back(old().centrality_index[source]);
            m.land_km2.push_back(static_cast<float>(km2[id]));
        }
        if (!empty.empty())
            throw geo::InputError(
                borders_.full.string(),
                fmt::format("nobody of the input set lives in {}; it is of the borders of {}",
                            detail::some_of(m, empty), model::years_of_borders(old().number.values())));
    }

    void carry_people() {
        const auto& from = base_.figures.population;
        auto& to = out_.set.figures.population;
        to.first_year = from.first_year;
        to.years = from.years;
        to.municipalities = now().size();
        constexpr std::size_t block = std::size_t{model::sexes} * model::ages;
        to.persons.assign(static_cast<std::size_t>(to.years) * to.municipalities * block, 0);
        for (int year = 0; year < from.years; ++year)
            for (std::uint32_t m = 0; m < from.municipalities; ++m)
                for (std::size_t i = 0; i < block; ++i) {
                    const auto count =
                        from.persons[(static_cast<std::size_t>(year) * from.municipalities + m) * block + i];
                    const auto shares = parted(count, parts_.people[m]);
                    for (std::size_t k = 0; k < shares.size(); ++k) {
                        auto& sum = to.persons[(static_cast<std::size_t>(year) * to.municipalities +
                                                parts_.to[m][k]) *
                                                   block +
                                               i];
                        sum = static_cast<std::uint16_t>(sum + shares[k]);
                    }
                }
    }

    void carry_lists() {
        const auto& from = base_.figures.lists;
        auto& to = out_.set.figures.lists;
        const auto n = now().size();
        to.year = from.year;
        for (auto* column : {&to.lists_with_gp, &to.lists_without_gp, &to.open_lists}) column->resize(n);
        for (auto* column : {&to.patients_with_gp, &to.patients_without_gp, &to.places_with_gp})
            column->resize(n);
        for (std::uint32_t m = 0; m < old().size(); ++m) {
            const MunicipalityId id{m};
            const auto give = [&](auto& column, const std::vector<std::uint32_t>& shares) {
                for (std::size_t k = 0; k < shares.size(); ++k) {
                    auto& sum = column[MunicipalityId{parts_.to[m][k]}];
                    sum = static_cast<std::remove_reference_t<decltype(sum)>>(sum + shares[k]);
                }
            };
            const auto weights = [&](const std::vector<std::uint32_t>& lists) {
                std::vector<double> out(lists.begin(), lists.end());
                return std::accumulate(out.begin(), out.end(), 0.0) > 0 ? out : parts_.lists[m];
            };
            const auto with = parted(from.lists_with_gp[id], parts_.lists[m]),
                       without = parted(from.lists_without_gp[id], parts_.lists[m]);
            give(to.lists_with_gp, with);
            give(to.lists_without_gp, without);
            give(to.patients_with_gp, parted(from.patients_with_gp[id], weights(with)));
            give(to.places_with_gp, parted(from.places_with_gp[id], weights(with)));
            give(to.open_lists, parted(from.open_lists[id], weights(with)));
            give(to.patients_without_gp, parted(from.patients_without_gp[id], weights(without)));
        }
    }

    /// Shares and means of several old municipalities are those of their people.
    void carry_series() {
        const auto& from = base_.figures.list_series;
        auto& to = out_.set.figures.list_series;
        to.first_year = from.first_year;
        to.years = from.years;
        to.municipalities = now().size();
        const auto years = static_cast<std::size_t>(from.years);
        constexpr std::array columns{&model::ListSeries::percent_without_gp,
                                     &model::ListSeries::mean_list_length,
                                     &model::ListSeries::reserve_capacity_index};
        for (const auto column : columns) {
            std::vector<double> sum(to.municipalities * years), weight(sum.size());
            std::vector<std::uint32_t> sources(sum.size());
            std::vector<float> only(sum.size());
            each_part([&](std::uint32_t o, std::uint32_t row, double share) {
                const auto people =
                    share * std::accumulate(parts_.people[o].begin(), parts_.people[o].end(), 0.0);
                for (std::size_t y = 0; y < years; ++y) {
                    const float value = (from.*column)[o * years + y];
                    if (std::isnan(value)) continue;
                    sum[row * years + y] += people * static_cast<double>(value);
                    weight[row * years + y] += people;
                    only[row * years + y] = value;
                    ++sources[row * years + y];
                }
            });
            auto& out = to.*column;
            out.assign(sum.size(), std::numeric_limits<float>::quiet_NaN());
            for (std::size_t i = 0; i < out.size(); ++i)
                if (sources[i] == 1)
                    out[i] = only[i];
                else if (weight[i] > 0)
                    out[i] = static_cast<float>(sum[i] / weight[i]);
        }
    }

    void carry_projections() {
        const auto& from = base_.figures.projections;
        auto& to = out_.set.figures.projections = from;
        const auto n = now().size();
        to.municipal_persons.assign(static_cast<std::size_t>(from.years) * n, 0);
        for (std::size_t y = 0; y < static_cast<std::size_t>(from.years); ++y)
            for (std::uint32_t m = 0; m < old().size(); ++m) {
                const auto shares = parted(from.municipal_persons[y * old().size() + m], parts_.people[m]);
                for (std::size_t k = 0; k < shares.size(); ++k)
                    to.municipal_persons[y * n + parts_.to[m][k]] += shares[k];
            }
    }

    void report_parts() {
        std::vector<std::uint32_t> sources(now().size());
        std::string split;
        std::size_t splits = 0;
        for (std::uint32_t m = 0; m < parts_.to.size(); ++m) {
            for (const auto to : parts_.to[m]) ++sources[to];
            if (parts_.to[m].size() < 2) continue;
            const double all = std::accumulate(parts_.people[m].begin(), parts_.people[m].end(), 0.0);
            std::string shares;
            for (std::size_t k = 0; k < parts_.to[m].size(); ++k)
                shares += fmt::format("{}{} {:.1f} %", k == 0 ? "" : ", ",
                                      now().name.values()[parts_.to[m][k]], 100 * parts_.people[m][k] / all);
            if (splits++ < 12)
                split += fmt::format("{}{} ({})", split.empty() ? "" : "; ", old().name.values()[m], shares);
        }
        const auto joined = std::ranges::count_if(sources, [](auto n) { return n > 1; });
        say("borders",
            fmt::format("from {} municipalities ({}) to {} ({}); {} hold several of the old ones",
                        old().size(), model::years_of_borders(old().number.values()), now().size(),
                        model::years_of_borders(now().number.values()), joined),
            false);
        if (splits > 0)
            say("borders", fmt::format("{} are parted by inhabited squares: {}{}", splits, split,
                                       splits > 12 ? "; ..." : ""));
    }

    void attribute() {
        auto& sources = out_.set.attributions;
        const auto file = borders_.full.filename().string();
        for (auto source : base_.attributions) {
            if (source.what.find("polygons") != std::string::npos) continue;
            if (source.table != "roads.nc" && source.table != "cells.nc" && source.table != "neighbours.nc")
                source.what += "; carried to the borders of " + file;
            source.sha256.clear();
            sources.push_back(std::move(source));
        }
        sources.push_back({.table = "municipalities.nc",
                           .what = "municipality polygons",
                           .origin = file,
                           .licence = "not stated",
                           .attribution = file,
                           .retrieved = "",
                           .sha256 = ""});
    }

    const InputSet& base_;
    const OtherBorders& borders_;
    Prepared out_;
    std::vector<std::uint32_t> cell_row_;
    Parts parts_;
};

}  // namespace

Prepared carry_to_borders(const InputSet& base, const OtherBorders& borders) {
    return Carrying(base, borders).result();
}

}  // namespace data
