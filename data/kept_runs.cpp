#include "data/kept_runs.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>

#include "model/compare/comparison.hpp"

namespace data {

bool KeptRuns::known(const Snapshot& snapshot, const IndicatorInfo& info) {
    return snapshot.keeps(info);
}

KeptRuns::KeptRuns(const Snapshot& snapshot, const IndicatorInfo& info)
    : places_(snapshot.municipalities.size()),
      times_(snapshot.kept.times.size()),
      seeds_(snapshot.kept.seeds),
      scale_(info.scale),
      over_(snapshot.replicate_values(info.is_ratio ? info.numerator : info.name)) {
    if (info.is_ratio) under_ = snapshot.replicate_values(info.denominator);
}

std::vector<std::uint32_t> KeptRuns::all() const {
    std::vector<std::uint32_t> rows(count());
    std::iota(rows.begin(), rows.end(), 0U);
    return rows;
}

std::vector<double> KeptRuns::sums(const std::vector<std::int32_t>& counts,
                                   std::span<const std::size_t> members, std::size_t time,
                                   std::span<const std::uint32_t> runs) const {
    std::vector<double> result;
    result.reserve(runs.size());
    for (const auto run : runs) {
        const std::size_t row = (run * times_ + time) * places_;
        double sum = 0;
        for (const std::size_t m : members) sum += counts[row + m];
        result.push_back(sum);
    }
    return result;
}

std::vector<double> KeptRuns::own(std::span<const std::size_t> members, std::size_t time,
                                  std::span<const std::uint32_t> runs) const {
    auto over = sums(over_, members, time, runs);
    return under_.empty() ? over : model::own_ratio(over, sums(under_, members, time, runs), scale_);
}

std::vector<double> KeptRuns::of_mean(std::span<const std::size_t> members, std::size_t time,
                                      std::span<const std::uint32_t> runs) const {
    const auto over = sums(over_, members, time, runs);
    return under_.empty() ? over : model::linearised_ratio(over, sums(under_, members, time, runs), scale_);
}

namespace {

/// Keeps to the indicators that all files have, and to their counts among those kept draw by draw.
void keep_common_indicators(std::span<Snapshot* const> files) {
    const auto lacks = [](const Snapshot& file, const std::string& name) {
        return std::none_of(file.indicators.begin(), file.indicators.end(),
                            [&](const IndicatorInfo& known) { return known.name == name; });
    };
    for (const auto* one : files)
        for (auto* other : files) {
            std::erase_if(other->indicators,
                          [&](const IndicatorInfo& info) { return lacks(*one, info.name); });
            std::erase_if(other->kept.counts, [&](const std::string& name) { return lacks(*other, name); });
        }
}

std::string no_common_draw(std::span<Snapshot* const> files) {
    std::vector<std::string> had;
    for (const auto* file : files)
        had.push_back(fmt::format("{} has {} from seed {}", file->path.filename().string(),
                                  file->kept.seeds.size(), file->kept.seeds.front()));
    const bool intervals = std::all_of(files.begin(), files.end(),
                                       [](const Snapshot* file) { return file->kept.seeds.size() > 1; });
    return fmt::format(
        "no draw is in all files, so those of unlike seeds are compared as if they shared no luck{}: {}; run "
        "all with one --seed and equally many --replicates",
        intervals ? ", which makes intervals wide" : "", fmt::join(had, ", "));
}

}  // namespace

std::optional<std::string> keep_common_draws(std::span<Snapshot* const> files) {
    auto common = files.front()->kept.seeds;
    const auto lacks = [](const std::vector<std::int64_t>& seeds) {
        return [&](std::int64_t seed) { return std::find(seeds.begin(), seeds.end(), seed) == seeds.end(); };
    };
    for (const auto* file : files) std::erase_if(common, lacks(file->kept.seeds));
    if (common.empty()) return no_common_draw(files);
    if (std::all_of(files.begin(), files.end(),
                    [&](const Snapshot* file) { return file->kept.seeds.size() == common.size(); }))
        return std::nullopt;
    std::vector<std::string> had;
    for (auto* file : files) {
        had.push_back(fmt::format("{} has {}", file->path.filename().string(), file->kept.seeds.size()));
        file->keep_only(common);
    }
    keep_common_indicators(files);
    return fmt::format("only the {} draw{} that all files have {} used: {}", common.size(),
                       common.size() == 1 ? "" : "s", common.size() == 1 ? "is" : "are",
                       fmt::join(had, ", "));
}

std::vector<std::uint8_t> may_be_chance(std::span<const JudgedDifference> differences) {
    std::vector<double> p_values;
    for (const auto& difference : differences) p_values.push_back(difference.p_value);
    auto doubtful = model::hold_together(p_values, model::false_discoveries);
    for (std::size_t i = 0; i < doubtful.size(); ++i) {
        const auto& e = differences[i].estimate;
        doubtful[i] = doubtful[i] == 0 && e.has_interval() && e.width() > 0;
    }
    return doubtful;
}

RunDifference::RunDifference(const KeptRuns& from, const KeptRuns& to) : from_(from), to_(to) {
    auto pairs = model::pair_same_seeds(from.seeds(), to.seeds());
    paired_ = !pairs.a.empty();
    rows_from_ = paired_ ? std::move(pairs.a) : from.all();
    rows_to_ = paired_ ? std::move(pairs.b) : to.all();
}

JudgedDifference RunDifference::at(std::span<const std::size_t> members, std::size_t time_from,
                                   std::size_t time_to) const {
    const auto a = from_.of_mean(members, time_from, rows_from_), b = to_.of_mean(members, time_to, rows_to_);
    return paired_ ? JudgedDifference{model::paired_difference(a, b), model::paired_p_value(a, b)}
                   : JudgedDifference{model::unpaired_difference(a, b), model::unpaired_p_value(a, b)};
}

}  // namespace data
