#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "data/csv.hpp"
#include "data/detail/netcdf.hpp"
#include "data/detail/run_group.hpp"
#include "data/snapshot_writer.hpp"
#include "data/stored_values.hpp"
#include "data/sweep_results.hpp"

namespace data {
namespace {

constexpr Schema sweep_schema{"legekart sweep", 1};
constexpr std::uint32_t block_runs = 16;  ///< runs of a chunk, and of the buffer

struct KeptRatio {
    model::RatioInfo info;
    std::size_t numerator, denominator;  ///< rows of the kept counts
};

/// "parameters.appeal.centrality[0]" as a name that every netCDF reader takes.
std::string variable_name(const std::string& key) {
    std::string name;
    for (const char c : key) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (plain || c == '_')
            name += c;
        else if (!name.empty() && name.back() != '_')
            name += '_';
    }
    while (!name.empty() && name.back() == '_') name.pop_back();
    return name;
}

/// All values as numbers; nothing if one is a word.
std::optional<std::vector<double>> numbers(const std::vector<std::string>& texts) {
    std::vector<double> values;
    for (const auto& text : texts) {
        char* end = nullptr;
        values.push_back(std::strtod(text.c_str(), &end));
        if (text.empty() || *end != '\0') return std::nullopt;
    }
    return values;
}

}  // namespace

struct SweepWriter::State {
    SweepHead head;
    detail::NcWriter file;
    std::vector<const model::CountInfo*> counts;
    std::vector<KeptRatio> ratios;
    std::size_t places, kept, months;  ///< municipalities, kept times, all times
    std::uint32_t next = 0;            ///< run expected
    std::vector<SweepRun> block;       ///< runs since the last write; no values where absent
    std::vector<std::string> status, reason;
    std::string csv;

    State(const std::filesystem::path& path, SweepHead given)
        : head(std::move(given)),
          file(path),
          places(head.municipalities.size()),
          kept(head.kept().size()),
          months(static_cast<std::size_t>(head.months) + 1) {}

    void define();
    void define_time(const std::string& name, const std::vector<int>& indices, const char* long_name);
    void define_factors();
    template <class T, class Sum>
    void define_indicator(std::string_view name, std::string_view unit, std::string_view long_name,
                          std::string_view long_name_no, T fill, Sum national_fill);
    void begin_csv();
    void add_csv(const SweepRow& row, const SweepRun* run);
    void add(SweepRun run, RunStatus what, const std::string& why);
    void write_block();
};

SweepWriter::SweepWriter(std::filesystem::path file, SweepHead head)
    : state_(std::make_unique<State>(std::move(file), std::move(head))) {
    State& s = *state_;
    for (const auto& name : s.head.counts) s.counts.push_back(&model::counts()[model::count_row(name)]);
    const auto row = [&](std::string_view name) {
        return static_cast<std::size_t>(std::find(s.head.counts.begin(), s.head.counts.end(), name) -
                                        s.head.counts.begin());
    };
    for (const auto& info : model::ratios())
        if (std::find(s.head.ratios.begin(), s.head.ratios.end(), info.name) != s.head.ratios.end())
            s.ratios.push_back({info, row(info.numerator), row(info.denominator)});
    s.define();
    s.begin_csv();
}

SweepWriter::~SweepWriter() = default;

void SweepWriter::State::define_time(const std::string& name, const std::vector<int>& indices,
                                     const char* long_name) {
    std::vector<double> days;
    for (const int t : indices) days.push_back(days_since_2020(head.first_month + std::chrono::months{t}));
    file.coordinate<double>(name, days);
    file.attribute(name, "units", time_unit);
    file.attribute(name, "calendar", "standard");
    file.attribute(name, "standard_name", "time");
    file.attribute(name, "long_name", long_name);
}

template <class T, class Sum>
void SweepWriter::State::define_indicator(std::string_view name, std::string_view unit,
                                          std::string_view long_name, std::string_view long_name_no, T fill,
                                          Sum national_fill) {
    const auto path = fmt::format("/{}", name), national = path + "_national";
    file.variable<T>(
        path, {.dimensions = {"/run", "/time", "/municipality"}, .chunk = {block_runs, kept, places}}, fill);
    file.variable<Sum>(national, {.dimensions = {"/run", "/month"}, .chunk = {block_runs, months}},
                       national_fill);
    file.attribute(path, "coordinates", "municipality_number municipality_name");
    for (const auto& [variable, where, where_no] :
         {std::tuple{path, "", ""}, std::tuple{national, ", Norway", ", Norge"}}) {
        file.attribute(variable, "units", file_unit(unit));
        file.attribute(variable, "long_name", fmt::format("{}{}", long_name, where));
        file.attribute(variable, "long_name_no", fmt::format("{}{}", long_name_no, where_no));
    }
}

