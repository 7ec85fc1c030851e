#include "viz/map/map_view.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "data/comparable.hpp"
#include "geo/base/error.hpp"
#include "viz/export/table.hpp"
#include "viz/map/map_options.hpp"
#include "viz/map/map_uncertainty.hpp"
#include "viz/messages.hpp"
#include "viz/wording.hpp"

namespace viz {
namespace {

using Months = std::vector<std::chrono::year_month>;

/// County borders: the same number for municipalities of one county.
std::vector<std::uint32_t> counties(const model::Municipalities& m) {
    std::vector<std::uint32_t> group;
    for (const auto& number : m.county_number)
        group.push_back(static_cast<std::uint32_t>(std::stoul(number)));
    return group;
}

/// Those asked for, else the share without a GP, else the first share in the file.
std::vector<data::IndicatorInfo> indicators_of(const data::Snapshot& snapshot, const MapRequest& a) {
    std::vector<data::IndicatorInfo> chosen;
    for (const auto& name : a.indicators) chosen.push_back(snapshot.indicator(name));
    if (!chosen.empty()) return chosen;
    const std::string usual = "percent_without_gp";
    for (const auto& info : snapshot.indicators)
        if (info.name == usual) return {info};
    for (const auto& info : snapshot.indicators)
        if (info.is_ratio) return {info};
    return {snapshot.indicator(usual)};
}

/// The field of squares asked for, as an indicator.
data::IndicatorInfo field_of(const data::Snapshot& snapshot, const std::string& name) {
    if (!snapshot.cells)
        throw geo::InputError(snapshot.path.string(),
                              "has no squares to show; `legekart run --cells start,end` and `legekart access "
                              "-o FILE.nc` write them");
    std::vector<std::string> known;
    for (const auto& field : snapshot.cells->fields) {
        known.push_back(field.name);
        if (field.name != name) continue;
        data::IndicatorInfo info;
        info.name = field.name;
        info.unit = field.unit;
        info.long_name = field.long_name;
        info.long_name_no = field.long_name_no;
        return info;
    }
    throw geo::InputError(
        "--cells", fmt::format("the file has no '{}', expected one of {}", name, fmt::join(known, ", ")));
}

Months months_of(const data::Snapshot& snapshot, std::span<const data::IndicatorInfo> shown,
                 const MapRequest& a) {
    Months months;
    if (!a.multiples.empty()) {
        for (const auto& text : a.multiples) months.push_back(month_of(snapshot, text));
    } else if (!a.cells.empty()) {
        if (!a.film && !a.month.empty()) return {month_of(snapshot, a.month)};
        months = snapshot.cells->times;
        if (!a.film) return {months.back()};
    } else if (a.film) {
        const bool all = std::all_of(shown.begin(), shown.end(),
                                     [&](const auto& info) { return snapshot.has_all_months(info); });
        for (const int t : all ? export_times(snapshot, "all") : snapshot.kept.times)
            months.push_back(snapshot.month(t));
    } else {
        months.push_back(month_of(snapshot, a.month));
    }
    return months;
}

std::vector<double> difference(const std::vector<float>& here, const std::vector<float>& there) {
    std::vector<double> values;
    for (std::size_t i = 0; i < here.size(); ++i)
        values.push_back(static_cast<double>(here[i]) - static_cast<double>(there[i]));
    return values;
}

/// Throws InputError if the indicator is not known in a month.
void must_know(const data::Snapshot& snapshot, const std::string& name, std::chrono::year_month month) {
    const auto& times = snapshot.kept.times;
    if (snapshot.has_all_months(snapshot.indicator(name)) ||
        std::find(times.begin(), times.end(), time_index(snapshot, month)) != times.end())
        return;
    std::vector<std::string> known;
    for (const int t : times) known.push_back(month_text(snapshot.month(t)));
    throw geo::InputError(
        "--month",
        snapshot.has_all_months()
            ? fmt::format("of many draws the file has '{}' at {}, not at {}; what leads pages, such as "
                          "percent_without_gp, it has in every month",
                          name, fmt::join(known, ", "), month_text(month))
            : fmt::format("the draws that all files have are known at {}, not at {}; run all files with "
                          "equally many --replicates for every month",
                          fmt::join(known, ", "), month_text(month)));
}

std::vector<double> values_at(const data::Snapshot& snapshot, const data::Snapshot* minus,
                              const std::string& name, std::chrono::year_month month) {
    must_know(snapshot, name, month);
    if (minus) must_know(*minus, name, month);
    const auto here = snapshot.values(name, time_index(snapshot, month));
    if (minus) return difference(here, minus->values(name, time_index(*minus, month)));
    return {here.begin(), here.end()};
}

/// Values of every month, of `minus` those that both files have.
std::vector<double> values_ever(const data::Snapshot& snapshot, const data::Snapshot* minus,
                                const std::string& name) {
    auto all = snapshot.values(name);
    if (!minus) return {all.begin(), all.end()};
    if (minus->first_month != snapshot.first_month) {
        std::vector<double> shared;
        for (int t = 0; t < snapshot.time_points; ++t) {
            const auto other = (snapshot.month(t) - minus->first_month).count();
            if (other < 0 || other >= minus->time_points) continue;
            const auto values =
                difference(snapshot.values(name, t), minus->values(name, static_cast<int>(other)));
            shared.insert(shared.end(), values.begin(), values.end());
        }
        return shared;
    }
    auto there = minus->values(name);
    const auto both = std::min(all.size(), there.size());
    all.resize(both);
    there.resize(both);
    return difference(all, there);
}

SquareTable squares_at(const data::Snapshot& snapshot, const std::string& field,
                       std::chrono::year_month month) {
    const auto& grid = *snapshot.cells;
    const auto at = std::find(grid.times.begin(), grid.times.end(), month);
    if (at == grid.times.end()) {
        std::vector<std::string> known;
        for (const auto time : grid.times) known.push_back(month_text(time));
        throw geo::InputError("--month",
                              fmt::format("{} holds the squares at {}, not at {}", snapshot.path.string(),
                                          fmt::join(known, ", "), month_text(month)));
    }
    const auto west = static_cast<std::int32_t>(std::lround(grid.west_m / grid.cell_m));
    const auto north = static_cast<std::int32_t>(std::lround(grid.north_m / grid.cell_m)) - 1;
    const auto values = snapshot.cell_values(field, static_cast<std::size_t>(at - grid.times.begin()));
    SquareTable table;
    for (std::uint32_t y = 0; y < grid.height; ++y)
        for (std::uint32_t x = 0; x < grid.width; ++x) {
            const auto value = static_cast<double>(values[std::size_t{y} * grid.width + x]);
            if (std::isnan(value)) continue;
            table.col.push_back(west + static_cast<std::int32_t>(x));
            table.row.push_back(north - static_cast<std::int32_t>(y));
            table.value.push_back(value);
        }
    return table;
}

/// The squares of an area: those whose middle lies in one of its polygons. A middle in none, at a coast drawn
/// with fewer points, belongs where the nearest one that lies in some does.
SquareTable squares_of(const SquareTable& all, double cell_m, const geo::Boundaries& polygons,
                       const model::Area& area) {
    std::vector<geo::Point> middle(all.value.size());
    for (std::size_t i = 0; i < middle.size(); ++i)
        middle[i] = {(all.col[i] + 0.5) * cell_m, (all.row[i] + 0.5) * cell_m};
    const auto found = geo::areas_containing(polygons, middle);
    const auto is_its = [&](std::optional<model::MunicipalityId> home) {
        return home && std::binary_search(area.members.begin(), area.members.end(), *home);
    };
    Extent near{};  // of the area's squares, and as far as the coast may be off
    bool any = false;
    for (std::size_t i = 0; i < middle.size(); ++i)
        if (is_its(found[i])) {
            const auto [x, y] = middle[i];
            if (!any) near = {x, y, x, y};
            any = true;
            near = {std::min(near.west, x), std::min(near.south, y), std::max(near.east, x),
                    std::max(near.north, y)};
        }
    constexpr double off_m = 5'000;
    const auto is_near = [&](geo::Point p) {
        return p.east_m > near.west - off_m && p.east_m < near.east + off_m &&
               p.north_m > near.south - off_m && p.north_m < near.north + off_m;
    };
    const auto home_of = [&](std::size_t i) {
        if (found[i] || !any || !is_near(middle[i])) return found[i];
        auto nearest = found[i];
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t k = 0; k < middle.size(); ++k)
            if (const double away = geo::distance_m(middle[i], middle[k]); found[k] && away < least) {
                least = away;
                nearest = found[k];
            }
        return nearest;
    };
    SquareTable its;
    for (std::size_t i = 0; i < middle.size(); ++i)
        if (is_its(home_of(i))) {
            its.col.push_back(all.col[i]);
            its.row.push_back(all.row[i]);
            its.value.push_back(all.value[i]);
        }
    return its;
}

/// Classes of the whole picture.
Classes picture_classes(std::span<const data::Snapshot> snapshots, const data::Snapshot* minus,
                        const std::vector<data::IndicatorInfo>& shown, const MapRequest& a) {
    std::vector<double> all;
    const auto append = [&](const std::vector<double>& values) {
        std::copy_if(values.begin(), values.end(), std::back_inserter(all),
                     [](double value) { return !std::isnan(value); });
    };
    for (const auto& snapshot : snapshots)
        for (const auto& info : shown) {
            if (a.cells.empty()) {
                append(values_ever(snapshot, minus, info.name));
                continue;
            }
            for (const auto month : snapshot.cells->times)
                append(squares_at(snapshot, info.name, month).value);
        }
    if (minus && a.breaks.empty()) return difference_classes(all, a.classes | 1);  // odd
    return classes_of(a.breaks, a.classes, all);
}

std::string footer_of(std::span<const data::Snapshot> snapshots, const data::Snapshot* minus,
                      Language language) {
    std::vector<std::string> files, seeds;
    const auto add = [&](const data::Snapshot& snapshot) {
        files.push_back(snapshot.path.filename().string());
        const auto seed = std::to_string(snapshot.run.seed);
        if (std::find(seeds.begin(), seeds.end(), seed) == seeds.end()) seeds.push_back(seed);
    };
    for (const auto& snapshot : snapshots) add(snapshot);
    if (minus) add(*minus);
    const auto& run = snapshots.front().run;
    return messages(language).map.run(run.version, fmt::format("{}", fmt::join(files, ", ")),
                                      fmt::format("{}", fmt::join(seeds, ", ")), run.git_commit);
}

/// That some of the files are one run; which, unless all are.
std::string single_runs(std::span<const NamedFutures> shown, const MapMessages& said) {
    std::vector<std::string> names;
    for (const auto& file : shown)
        if (file.runs < 2) names.push_back(file.name);
    return names.size() == shown.size() ? std::string(said.single_runs)
                                        : said.single_run(fmt::format("{}", fmt::join(names, ", ")));
}

/// What a reader must know of a difference where no municipality is grey, or more than need be.
std::string caution_of(Doubt::Reason reason, bool paired, std::span<const NamedFutures> shown,
                       Language language) {
    const MapMessages& said = messages(language).map;
    switch (reason) {
        case Doubt::Reason::none:
            return paired ? "" : said.unpaired;
        case Doubt::Reason::single_runs:
            return single_runs(shown, said);
        case Doubt::Reason::month_not_kept:
            return said.month_not_kept;
        case Doubt::Reason::count_not_kept:
            return said.count_not_kept;
    }
    return "";
}

/// Titles of the files, told apart by their names where two have one title.
std::vector<std::string> titles_of(std::span<const data::Snapshot* const> snapshots, Language language) {
    std::vector<std::string> titles;
    for (const auto* snapshot : snapshots) titles.push_back(scenario_title(*snapshot, language));
    auto sorted = titles;
    std::sort(sorted.begin(), sorted.end());
    if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
        for (std::size_t i = 0; i < titles.size(); ++i) titles[i] = snapshots[i]->path.stem().string();
    return titles;
}

std::vector<NamedFutures> named_futures(std::span<const data::Snapshot* const> shown, Language language) {
    const auto titles = titles_of(shown, language);
    std::vector<NamedFutures> futures;
    for (std::size_t i = 0; i < shown.size(); ++i) futures.push_back({titles[i], shown[i]->replicates});
    return futures;
}

/// Of how many futures the figures are, where any month but the `start` is shown. A difference of means has
/// grey for what is not sure: of it only a single run is named.
std::string futures_of(std::span<const NamedFutures> futures, bool difference, const Months& months,
                       std::chrono::year_month start, Language language) {
    if (std::all_of(months.begin(), months.end(), [&](auto month) { return month == start; })) return "";
    if (difference &&
        std::all_of(futures.begin(), futures.end(), [](const auto& one) { return one.runs > 1; }))
        return "";
    return futures_text(futures, language);
}

/// What maps of one field or indicator have in common.
MapSpec map_of(const data::IndicatorInfo& shown, const model::Municipalities& municipalities,
               std::span<const data::Attribution> sources, Language language) {
    auto spec = map_of_municipalities(municipalities, sources, language);
    spec.title = capitalised(name_in(language, shown));
    spec.unit = unit_text(shown.unit, language);
    return spec;
}

/// What the panels show. Throws InputError if one picture cannot show it of all files.
std::vector<data::IndicatorInfo> shown_in(std::span<const data::Snapshot> snapshots,
                                          const data::Snapshot* minus, const MapRequest& a) {
    const data::Snapshot& first = snapshots.front();
    if (minus && !a.cells.empty())
        throw geo::InputError("--minus", "differences are of municipalities; leave out --cells");
    constexpr const char* advice = "give files of one input set";
    for (const auto& other : snapshots) data::must_have_same_places(first, other, advice);
    if (minus) data::must_have_same_places(first, *minus, advice);
    if (!a.cells.empty()) {
        for (const auto& snapshot : snapshots) field_of(snapshot, a.cells);
        return {field_of(first, a.cells)};
    }
    auto shown = indicators_of(first, a);
    for (const auto& info : shown)
        if (info.unit != shown.front().unit)
            throw geo::InputError("--indicator",
                                  fmt::format("{} is in {} and {} in {}; one picture has one unit", info.name,
                                              info.unit, shown.front().name, shown.front().unit));
    return shown;
}

/// What panels call the files: their titles, or with `minus` what is subtracted from what.
std::vector<std::string> scenarios_shown(std::span<const data::Snapshot* const> files,
                                         const data::Snapshot* minus, Language language) {
    auto scenarios = titles_of(files, language);
    if (!minus) return scenarios;
    for (std::size_t i = 0; i < files.size(); ++i) {
        auto other = scenario_title(*minus, language);
        if (other == scenarios[i]) {
            scenarios[i] = files[i]->path.stem().string();
            other = minus->path.stem().string();
        }
        scenarios[i] = messages(language).map.minus(scenarios[i], other);
    }
    return scenarios;
}

/// Municipalities' values, and with `minus` which may be chance; `seen` is told why that is not known.
void fill(Panel& panel, const data::Snapshot& snapshot, const data::Snapshot* minus,
          const data::IndicatorInfo& info, std::chrono::year_month month, const model::Area& shown,
          Doubt& seen) {
    panel.values = values_at(snapshot, minus, info.name, month);
    if (!minus) return;
    auto doubt = doubt_of(snapshot, *minus, info, month, shown);
    panel.uncertain = std::move(doubt.uncertain);
    if (doubt.reason != Doubt::Reason::none) seen.reason = doubt.reason;
    seen.paired = seen.paired && doubt.paired;
}

/// Whether those without a value are those without patients, as shares of patients are unknown there.
bool lack_lists(const data::Snapshot& snapshot, const Panel& panel, std::chrono::year_month month) {
    const auto counts = [](const data::IndicatorInfo& info) { return info.name == "patients"; };
    const auto& times = snapshot.kept.times;
    const int time = time_index(snapshot, month);
    if (std::none_of(snapshot.indicators.begin(), snapshot.indicators.end(), counts)) return false;
    if (!snapshot.has_all_months(snapshot.indicator("patients")) &&
        std::find(times.begin(), times.end(), time) == times.end())
        return false;
    const auto patients = snapshot.values("patients", time);
    for (std::size_t m = 0; m < panel.values.size(); ++m)
        if (std::isnan(panel.values[m]) && patients[m] > 0) return false;
    return true;
}

/// Squares of an area, or of all; `kept` holds what the panel points to.
void fill_squares(Panel& panel, const data::Snapshot& snapshot, const std::string& field,
                  std::chrono::year_month month, const std::optional<model::Area>& area,
                  std::deque<SquareTable>& kept) {
    const double cell_m = snapshot.cells->cell_m;
    auto squares = squares_at(snapshot, field, month);
    if (area) squares = squares_of(squares, cell_m, snapshot.polygons, *area);
    const auto& table = kept.emplace_back(std::move(squares));
    panel.cells = Cells{static_cast<std::uint32_t>(cell_m), table.col, table.row, table.value};
}

}  // namespace

