#include "viz/export/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "data/area_figures.hpp"
#include "data/comparable.hpp"
#include "geo/base/error.hpp"
#include "viz/messages.hpp"

namespace viz {
namespace {

/// From here on float32 no longer holds every whole number.
constexpr float float_whole_end = 16'777'216.0F;

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= text.size();) {
        const auto comma = std::min(text.find(',', from), text.size());
        parts.push_back(text.substr(from, comma - from));
        from = comma + 1;
    }
    return parts;
}

}  // namespace

std::vector<int> export_times(const data::Snapshot& snapshot, const std::string& months) {
    const int last = snapshot.time_points - 1;
    if (months.empty() || months == "final") return {last};
    std::vector<int> times;
    if (months == "all" && !snapshot.has_all_months()) return snapshot.kept.times;
    if (months == "all") {
        for (int t = 0; t <= last; ++t) times.push_back(t);
        return times;
    }
    for (const auto& month : split(months)) {
        int t = 0;
        while (t <= last && month != month_text(snapshot.month(t))) ++t;
        if (t > last)
            throw geo::InputError(
                "--months",
                fmt::format("{} has no '{}'; expected final, all, or months from {} to {} such as {},{}",
                            snapshot.path.string(), month, month_text(snapshot.first_month),
                            month_text(snapshot.month(last)), month_text(snapshot.first_month),
                            month_text(snapshot.month(last))));
        times.push_back(t);
    }
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    return times;
}

std::optional<std::string> untold_months(std::span<const data::Snapshot> snapshots,
                                         const ExportChoice& choice) {
    std::vector<std::string> untold;
    for (const auto& snapshot : snapshots) {
        const auto& kept = snapshot.kept.times;
        const auto times = export_times(snapshot, choice.months);
        if (std::all_of(times.begin(), times.end(),
                        [&](int t) { return std::find(kept.begin(), kept.end(), t) != kept.end(); }))
            continue;
        for (const auto& info : snapshot.indicators) {
            const auto& chosen = choice.indicators;
            const bool shown =
                chosen.empty() || std::find(chosen.begin(), chosen.end(), info.name) != chosen.end();
            const bool known = std::find(untold.begin(), untold.end(), info.name) != untold.end();
            if (shown && info.at_kept_times && !known) untold.push_back(info.name);
        }
    }
    if (untold.empty()) return std::nullopt;
    const auto named = std::min<std::size_t>(untold.size(), 3);
    return fmt::format(
        "of many draws {}{} {} known at the start, each January and the last month only; in other months "
        "cells are empty",
        fmt::join(untold.begin(), untold.begin() + static_cast<std::ptrdiff_t>(named), ", "),
        untold.size() > named ? fmt::format(" and {} more", untold.size() - named) : std::string(),
        untold.size() == 1 ? "is" : "are");
}

std::vector<double> export_values(const data::Snapshot& snapshot, const data::IndicatorInfo& info,
                                  std::span<const int> times) {
    const std::size_t width = snapshot.municipalities.size();
    std::vector<double> result;
    result.reserve(times.size() * width);
    bool large = false;
    const auto append = [&](std::span<const float> row) {
        for (const float v : row) {
            result.push_back(static_cast<double>(v));
            large = large || std::abs(v) >= float_whole_end;
        }
    };
    if (times.size() == 1) {
        append(snapshot.values(info.name, times[0]));
    } else {
        const auto all = snapshot.values(info.name);
        for (const int t : times)
            append(std::span<const float>(all).subspan(static_cast<std::size_t>(t) * width, width));
    }
    if (large && info.is_whole()) {
        const auto whole = snapshot.counts(info.name);
        for (std::size_t i = 0; i < result.size(); ++i)
            if (!std::isnan(result[i]))
                result[i] = whole[static_cast<std::size_t>(times[i / width]) * width + i % width];
    }
    return result;
}

std::vector<double> area_values(const data::Snapshot& snapshot, const data::IndicatorInfo& info,
                                std::span<const int> times, const model::Area& area) {
    const data::AreaFigures figures(snapshot, info);
    std::vector<double> result;
    for (const int t : times) result.push_back(figures.at(area.members, t));
    return result;
}

