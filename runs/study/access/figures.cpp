#include "runs/study/access/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "geo/base/error.hpp"
#include "geo/base/parallel.hpp"
#include "geo/catchment.hpp"

namespace study {
namespace {

SnapReport snap_report(const AccessStudy& study, const std::vector<geo::Access>& places,
                       const auto& municipality_of, const auto& point_of) {
    SnapReport out;
    out.places = static_cast<std::uint32_t>(places.size());
    std::vector<double> distance;
    std::size_t most = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto& place = places[i];
        if (!place.joined()) {
            ++out.not_joined;
            continue;
        }
        out.outside_main += !place.in_main_component;
        const bool ferry = geo::is_ferry(study.figures().roads.road_class[place.line]);
        out.on_quays += place.on_roadless_quay;
        out.on_ferries += ferry && !place.on_roadless_quay;
        distance.push_back(place.distance_m);
        if (place.distance_m > out.most_m) {
            out.most_m = place.distance_m;
            most = i;
        }
    }
    if (distance.empty()) return out;
    out.mean_m =
        std::accumulate(distance.begin(), distance.end(), 0.0) / static_cast<double>(distance.size());
    std::ranges::sort(distance);
    out.p99_m = distance[static_cast<std::size_t>(0.99 * static_cast<double>(distance.size() - 1))];
    out.most_at = point_of(most);
    out.most_in = study.figures().municipalities.name[municipality_of(most)];
    return out;
}

}  // namespace

GroupSpread spread_of(const AccessStudy& study, const geo::AccessIndex& index, const Grouping& grouping) {
    const auto groups = static_cast<std::uint32_t>(grouping.name.size());
    GroupSpread out{&grouping, geo::spread_by_group(index.value, study.people, grouping.of_cell, groups), {}};
    if (index.unit == "minutes" || !index.per_person) return out;
    std::vector<std::vector<double>> values(groups), people(groups);
    for (std::uint32_t c = 0; c < study.grid.size(); ++c) {
        values[grouping.of_cell[c]].push_back(index.value[c]);
        people[grouping.of_cell[c]].push_back(study.people[c]);
    }
    out.evenness.resize(groups);
    geo::for_each_index(groups,
                        [&](std::uint32_t g) { out.evenness[g] = geo::evenness(values[g], people[g]); });
    return out;
}

std::vector<GroupSpread> spreads_of(const AccessStudy& study, std::span<const geo::AccessIndex> indices,
                                    const Grouping& grouping) {
    std::vector<GroupSpread> out(indices.size());
    geo::for_each_index(static_cast<std::uint32_t>(indices.size()),
                        [&](std::uint32_t i) { out[i] = spread_of(study, indices[i], grouping); });
    return out;
}

std::vector<double> people_of(const AccessStudy& study,
                              std::span<const model::MunicipalityId> municipalities) {
    std::vector<std::uint8_t> inside(study.figures().municipalities.size(), 0);
    for (const auto m : municipalities) inside[m.value] = 1;
    auto people = study.people;
    for (std::uint32_t c = 0; c < study.grid.size(); ++c)
        if (!inside[study.municipality(c).value]) people[c] = 0;
    return people;
}

SnapReports snap_reports(const AccessStudy& study) {
    return {
        snap_report(
            study, study.travel.cells(),
            [&](std::size_t c) { return study.municipality(static_cast<std::uint32_t>(c)); },
            [&](std::size_t c) { return study.centres[c]; }),
        snap_report(
            study, study.travel.practices(),
            [&](std::size_t p) {
                return study.figures().practices.municipality[geo::PracticeId{static_cast<std::uint32_t>(p)}];
            },
            [&](std::size_t p) {
                return study.figures().practices.place[geo::PracticeId{static_cast<std::uint32_t>(p)}];
            })};
}

BeyondRoads beyond_roads(const AccessStudy& study) {
    BeyondRoads out;
    for (std::uint32_t c = 0; c < study.grid.size(); ++c) {
        const auto people = static_cast<std::int64_t>(study.people[c]);
        out.all += people;
        if (study.travel.cells()[c].joined()) continue;
        out.people += people;
        ++out.squares;
    }
    for (const auto& practice : study.travel.practices()) out.practices += !practice.joined();
    return out;
}

void must_cover(const BeyondRoads& beyond, const AccessStudy& study, const std::string& roads) {
    constexpr double most = 0.01;
    if (beyond.share() <= most) return;
    throw geo::InputError(
        roads,
        fmt::format("{} of {} people ({:.1f} %) have no road within {:.0f} m, expected at most {:.0f} %: the "
                    "file does not cover where they live. Take roads of the whole area, inputs of what the "
                    "roads cover, or a larger --set access.farthest_road_m=M",
                    beyond.people, beyond.all, 100 * beyond.share(), study.settings.access.farthest_road_m,
                    100 * most));
}

std::vector<Unreached> unreached(const AccessStudy& study, const AccessState& state) {
    const auto& minutes = state.index("minutes_nearest").value;
    std::vector<Unreached> all(study.figures().municipalities.size());
    for (std::uint32_t c = 0; c < study.grid.size(); ++c) {
        auto& m = all[study.municipality(c).value];
        m.municipality = study.municipality(c);
        const auto people = static_cast<std::int64_t>(study.people[c]);
        if (people == 0) continue;
        if (std::isinf(minutes[c])) {
            m.no_way += people;
        } else if (minutes[c] > static_cast<double>(study.cut_off.count())) {
            m.beyond_cut_off += people;
            m.most_minutes = std::max(m.most_minutes, minutes[c]);
        }
    }
    std::erase_if(all, [](const Unreached& m) { return m.no_way + m.beyond_cut_off == 0; });
    return all;
}

}  // namespace study
