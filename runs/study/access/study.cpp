#include "runs/study/access/study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "geo/base/error.hpp"
#include "geo/base/nearest_name.hpp"
#include "geo/nearest_times.hpp"
#include "geo/travel_times.hpp"
#include "model/areas.hpp"
#include "runs/study/simulation.hpp"
#include "runs/study/usage.hpp"

namespace study {
namespace {

/// Calls visit(full name, value, field) for every number that a study can be given.
template <class Settings, class Visit>
void visit_settings(Settings& settings, const Visit& visit) {
    const auto room = [&](const char* name, auto& params) {
        visit_fields(params, [&]<class Value>(std::string_view key, Value& value, const auto&... more) {
            if constexpr (std::is_same_v<std::remove_const_t<Value>, double>)  // tables do not matter here
                visit(fmt::format("{}.{}", name, key), value, more...);
        });
    };
    room("roads", settings.model.roads);
    room("snapping", settings.model.snapping);
    room("initial", settings.model.initial);
    room("access", settings.access);
}

/// How places are joined to roads here: as in the model, but never farther than the limit.
geo::SnapParams snapping_of(const AccessSettings& settings) {
    auto out = settings.model.snapping;
    out.farthest_m = settings.access.farthest_road_m;
    return out;
}

std::vector<geo::Point> centres_of(const geo::PopulationGrid& grid) {
    std::vector<geo::Point> out;
    for (std::uint32_t c = 0; c < grid.size(); ++c) out.push_back(geo::centre(grid, geo::CellId{c}));
    return out;
}

}  // namespace

void AccessSettings::set(const std::string& key, const std::string& value) {
    std::vector<std::string> known;
    bool found = false;
    visit_settings(*this, [&](const std::string& name, double& number, const geo::Field& field) {
        known.push_back(name);
        if (name != key) return;
        found = true;
        double given = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), given);
        if (error != std::errc() || end != value.data() + value.size() || !(given >= field.min) ||
            !(given <= field.max))
            throw geo::InputError("--set " + key, fmt::format("'{}', expected a number {} to {} ({})", value,
                                                              field.min, field.max, field.unit));
        number = given;
    });
    if (found) {
        said.push_back(key);
        return;
    }
    const auto near = geo::nearest_name(known, key, key.size() / 3);
    throw geo::InputError("--set " + key,
                          near ? fmt::format("unknown key; did you mean '{}'?", *near)
                               : fmt::format("unknown key; expected one such as {}", known.front()));
}

std::vector<model::ParameterRow> AccessSettings::rows() const {
    std::vector<model::ParameterRow> out;
    visit_settings(*this, [&](const std::string& name, double value, const geo::Field& field) {
        out.push_back(
            {name, value, std::string(field.unit), field.min, field.max, std::string(field.source)});
    });
    return out;
}

const geo::AccessIndex& AccessState::index(std::string_view name) const {
    const auto found = std::ranges::find(indices, name, &geo::AccessIndex::name);
    if (found != indices.end()) return *found;
    std::vector<std::string> known;
    for (const auto& index : indices) known.push_back(index.name);
    throw geo::InputError("--indicator",
                          fmt::format("'{}', expected one of {}", name, fmt::join(known, ", ")));
}

AccessStudy::AccessStudy(data::InputSet given, AccessSettings params, std::uint32_t cell_m,
                         std::uint64_t study_seed, geo::Minutes longest, data::RoadCache& cache,
                         geo::StopToken stop)
    : set(std::move(given)),
      settings(std::move(params)),
      grid(geo::coarsen(set.figures.grid, cell_m)),
      centres(centres_of(grid)),
      supply(model::practice_supply(set.figures, settings.model, model::Seed{study_seed})),
      seed(study_seed),
      cut_off(longest),
      travel(set.figures.roads, settings.model.roads, snapping_of(settings), centres,
             set.figures.practices.place.values(),
             [&](const geo::RoadGraph& graph) {
                 stop.check();
                 auto order = cache.order(graph);
                 stop.check();
                 return order;
             }),
      stop_(std::move(stop)) {
    const auto residents = model::residents_by_cell(set.figures, grid, set.figures.lists.year + 1);
    people.assign(residents.begin(), residents.end());
}

AccessStudy::Supply AccessStudy::marks() const {
    Supply out;
    for (std::uint32_t p = 0; p < set.figures.practices.size(); ++p) {
        const geo::PracticeId id{p};
        out.lists.push_back(supply.lists_with_gp[id]);
        out.with_gp.push_back(supply.lists_with_gp[id] > 0);
        out.any.push_back(1);
        out.open.push_back(supply.open_lists[id] > 0);
    }
    return out;
}