void SweepWriter::State::define_factors() {
    file.group("/factors");
    const detail::NcLayout layout{.dimensions = {"/run"}};
    for (std::size_t f = 0; f < head.design.keys.size(); ++f) {
        std::vector<std::string> texts;
        for (const auto& row : head.design.rows) texts.push_back(row.values[f]);
        const auto name = "/factors/" + variable_name(head.design.keys[f]);
        if (const auto values = numbers(texts))
            file.put<double>(name, layout, *values);
        else
            file.put_text(name, layout, texts);
        file.attribute(name, "key", head.design.keys[f]);
    }
}

void SweepWriter::State::define() {
    detail::write_schema(file, sweep_schema);
    file.attribute("/", "title", head.title);
    file.attribute("/", "source", fmt::format("Legekart {} ({})", head.run.version, head.run.git_commit));
    file.attribute("/", "sweep", head.name);
    file.attribute("/", "plan", head.plan_text);
    file.attribute("/", "design_sha256", head.design_sha256);
    std::vector<std::int32_t> runs, points;
    std::vector<std::int64_t> seeds;
    for (const auto& row : head.design.rows) {
        runs.push_back(static_cast<std::int32_t>(row.run));
        points.push_back(static_cast<std::int32_t>(row.point));
        seeds.push_back(static_cast<std::int64_t>(row.seed));
    }
    file.coordinate<std::int32_t>("/run", runs);
    file.attribute("/run", "long_name", "run, row of design.csv");
    define_time("/time", head.kept(), "first day of the month: the start, every January, the last month");
    std::vector<int> all(months);
    for (std::size_t t = 0; t < months; ++t) all[t] = static_cast<int>(t);
    define_time("/month", all, "first day of the month");
    file.dimension("/municipality", places);
    const detail::NcLayout by_place{.dimensions = {"/municipality"}}, by_run{.dimensions = {"/run"}};
    file.put_text("/municipality_number", by_place, head.municipalities.number.values());
    file.attribute("/municipality_number", "long_name", "official municipality number");
    file.put_text("/municipality_name", by_place, head.municipalities.name.values());
    file.attribute("/municipality_name", "long_name", "municipality");
    file.put<std::uint8_t>("/centrality", by_place, head.municipalities.centrality.values());
    file.attribute("/centrality", "long_name", "centrality class of Statistics Norway, 1 most central to 6");
    file.put<std::int32_t>("/point", by_run, points);
    file.attribute("/point", "long_name", "point of the design; runs of one point differ in the seed only");
    file.put<std::int64_t>("/seed", by_run, seeds);
    define_factors();
    for (const auto* count : counts)
        define_indicator(count->name, count->unit, count->long_name, count->long_name_no, no_count, no_sum);
    for (const auto& [info, numerator, denominator] : ratios) {
        define_indicator(info.name, info.unit, info.long_name, info.long_name_no, no_value, no_value);
        const auto path = fmt::format("/{}", info.name);
        file.attribute(path, "numerator", info.numerator);
        file.attribute(path, "denominator", info.denominator);
        file.attribute(path, "scale", info.scale);
    }
    detail::write_run(file, head.run, "/base");
}

void SweepWriter::State::begin_csv() {
    csv = "run,point,seed,status,reason";
    for (const auto& key : head.design.keys) csv += "," + csv_field(key);
    for (const auto* count : counts) csv += fmt::format(",{0}_final,{0}_mean", count->name);
    for (const auto& ratio : ratios) csv += fmt::format(",{0}_final,{0}_mean", ratio.info.name);
    csv += "\n";
}

