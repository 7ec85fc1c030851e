#include "data/sweep_results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <sstream>
#include <stdexcept>

#include "data/csv.hpp"
#include "data/detail/netcdf.hpp"
#include "data/read_text_file.hpp"
#include "data/sha256.hpp"
#include "data/write_file.hpp"
#include "geo/base/error.hpp"
#include "model/calendar.hpp"

namespace data {
namespace {

constexpr Schema run_schema{"legekart sweep run", 1};

std::size_t times(const SweepHead& head) {
    return static_cast<std::size_t>(head.months) + 1;
}

}  // namespace

std::string_view name_of(RunStatus status) {
    return status == RunStatus::done ? "done" : status == RunStatus::failed ? "failed" : "missing";
}

std::vector<int> SweepHead::kept() const {
    std::vector<int> kept;
    for (int t = 0; t <= months; ++t)
        if (t == 0 || t == months || (first_month + std::chrono::months{t}).month() == std::chrono::January)
            kept.push_back(t);
    return kept;
}

SweepRun keep(const SweepHead& head, std::uint32_t run, const std::vector<model::MonthTable>& months) {
    if (months.size() != times(head)) throw std::logic_error("sweep: a run with other months than the sweep");
    SweepRun result;
    result.run = run;
    const auto kept = head.kept();
    for (const auto& name : head.counts) {
        const auto row = model::count_row(name);
        for (const int t : kept) {
            const auto& table = months[static_cast<std::size_t>(t)];
            const auto begin = table.values.begin() + static_cast<std::ptrdiff_t>(row * table.municipalities);
            result.values.insert(result.values.end(), begin, begin + table.municipalities);
        }
        for (const auto& table : months) {
            std::int64_t sum = 0;
            for (std::uint32_t m = 0; m < table.municipalities; ++m)
                sum += table.at(row, model::MunicipalityId{m});
            result.national.push_back(sum);
        }
    }
    return result;
}

std::string sweep_area_csv(const SweepHead& head, std::span<const SweepRun> runs, const model::Area& area) {
    const auto kept = head.kept();
    const std::size_t places = head.municipalities.size();
    std::string csv = "run,point,seed,month";
    for (const auto& key : head.design.keys) csv += "," + csv_field(key);
    for (const auto* names : {&head.counts, &head.ratios})
        for (const auto& name : *names) csv += "," + name;
    csv += "\n";
    for (const auto& run : runs) {
        const auto& row = head.design.rows[run.run];
        for (std::size_t k = 0; k < kept.size(); ++k) {
            csv += fmt::format("{},{},{},{}", row.run, row.point, row.seed,
                               model::month_text(head.first_month + std::chrono::months{kept[k]}));
            for (const auto& value : row.values) csv += "," + csv_field(one_line(value));
            const auto sum = [&](std::string_view count) {
                const auto c = static_cast<std::size_t>(
                    std::find(head.counts.begin(), head.counts.end(), count) - head.counts.begin());
                std::int64_t all = 0;
                for (const auto m : area.members) all += run.values[(c * kept.size() + k) * places + m.value];
                return all;
            };
            for (const auto& name : head.counts) csv += fmt::format(",{}", sum(name));
            for (const auto& name : head.ratios) {
                const auto all = model::ratios();
                const auto& info = *std::find_if(
                    all.begin(), all.end(), [&](const model::RatioInfo& one) { return one.name == name; });
                const auto above = sum(info.numerator), below = sum(info.denominator);
                csv += below == 0 ? std::string(",")
                                  : fmt::format(",{:.10g}", info.scale * static_cast<double>(above) /
                                                                static_cast<double>(below));
            }
            csv += "\n";
        }
    }
    return csv;
}

void write_sweep_run(const std::filesystem::path& path, const SweepHead& head, const SweepRun& run) {
    detail::NcWriter file(path);
    detail::write_schema(file, run_schema);
    file.attribute("/", "design_sha256", head.design_sha256);
    file.attribute("/", "run", run.run);
    file.attribute("/", "counts", head.counts);
    file.dimension("/count", head.counts.size());
    file.dimension("/time", head.kept().size());
    file.dimension("/month", times(head));
    file.dimension("/municipality", head.municipalities.size());
    file.put<std::int32_t>("/values", {.dimensions = {"/count", "/time", "/municipality"}}, run.values);
    file.put<std::int64_t>("/national", {.dimensions = {"/count", "/month"}}, run.national);
    file.finish();
}

SweepRun read_sweep_run(const std::filesystem::path& path, const SweepHead& head, std::uint32_t number) {
    const detail::NcReader file(path);
    detail::check_schema(file, run_schema);
    if (file.text("/", "design_sha256", "") != head.design_sha256 ||
        file.number<std::uint32_t>("/", "run") != number || file.texts("/", "counts") != head.counts)
        file.fail("belongs to another sweep or run");
    SweepRun run;
    run.run = number;
    const std::uint64_t counts = head.counts.size();
    run.values = file.read<std::int32_t>("/values", {counts, head.kept().size(), head.municipalities.size()});
    run.national = file.read<std::int64_t>("/national", {counts, times(head)});
    return run;
}

namespace {

std::filesystem::path checksum_of(std::filesystem::path table) {
    return table.replace_extension(".sha256");
}

/// As `sha256sum` writes it, and checks it with -c.
std::string checksum_line(const std::filesystem::path& table, std::string_view text) {
    return fmt::format("{}  {}\n", sha256({reinterpret_cast<const unsigned char*>(text.data()), text.size()}),
                       table.filename().string());
}

}  // namespace

void write_sweep_table(const std::filesystem::path& path, const std::string& csv) {
    write_file(path, csv);
    write_file(checksum_of(path), checksum_line(path, csv));
}

SweepTable read_sweep_table(const std::filesystem::path& path, const SweepDesign& design) {
    constexpr std::uintmax_t most_bytes = 4'000'000'000;
    constexpr const char* expected = "the table that `legekart sweep collect` writes";
    const auto csv = read_text_file(path, most_bytes, expected);
    if (read_text_file(checksum_of(path), 1000, expected) != checksum_line(path, csv))
        throw geo::InputError(path.string(),
                              "has changed since it was written, and does not fit its checksum; "
                              "make it again with `legekart sweep collect`");
    std::istringstream in(csv);
    SweepTable table;
    std::string line;
    std::uint32_t number = 0;
    const std::size_t first_key = 5, first_result = first_key + design.keys.size();
    const auto refuse = [&](std::string_view what) {
        throw geo::InputError(fmt::format("{}:{}", path.string(), number),
                              fmt::format("{}; make it again with `legekart sweep collect`", what));
    };
    while (std::getline(in, line)) {
        ++number;
        const auto fields = csv_fields(line);
        if (number == 1) {
            if (fields.size() <= first_result ||
                !std::equal(design.keys.begin(), design.keys.end(), fields.begin() + first_key))
                refuse("other factors than the design's");
            table.names.assign(fields.begin() + static_cast<std::ptrdiff_t>(first_result), fields.end());
            continue;
        }
        if (fields.size() != first_result + table.names.size()) refuse("a row of another length");
        if (fields[0] != fmt::format("{}", table.status.size())) refuse("a run out of order");
        table.status.push_back(fields[3]);
        for (std::size_t i = 0; i < table.names.size(); ++i) {
            const auto& text = fields[first_result + i];
            double value = std::numeric_limits<double>::quiet_NaN();
            if (!text.empty()) {
                const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
                if (error != std::errc() || end != text.data() + text.size())
                    refuse(fmt::format("'{}', expected a number", text));
            }
            table.results[table.names[i]].push_back(value);
        }
    }
    if (table.status.size() != design.rows.size())
        refuse(fmt::format("{} runs, expected {}", table.status.size(), design.rows.size()));
    return table;
}

}  // namespace data