MapSpec map_of_municipalities(const model::Municipalities& municipalities,
                              std::span<const data::Attribution> sources, Language language) {
    MapSpec spec;
    spec.language = language;
    spec.source = attribution_line(sources);
    for (const auto& official : municipalities.name) spec.names.push_back(norwegian_name(official));
    spec.group = counties(municipalities);
    return spec;
}

std::string map_footer(const data::Snapshot& snapshot, Language language) {
    return footer_of({&snapshot, 1}, nullptr, language);
}

MapSpec map_of_cells(const data::IndicatorInfo& field, const model::Municipalities& municipalities,
                     std::span<const data::Attribution> sources, Language language) {
    auto spec = map_of(field, municipalities, sources, language);
    if (field.unit == "min") spec.classes = user_classes({5, 10, 15, 30, 45, 60, 90});
    return spec;
}

namespace {

/// All but the subtitle, and what has to be said of doubts.
MapSpec spec_of(std::span<const data::Snapshot> snapshots, const data::Snapshot* minus,
                const std::vector<data::IndicatorInfo>& shown, const MapRequest& a) {
    const data::Snapshot& first = snapshots.front();
    auto spec = (a.cells.empty() ? map_of : map_of_cells)(shown.front(), first.municipalities,
                                                          first.run.inputs, a.language);
    const MapMessages& said = messages(spec.language).map;
    const auto name = spec.title;
    spec.title = !a.title.empty() ? a.title : shown.size() == 1 ? name : std::string(said.coverage);
    if (shown.size() == 1 && spec.title != name) spec.legend_title = name;
    if (minus) {
        spec.values = Values::differences;
        if (spec.legend_title.empty()) spec.legend_title = said.difference;
        if (shown.front().unit == "%") spec.unit = unit_text("percentage points", spec.language);
    }
    spec.footer = footer_of(snapshots, minus, spec.language);
    spec.page = page_of(a.size, !a.film ? portrait : slide);
    spec.palette = a.palette;
    spec.class_count = a.classes;
    if (a.area)
        for (const auto m : a.area->members) spec.zoom.push_back(m.value);
    if (!spec.classes || !a.breaks.empty()) spec.classes = picture_classes(snapshots, minus, shown, a);
    return spec;
}

}  // namespace