void SweepWriter::State::add_csv(const SweepRow& row, const SweepRun* run) {
    csv += fmt::format("{},{},{},{},{}", row.run, row.point, row.seed, status.back(),
                       csv_field(one_line(reason.back())));
    for (const auto& value : row.values) csv += "," + csv_field(one_line(value));
    if (!run) {
        csv.append(2 * (counts.size() + ratios.size()), ',');
        csv += "\n";
        return;
    }
    const auto last = [&](std::size_t c) { return run->national[c * months + months - 1]; };
    std::vector<std::int64_t> sums;  // over simulated months, the start apart
    for (std::size_t c = 0; c < counts.size(); ++c) {
        sums.push_back(0);
        for (std::size_t t = 1; t < months; ++t) sums.back() += run->national[c * months + t];
        csv += fmt::format(",{},{:.10g}", last(c),
                           static_cast<double>(sums.back()) / static_cast<double>(std::max(head.months, 1)));
    }
    for (const auto& [info, n, d] : ratios)
        for (const auto& [above, below] : {std::pair{last(n), last(d)}, std::pair{sums[n], sums[d]}})
            csv += below == 0 ? std::string(",")
                              : fmt::format(",{:.10g}", info.scale * static_cast<double>(above) /
                                                            static_cast<double>(below));
    csv += "\n";
}

void SweepWriter::State::add(SweepRun run, RunStatus what, const std::string& why) {
    if (run.run != next || next >= head.design.rows.size())
        throw std::logic_error(fmt::format("SweepWriter: run {} given, {} expected", run.run, next));
    const bool done = what == RunStatus::done;
    if (done &&
        (run.values.size() != counts.size() * kept * places || run.national.size() != counts.size() * months))
        throw std::logic_error("SweepWriter: a run of another shape than the head");
    status.emplace_back(name_of(what));
    reason.push_back(why);
    add_csv(head.design.rows[next], done ? &run : nullptr);
    block.push_back(std::move(run));
    ++next;
    if (block.size() == block_runs || next == head.design.rows.size()) write_block();
}

void SweepWriter::State::write_block() {
    const std::size_t size = kept * places;
    const std::uint64_t from = next - block.size(), rows = block.size();
    std::vector<std::int32_t> values;
    std::vector<std::int64_t> national;
    std::vector<float> shares, national_shares;
    const auto write = [&](const std::string& path, const auto& all, const auto& sums) {
        using T = typename std::decay_t<decltype(all)>::value_type;
        using Sum = typename std::decay_t<decltype(sums)>::value_type;
        file.write_box<T>(path, {from, 0, 0}, {rows, kept, places}, std::span<const T>(all));
        file.write_box<Sum>(path + "_national", {from, 0}, {rows, months}, std::span<const Sum>(sums));
    };
    for (std::size_t c = 0; c < counts.size(); ++c) {
        values.assign(rows * size, no_count);
        national.assign(rows * months, no_sum);
        for (std::size_t r = 0; r < rows; ++r) {
            if (block[r].values.empty()) continue;
            std::copy_n(&block[r].values[c * size], size, &values[r * size]);
            std::copy_n(&block[r].national[c * months], months, &national[r * months]);
        }
        write(fmt::format("/{}", counts[c]->name), values, national);
    }
    for (const auto& [info, n, d] : ratios) {
        shares.assign(rows * size, no_value);
        national_shares.assign(rows * months, no_value);
        for (std::size_t r = 0; r < rows; ++r) {
            if (block[r].values.empty()) continue;
            const auto& run = block[r];
            for (std::size_t i = 0; i < size; ++i)
                shares[r * size + i] =
                    stored_ratio(info.scale, run.values[n * size + i], run.values[d * size + i]);
            for (std::size_t t = 0; t < months; ++t)
                national_shares[r * months + t] =
                    stored_ratio(info.scale, run.national[n * months + t], run.national[d * months + t]);
        }
        write(fmt::format("/{}", info.name), shares, national_shares);
    }
    block.clear();
}

void SweepWriter::add(const SweepRun& run) {
    state_->add(run, RunStatus::done, "");
}

void SweepWriter::add_absent(std::uint32_t run, RunStatus status, const std::string& reason) {
    SweepRun absent;
    absent.run = run;
    state_->add(std::move(absent), status, reason);
}

void SweepWriter::finish() {
    State& s = *state_;
    if (s.next != s.head.design.rows.size())
        throw std::logic_error(
            fmt::format("SweepWriter: finished after {} of {} runs", s.next, s.head.design.rows.size()));
    const detail::NcLayout by_run{.dimensions = {"/run"}};
    s.file.put_text("/status", by_run, s.status);
    s.file.attribute("/status", "long_name", "done, failed (see reason) or missing");
    s.file.put_text("/reason", by_run, s.reason);
    s.file.finish();
}

const std::string& SweepWriter::csv() const {
    return state_->csv;
}

}  // namespace data
