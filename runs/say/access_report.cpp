#include "runs/say/access_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "geo/catchment.hpp"

namespace runs {
namespace {

bool is_minutes(const geo::AccessIndex& index) {
    return index.unit == "minutes";
}

Json row_json(const study::SnapReport& r) {
    return {{"places", r.places},
            {"mean_m", std::round(r.mean_m)},
            {"p99_m", std::round(r.p99_m)},
            {"most_m", std::round(r.most_m)},
            {"most_at", {r.most_at.east_m, r.most_at.north_m}},
            {"most_in", r.most_in},
            {"not_joined", r.not_joined},
            {"on_ferries", r.on_ferries},
            {"on_roadless_quays", r.on_quays},
            {"outside_main", r.outside_main}};
}

/// Null for what JSON cannot say.
Json finite(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json row_json(const geo::Spread& s) {
    Json j{{"people", std::llround(s.people)},
           {"no_way", std::llround(s.out_of_reach)},
           {"mean", finite(s.mean)},
           {"median", finite(s.median)},
           {"p90", finite(s.p90)}};
    for (std::size_t k = 0; k < geo::report_minutes.size(); ++k)
        j[fmt::format("share_over_{:.0f}", geo::report_minutes[k])] = finite(s.share_over[k]);
    return j;
}

/// The area asked for, if one was.
const study::Grouping* area_of(const std::vector<study::Grouping>& groupings) {
    return groupings.back().level == "area" ? &groupings.back() : nullptr;
}

std::string minutes_text(double value, int decimals) {
    return std::isfinite(value) ? fmt::format("{:.{}f}", value, decimals) : std::string("no way");
}

}  // namespace

Json access_json(const study::AccessStudy& study, const study::AccessState& state,
                 const std::vector<study::Grouping>& groupings) {
    const auto& m = study.figures().municipalities;
    Json j;
    j["people"] = std::llround(std::accumulate(study.people.begin(), study.people.end(), 0.0));
    j["cells"] = study.grid.size();
    j["cell_m"] = study.grid.cell_m;
    j["practices"] = study.figures().practices.size();
    j["cut_off_minutes"] = static_cast<double>(study.cut_off.count());
    j["pairs"] = state.table.pairs();
    const auto& nearest = state.index("minutes_nearest");
    const auto& open = state.index("minutes_nearest_open");
    const auto by_class = study::spread_of(study, nearest, groupings[1]).spread;
    const auto by_class_open = study::spread_of(study, open, groupings[1]).spread;
    j["minutes_by_centrality"] = Json::array();
    for (std::size_t c = 0; c < by_class.size(); ++c) {
        Json row{{"centrality", c + 1}};
        row.update(row_json(by_class[c]));
        row["nearest_open"] = row_json(by_class_open[c]);
        j["minutes_by_centrality"].push_back(std::move(row));
    }
    const auto first_of = [&](const study::Grouping& grouping) {
        auto figures = Json::object();
        const auto groups = study::spreads_of(study, state.indices, grouping);
        for (std::size_t i = 0; i < groups.size(); ++i) {
            const auto& index = state.indices[i];
            const auto& group = groups[i];
            if (!index.per_person) continue;
            auto& row = figures[index.name];
            row = row_json(group.spread[0]);
            row["unit"] = index.unit;
            if (is_minutes(index)) continue;
            for (const double t : geo::report_minutes) row.erase(fmt::format("share_over_{:.0f}", t));
            row["gini"] = finite(group.evenness[0].gini);
            row["palma"] = finite(group.evenness[0].palma);
        }
        return figures;
    };
    j["nation"] = first_of(groupings[0]);
    if (const auto* area = area_of(groupings)) {
        j["area"] = first_of(*area);
        j["area"]["name"] = area->name[0];
    }
    std::int64_t no_way = 0, beyond = 0;
    j["unreached"] = Json::array();
    for (const auto& u : study::unreached(study, state)) {
        no_way += u.no_way;
        beyond += u.beyond_cut_off;
        j["unreached"].push_back({{"municipality", m.number[u.municipality]},
                                  {"name", m.name[u.municipality]},
                                  {"no_way", u.no_way},
                                  {"beyond_cut_off", u.beyond_cut_off},
                                  {"most_minutes", u.most_minutes}});
    }
    const auto off_road = study::beyond_roads(study);
    j["beyond_roads"] = {{"metres", study.settings.access.farthest_road_m},
                         {"people", off_road.people},
                         {"squares", off_road.squares},
                         {"practices", off_road.practices}};
    j["people_without_a_way"] = no_way;
    j["people_beyond_cut_off"] = beyond;
    const auto snaps = study::snap_reports(study);
    j["snap"] = {{"cells", row_json(snaps.cells)}, {"practices", row_json(snaps.practices)}};
    const auto& s = study.seconds;
    j["seconds"] = {{"read", s.read},     {"network_and_order", s.network},
                    {"table", s.table},   {"indices", s.indices},
                    {"change", s.change}, {"write", s.write}};
    return j;
}

Json change_json(const study::AccessStudy& study, const study::AccessChange& change,
                 const std::vector<study::MunicipalityChange>& rows) {
    const auto& m = study.figures().municipalities;
    Json j;
    j["closed"] = change.closed;
    j["added"] = Json::array();
    for (const auto& p : change.added)
        j["added"].push_back({{"x", p.place.east_m}, {"y", p.place.north_m}, {"lists", p.lists}});
    j["removed"] = Json::array();
    for (const auto p : change.removed) j["removed"].push_back(p.value);
    j["municipalities"] = Json::array();
    std::int64_t longer = 0, shorter = 0, cut_off = 0;
    for (const auto& row : rows) {
        longer += row.longer;
        shorter += row.shorter;
        cut_off += row.cut_off;
        j["municipalities"].push_back({{"municipality", m.number[row.municipality]},
                                       {"name", m.name[row.municipality]},
                                       {"people", row.people},
                                       {"people_longer", row.longer},
                                       {"people_shorter", row.shorter},
                                       {"people_cut_off", row.cut_off},
                                       {"mean_minutes_more", row.minutes_more},
                                       {"most_minutes_more", row.most_minutes},
                                       {"people_over_30_more", row.over_30},
                                       {"people_over_60_more", row.over_60},
                                       {"lists_per_10000_more", row.lists_per_10000}});
    }
    j["people_longer"] = longer;
    j["people_shorter"] = shorter;
    j["people_cut_off"] = cut_off;
    return j;
}

void print_access(const study::AccessStudy& study, const study::AccessState& state,
                  const std::vector<study::Grouping>& groupings) {
    const auto* area = area_of(groupings);
    auto rows_called = groupings[1].number;
    rows_called.emplace_back("Norway");
    if (area) rows_called.push_back(area->name[0]);
    const auto by_class = [&](std::string_view name) {
        auto all = study::spread_of(study, state.index(name), groupings[1]).spread;
        all.push_back(study::spread_of(study, state.index(name), groupings[0]).spread[0]);
        if (area) all.push_back(study::spread_of(study, state.index(name), *area).spread[0]);
        return all;
    };
    const auto nearest = by_class("minutes_nearest"), open = by_class("minutes_nearest_open"),
               fca = by_class("fca_enhanced_gaussian");
    fmt::print(
        "minutes by car            |    nearest practice           |  nearest open list            | GP "
        "lists per\n");
    fmt::print(
        "centrality         people | median   P90   >30 %   >60 %  | median   P90   >30 %   >60 %  | 10 000, "
        "E2SFCA\n");
    for (std::size_t c = 0; c < nearest.size(); ++c) {
        const auto four = [](const geo::Spread& s) {
            return fmt::format("{:>6} {:>6} {:>7.2f} {:>7.2f}", minutes_text(s.median, 1),
                               minutes_text(s.p90, 1), 100 * s.share_over[1], 100 * s.share_over[3]);
        };
        fmt::print("{:<14} {:>10.0f} | {}  | {}  | {:>8.1f}\n", rows_called[c], nearest[c].people,
                   four(nearest[c]), four(open[c]), fca[c].mean);
    }
    fmt::print("\n{:<24} {:>8} {:>8} {:>7} {:>7}  {}\n",
               fmt::format("index, {}", area ? area->name[0] : "all of Norway"), "mean", "median", "Gini",
               "Palma", "unit, meaning");
    const auto wholes = study::spreads_of(study, state.indices, area ? *area : groupings[0]);
    for (std::size_t i = 0; i < wholes.size(); ++i) {
        const auto& index = state.indices[i];
        const auto& whole = wholes[i];
        if (is_minutes(index) || !index.per_person) continue;
        fmt::print("{:<24} {:>8.2f} {:>8.2f} {:>7.3f} {:>7.2f}  {}: {}\n", index.name, whole.spread[0].mean,
                   whole.spread[0].median, whole.evenness[0].gini, whole.evenness[0].palma, index.unit,
                   index.long_name);
    }
    const auto rows = study::unreached(study, state);
    const auto& m = study.figures().municipalities;
    std::int64_t no_way = 0, beyond = 0;
    for (const auto& row : rows) {
        no_way += row.no_way;
        beyond += row.beyond_cut_off;
    }
    fmt::print("\n{} people have no way to any practice, {} a way beyond {:.0f} minutes\n", no_way, beyond,
               static_cast<double>(study.cut_off.count()));
    if (const auto off_road = study::beyond_roads(study); off_road.squares + off_road.practices > 0)
        fmt::print(
            "{} people in {} squares, and {} practices, lie over {:.0f} m from every road and quay and count "
            "as without a way\n",
            off_road.people, off_road.squares, off_road.practices, study.settings.access.farthest_road_m);
    for (const auto& row : rows)
        fmt::print("  {} {}: {} without a way, {} beyond (up to {:.0f} minutes)\n",
                   m.number[row.municipality], m.name[row.municipality], row.no_way, row.beyond_cut_off,
                   row.most_minutes);
    const auto snaps = study::snap_reports(study);
    for (const auto& [what, r] : {std::pair{"squares", snaps.cells}, {"practices", snaps.practices}})
        fmt::print(
            "{} {} joined to roads {:.0f} m away in the mean, 99 % within {:.0f} m, at most {:.0f} m "
            "({:.0f}, "
            "{:.0f} in {}); {} not joined\n",
            r.places, what, r.mean_m, r.p99_m, r.most_m, r.most_at.east_m, r.most_at.north_m, r.most_in,
            r.not_joined);
    const auto& s = study.seconds;
    fmt::print(
        "{} pairs within {:.0f} minutes; read {:.2f} s, network and order {:.2f}, table {:.3f}, indices "
        "{:.3f}\n",
        state.table.pairs(), static_cast<double>(study.cut_off.count()), s.read, s.network, s.table,
        s.indices);
}

void print_change(const study::AccessStudy& study, const study::AccessChange& change,
                  const std::vector<study::MunicipalityChange>& rows) {
    std::vector<std::string> what;
    for (const auto& name : change.closed) what.push_back("without " + name);
    for (const auto& p : change.added)
        what.push_back(fmt::format("with a new practice at {:.0f}, {:.0f} ({} lists)", p.place.east_m,
                                   p.place.north_m, p.lists));
    for (const auto p : change.removed)
        what.push_back(fmt::format("without practice {} and its lists", p.value));
    fmt::print("\nchange: {}\n", fmt::join(what, "; "));
    if (rows.empty()) {
        fmt::print("nobody's way to the nearest practice with a GP changes\n");
        return;
    }
    fmt::print("minutes to the nearest practice with a GP; people of each municipality\n");
    fmt::print("{:<26} {:>8} {:>8} {:>8} {:>8} {:>9} {:>9} {:>8} {:>8} {:>12}\n", "municipality", "people",
               "longer", "shorter", "cut off", "mean min", "most min", ">30", ">60", "lists/10 000");
    for (const auto& row : rows)
        fmt::print("{:<26} {:>8} {:>8} {:>8} {:>8} {:>+9.1f} {:>+9.1f} {:>+8} {:>+8} {:>+12.2f}\n",
                   study.figures().municipalities.name[row.municipality], row.people, row.longer, row.shorter,
                   row.cut_off, row.minutes_more, row.most_minutes, row.over_30, row.over_60,
                   row.lists_per_10000);
}

}  // namespace runs