MapView map_view(std::span<const data::Snapshot> snapshots, const data::Snapshot* minus,
                 const MapRequest& a) {
    const data::Snapshot& first = snapshots.front();
    const auto shown = shown_in(snapshots, minus, a);
    const auto months = months_of(first, shown, a);

    MapView view;
    MapSpec& spec = view.spec;
    spec = spec_of(snapshots, minus, shown, a);
    spec.neighbours = &first.neighbours;
    std::vector<const data::Snapshot*> files;
    for (const auto& snapshot : snapshots) files.push_back(&snapshot);
    const auto scenarios = scenarios_shown(files, minus, spec.language);
    if (minus) files.push_back(minus);

    const auto shown_area = a.area ? *a.area : model::large_areas(first.municipalities).front();
    Doubt seen;
    bool only_lists = a.cells.empty();
    const bool one_month = months.size() == 1, one_file = snapshots.size() == 1;
    for (std::size_t s = 0; s < snapshots.size(); ++s)
        for (const auto& info : shown)
            for (const auto month : months) {
                Panel panel;
                panel.title = joined({one_file ? "" : scenarios[s],
                                      shown.size() == 1 ? "" : capitalised(name_in(spec.language, info)),
                                      one_month ? "" : date_text(month, spec.language)});
                if (a.cells.empty()) {
                    fill(panel, snapshots[s], minus, info, month, shown_area, seen);
                    only_lists = only_lists && lack_lists(snapshots[s], panel, month);
                } else {
                    fill_squares(panel, snapshots[s], info.name, month, a.area, view.squares);
                }
                view.panels.push_back(std::move(panel));
            }
    if (only_lists) spec.no_value = messages(spec.language).map.no_lists;
    const auto futures = named_futures(files, spec.language);
    if (const auto caution = caution_of(seen.reason, seen.paired, futures, spec.language); !caution.empty())
        spec.footer = caution + "\n" + spec.footer;
    spec.subtitle =
        joined({a.area ? norwegian_name(name_of(*a.area, spec.language)) : "",
                alone_text(first.municipalities, spec.language), one_file ? scenarios.front() : "",
                one_month ? date_text(months.front(), spec.language) : "",
                futures_of(futures, minus != nullptr, months, first.first_month, spec.language)});
    return view;
}

}  // namespace viz