AccessState AccessStudy::state(geo::TravelTable table, const geo::RoadGraph& graph,
                               const std::vector<geo::Access>& practices, const Supply& marks) {
    const double begin = now_seconds();
    const auto nearest = [&](const std::vector<std::uint8_t>& which) {
        return geo::nearest_times(graph, travel.cells(), practices, which);
    };
    stop_.check();
    const auto any = nearest(marks.any), with_gp = nearest(marks.with_gp), open = nearest(marks.open);
    stop_.check();
    AccessState out{std::move(table), {}};
    out.indices = geo::access_indices({out.table, people, marks.lists, any, with_gp, open}, settings.access);
    seconds.indices = now_seconds() - begin;
    return out;
}

AccessState AccessStudy::now() {
    stop_.check();
    const double begin = now_seconds();
    auto table = travel.table(cut_off);
    seconds.table = now_seconds() - begin;
    return state(std::move(table), travel.network().graph, travel.practices(), marks());
}

AccessState AccessStudy::with(const AccessChange& change, const AccessState& before) {
    const double begin = now_seconds();
    auto practices = travel.practices();
    auto marked = marks();
    std::vector<geo::Point> places;
    for (const auto& practice : change.added) {
        places.push_back(practice.place);
        marked.lists.push_back(practice.lists);
        marked.any.push_back(1);
        marked.with_gp.push_back(practice.lists > 0);
        marked.open.push_back(practice.lists > 0);
    }
    const auto snapped = geo::snap(set.figures.roads, travel.network(), places, snapping_of(settings));
    practices.insert(practices.end(), snapped.begin(), snapped.end());
    for (const auto removed : change.removed) {
        practices[removed.value] = {};
        marked.lists[removed.value] = 0;
        marked.any[removed.value] = marked.with_gp[removed.value] = marked.open[removed.value] = 0;
    }
    const bool closed = !change.closed_lines.empty();
    const auto network =
        closed ? geo::with_closed_lines(travel.network(), change.closed_lines) : travel.network();
    stop_.check();
    const auto search = geo::customise(travel.hierarchy(), network.graph);
    const geo::SweepGraph sweep(travel.hierarchy(), search, travel.cells());
    geo::TravelTable table;
    // A column costs a copy of the table: many are dearer than all anew.
    constexpr std::size_t few = 4;
    if (closed || change.added.size() + change.removed.size() > few) {
        table = geo::by_cell(geo::travel_times(sweep, travel.cells(), practices, cut_off));
    } else {
        auto columns = geo::by_practice(before.table);
        geo::SweepGraph::Workspace workspace(sweep);
        for (const auto removed : change.removed) columns = geo::with_column(columns, removed, {});
        for (auto p = before.table.practices; p < practices.size(); ++p)
            columns =
                geo::with_column(columns, geo::PracticeId{p},
                                 geo::travel_column(sweep, workspace, travel.cells(), practices[p], cut_off));
        table = geo::by_cell(columns);
    }
    const double kept = seconds.indices;
    auto out = state(std::move(table), network.graph, practices, marked);
    seconds.indices = kept;
    seconds.change = now_seconds() - begin;
    return out;
}

std::vector<Grouping> groupings(const AccessStudy& study) {
    const auto& m = study.figures().municipalities;
    const auto all = model::large_areas(m);
    const auto of_kind = [&](model::AreaKind kind) {
        Grouping grouping{std::string(model::area_kinds[static_cast<std::size_t>(kind)]), {}, {}, {}};
        std::vector<std::uint32_t> row(m.size());
        for (const auto& area : all) {
            if (area.kind != kind) continue;
            for (const auto member : area.members)
                row[member.value] = static_cast<std::uint32_t>(grouping.name.size());
            grouping.number.push_back(area.number.empty() ? "0" : area.number);
            grouping.name.push_back(model::name_en(area));
        }
        for (std::uint32_t c = 0; c < study.grid.size(); ++c)
            grouping.of_cell.push_back(row[study.municipality(c).value]);
        return grouping;
    };
    Grouping municipality{"municipality", m.number.values(), m.name.values(), {}};
    for (std::uint32_t c = 0; c < study.grid.size(); ++c)
        municipality.of_cell.push_back(study.municipality(c).value);
    return {of_kind(model::AreaKind::nation), of_kind(model::AreaKind::centrality),
            of_kind(model::AreaKind::county), std::move(municipality)};
}

Grouping area_and_elsewhere(const AccessStudy& study, const model::Area& area) {
    Grouping grouping{"area", {"0", "0"}, {model::norwegian_name(model::name_en(area)), "elsewhere"}, {}};
    std::vector<std::uint32_t> row(study.figures().municipalities.size(), 1);
    for (const auto member : area.members) row[member.value] = 0;
    for (std::uint32_t c = 0; c < study.grid.size(); ++c)
        grouping.of_cell.push_back(row[study.municipality(c).value]);
    return grouping;
}

}  // namespace study