std::vector<ExportTable> export_tables(std::span<const data::Snapshot> snapshots,
                                       const ExportChoice& choice) {
    std::vector<ExportTable> tables;
    const data::Snapshot& first = snapshots.front();
    std::vector<data::IndicatorInfo> infos;
    if (choice.indicators.empty()) infos = first.indicators;
    for (const auto& name : choice.indicators) {
        const auto& info = first.indicator(name);
        if (std::find(infos.begin(), infos.end(), info) == infos.end()) infos.push_back(info);
    }
    for (const data::Snapshot& snapshot : snapshots) {
        ExportTable table{snapshot.path.stem().string(),
                          &snapshot,
                          export_times(snapshot, choice.months),
                          {},
                          {},
                          choice.area};
        if (choice.area)
            for (const auto m : choice.area->members) table.rows.push_back(m.value);
        else
            for (std::uint32_t m = 0; m < table.municipalities(); ++m) table.rows.push_back(m);
        for (const ExportTable& other : tables)
            if (other.scenario == table.scenario)
                throw geo::InputError(
                    snapshot.path.string(),
                    fmt::format("has the same name as {}; the name tells scenarios apart, rename one",
                                other.snapshot->path.string()));
        data::must_have_same_places(first, snapshot, "export files of one input set together");
        for (const auto& info : infos)
            table.columns.push_back({info,
                                     export_values(snapshot, snapshot.indicator(info.name), table.times),
                                     choice.area ? area_values(snapshot, info, table.times, *choice.area)
                                                 : std::vector<double>()});
        tables.push_back(std::move(table));
    }
    return tables;
}

PlaceKeys place_keys(const data::Snapshot& snapshot, std::uint32_t municipality) {
    const model::MunicipalityId m{municipality};
    const auto& table = snapshot.municipalities;
    return {table.number[m], table.name[m], table.county[m]};
}

PlaceKeys place_keys(const model::Area& area, Language language) {
    return {area.kind == model::AreaKind::county ? area.number : "", name_of(area, language), ""};
}

std::string column_head(const data::IndicatorInfo& info, const ExportChoice& choice) {
    if (!choice.long_heads) return info.name;
    return fmt::format("{} ({})", name_in(choice.language, info), info.unit);
}

std::string attribution_line(std::span<const data::Attribution> inputs) {
    std::vector<std::string> lines;
    for (const auto& input : inputs)
        if (!input.attribution.empty() &&
            std::find(lines.begin(), lines.end(), input.attribution) == lines.end())
            lines.push_back(input.attribution);
    return fmt::format("{}", fmt::join(lines, "; "));
}

std::string attribution_line(const data::Snapshot& snapshot) {
    return attribution_line(snapshot.run.inputs);
}

std::vector<AboutRow> about_rows(std::span<const ExportTable> tables, Language language) {
    const ExportMessages& exports = messages(language).exports;
    const AboutMessages& said = exports.about;
    std::vector<AboutRow> rows;
    rows.push_back(texts(said.heads));
    rows.push_back({said.reading, said.model_figures, said.model_figures_text, ""});
    rows.push_back({said.reading, said.month, said.month_text, ""});
    rows.push_back({said.reading, said.empty_cell, said.empty_cell_text, ""});
    rows.push_back({said.reading, said.futures, said.futures_text, ""});
    for (const ExportTable& t : tables) {
        const auto& run = t.snapshot->run;
        const std::string topic = said.scenario;
        rows.push_back({topic, t.scenario,
                        fmt::format("{}, {}–{}", t.snapshot->path.filename().string(),
                                    month_text(t.snapshot->first_month),
                                    month_text(t.snapshot->month(t.snapshot->time_points - 1))),
                        ""});
        rows.push_back(
            {topic, t.scenario,
             fmt::format("{}, {}", exports.seed(run.seed), futures_text(t.snapshot->replicates, language)),
             ""});
        rows.push_back({topic, t.scenario, fmt::format("Legekart {} ({})", run.version, run.git_commit), ""});
        if (const auto alone = alone_text(t.snapshot->municipalities, language); !alone.empty())
            rows.push_back({topic, t.scenario, alone, ""});
        rows.push_back({topic, t.scenario, run.scenario, ""});
    }
    for (const ExportColumn& c : tables.front().columns) {
        const auto& i = c.info;
        auto text = name_in(language, i);
        if (i.is_ratio) {
            text += fmt::format(": {} / {}", i.numerator, i.denominator);
            if (i.scale != 1) text += fmt::format(" × {}", i.scale);
        }
        rows.push_back({said.indicator, i.name, text, i.unit});
    }
    for (const auto& input : tables.front().snapshot->run.inputs)
        rows.push_back({said.source, input.what,
                        fmt::format("{}. {}. {}{}", input.origin, input.attribution, input.licence,
                                    input.retrieved.empty() ? "" : ", " + input.retrieved),
                        ""});
    return rows;
}

}  // namespace viz
