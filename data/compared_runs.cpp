#include "data/compared_runs.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "data/comparable.hpp"
#include "geo/base/error.hpp"
#include "model/measures/levers.hpp"
#include "model/parameter_rows.hpp"

namespace data {
namespace {

std::string text_of(std::chrono::year_month month) {
    return fmt::format("{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
}

std::vector<std::chrono::year_month> kept_months(const Snapshot& file) {
    std::vector<std::chrono::year_month> months;
    for (const int t : file.kept.times) months.push_back(file.month(t));
    return months;
}

template <class T>
bool contains(const std::vector<T>& all, const T& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

std::chrono::year_month last_common_month(std::span<const Snapshot> files) {
    auto months = kept_months(files.front());
    for (const auto& file : files.subspan(1)) {
        const auto others = kept_months(file);
        std::erase_if(months, [&](auto month) { return !contains(others, month); });
    }
    // All begin in the same month, so there is at least that one.
    return months.back();
}

void must_keep(const Snapshot& file, std::chrono::year_month month) {
    const auto months = kept_months(file);
    if (contains(months, month)) return;
    std::vector<std::string> known;
    for (const auto kept : months) known.push_back(text_of(kept));
    throw geo::InputError(file.path.string(),
                          fmt::format("keeps no replicates of {}; expected --month to be one of {}",
                                      text_of(month), fmt::join(known, ", ")));
}

std::size_t row_of(const Snapshot& file, std::chrono::year_month month) {
    const auto months = kept_months(file);
    return static_cast<std::size_t>(std::find(months.begin(), months.end(), month) - months.begin());
}

/// A row "measure.NAME.KEY[LABEL]" of a file's parameters.
struct MeasureRow {
    std::string measure, key, label;
};
std::optional<MeasureRow> measure_row(const std::string& name) {
    constexpr std::string_view before = "measure.";
    const auto bracket = std::min(name.find('['), name.size());
    const auto dot = name.rfind('.', bracket);
    if (!name.starts_with(before) || dot == std::string::npos || dot < before.size()) return std::nullopt;
    MeasureRow row{
        name.substr(before.size(), dot - before.size()), name.substr(dot + 1, bracket - dot - 1), {}};
    if (bracket < name.size()) row.label = name.substr(bracket + 1, name.size() - bracket - 2);
    return row;
}

/// Measures that the file's parameters say have no price, and of which amounts.
std::vector<model::NotPriced> not_priced_of(const Snapshot& file) {
    const auto levers = model::levers();
    std::vector<model::NotPriced> measures;
    const auto of = [&](const std::string& name) {
        return std::find_if(measures.begin(), measures.end(), [&](const auto& m) { return m.name == name; });
    };
    for (const auto& row : file.run.parameters) {
        const auto at = measure_row(row.name);
        if (!at || at->key != model::not_priced_key) continue;
        if (of(at->measure) == measures.end()) measures.push_back({at->measure, {}, {}});
        const auto lever = at->label.substr(0, at->label.find(','));
        if (!lever.empty()) of(at->measure)->amounts.push_back(fmt::format("{} {:.6g}", lever, row.value));
    }
    for (const auto& row : file.run.parameters) {
        const auto at = measure_row(row.name);
        if (!at || of(at->measure) == measures.end() || at->key == "cost") continue;
        const bool amount = std::any_of(levers.begin(), levers.end(),
                                        [&](const auto& lever) { return lever.name == at->key; });
        if (!amount) of(at->measure)->where_and_when += fmt::format("{} {}\n", row.name, row.value);
    }
    return measures;
}

}  // namespace

CommonGround common_ground(std::span<const Snapshot> files, std::optional<std::chrono::year_month> month) {
    const Snapshot& first = files.front();
    for (const auto& file : files) {
        must_have_same_places(first, file, "compare files of one input set");
        if (file.first_month != first.first_month)
            throw geo::InputError(
                file.path.string(),
                fmt::format("begins in {}, {} in {}; compare runs that begin together",
                            text_of(file.first_month), first.path.string(), text_of(first.first_month)));
        if (month) must_keep(file, *month);
    }
    CommonGround ground;
    ground.month = month ? *month : last_common_month(files);
    const auto only_start = std::find_if(files.begin(), files.end(), [&](const Snapshot& file) {
        return !month && ground.month == file.first_month && file.time_points > 1;
    });
    if (only_start != files.end())
        throw geo::InputError(
            only_start->path.string(),
            fmt::format(
                "and the others keep no month in common but the start, {}, where no scenario has done "
                "anything; run them for equally many months, or to a January that the others have",
                text_of(ground.month)));
    const auto valued = [&](const std::string& name) {
        return std::all_of(files.begin(), files.end(),
                           [&](const Snapshot& file) { return contains(file.kept.counts, name); });
    };
    const auto summed = [&](const std::string& name) {
        return std::all_of(files.begin(), files.end(),
                           [&](const Snapshot& file) { return contains(file.kept.sums, name); });
    };
    for (const IndicatorInfo& info : first.indicators)
        if (info.headline && (valued(info.name) || summed(info.name))) ground.counts.push_back(info.name);
    if (!contains<std::string>(ground.counts, "population"))
        throw geo::InputError(
            first.path.string(),
            "and the others have no count of residents in common; expected files of `legekart run`");
    for (const IndicatorInfo& info : first.indicators) {
        if (!info.is_ratio && contains(ground.counts, info.name) && valued(info.name))
            ground.indicators.push_back(
                {info.name, info.unit, info.long_name, info.long_name_no, info.name, "", 1});
    }
    for (const IndicatorInfo& info : first.indicators)
        if (info.is_ratio && contains(ground.counts, info.numerator) && valued(info.numerator) &&
            contains(ground.counts, info.denominator) && valued(info.denominator))
            ground.indicators.push_back({info.name, info.unit, info.long_name, info.long_name_no,
                                         info.numerator, info.denominator, info.scale});
    const auto people = first.replicate_values("population");
    ground.inhabitants.assign(people.begin(),
                              people.begin() + static_cast<std::ptrdiff_t>(first.municipalities.size()));
    return ground;
}

model::ComparedRun read_compared(const Snapshot& file, const CommonGround& ground) {
    const std::size_t places = file.municipalities.size(), times = file.kept.times.size();
    const std::size_t last = row_of(file, ground.month);
    model::ComparedRun run;
    run.name = file.path.stem().string();
    run.municipalities = file.municipalities.size();
    run.seeds = file.kept.seeds;
    run.counts = ground.counts;
    for (const auto& count : ground.counts)
        if (file.indicator(count).cost) run.costs.push_back(count);
    for (const auto& count : ground.counts) {
        const auto row = [&](std::size_t r, std::size_t k) {
            return static_cast<std::ptrdiff_t>((r * times + k) * places);
        };
        auto& at_month = run.values.emplace_back();
        auto& totals = run.totals.emplace_back();
        auto& stretches = run.stretches.emplace_back();
        if (contains(file.kept.counts, count)) {
            const auto values = file.replicate_values(count);
            for (std::size_t r = 0; r < run.seeds.size(); ++r)
                at_month.insert(at_month.end(), values.begin() + row(r, last),
                                values.begin() + row(r, last + 1));
        }
        if (!contains(file.kept.sums, count)) continue;
        const auto sums = file.replicate_sums(count);
        totals.resize(run.seeds.size() * places);
        for (std::size_t r = 0; r < run.seeds.size(); ++r) {
            for (std::size_t k = 1; k <= last; ++k)
                for (std::size_t i = 0; i < places; ++i)
                    totals[r * places + i] += sums[(r * times + k) * places + i];
            stretches.insert(stretches.end(), sums.begin() + row(r, 1), sums.begin() + row(r, last + 1));
        }
    }
    run.first_month = model::Month::of(file.first_month);
    run.stretch_ends.assign(file.kept.times.begin() + 1,
                            file.kept.times.begin() + 1 + static_cast<std::ptrdiff_t>(last));
    const auto by_month = [&](std::string_view count) {
        if (!run.has(count)) return std::vector<double>();
        auto all = file.amounts(count);
        all.resize(static_cast<std::size_t>(file.kept.times[last] + 1) * places);
        return all;
    };
    run.state_monthly = by_month("cost_state");
    run.municipality_monthly = by_month("cost_municipality");
    run.not_priced = not_priced_of(file);
    return run;
}

}  // namespace data
