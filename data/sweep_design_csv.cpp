#include <fmt/format.h>

#include <charconv>
#include <fstream>

#include "data/csv.hpp"
#include "data/read_text_file.hpp"
#include "data/sweep_plan.hpp"
#include "geo/base/error.hpp"

namespace data {

std::string design_csv(const SweepDesign& design) {
    std::string out = "run,point,seed";
    for (const auto& key : design.keys) out += "," + csv_field(key);
    out += "\n";
    for (const SweepRow& row : design.rows) {
        out += fmt::format("{},{},{}", row.run, row.point, row.seed);
        for (const auto& value : row.values) out += "," + csv_field(one_line(value));
        out += "\n";
    }
    return out;
}

SweepDesign read_design_csv(const std::filesystem::path& file) {
    must_be_no_stream(file);
    std::ifstream in(file, std::ios::binary);
    if (!in) throw geo::InputError(file.string(), "cannot be read; expected the table `sweep design` writes");
    SweepDesign design;
    std::string line;
    std::uint32_t number = 0;
    const auto refuse = [&](std::string_view what) {
        throw geo::InputError(fmt::format("{}:{}", file.string(), number),
                              fmt::format("{}; make the design again with `legekart sweep design`", what));
    };
    while (std::getline(in, line)) {
        ++number;
        auto fields = csv_fields(line);
        if (number == 1) {
            if (fields.size() < 4 || fields[0] != "run" || fields[1] != "point" || fields[2] != "seed")
                refuse("expected the columns run, point, seed and one or more factors");
            design.keys.assign(fields.begin() + 3, fields.end());
            continue;
        }
        if (fields.size() != design.keys.size() + 3)
            refuse(fmt::format("{} fields, expected {}", fields.size(), design.keys.size() + 3));
        SweepRow row;
        const auto whole = [&](const std::string& text, auto& value) {
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
            if (error != std::errc() || end != text.data() + text.size())
                refuse(fmt::format("'{}', expected a whole number", text));
        };
        whole(fields[0], row.run);
        whole(fields[1], row.point);
        whole(fields[2], row.seed);
        if (row.run != design.rows.size())
            refuse(fmt::format("run {}, expected {}", row.run, design.rows.size()));
        row.values.assign(fields.begin() + 3, fields.end());
        design.rows.push_back(std::move(row));
    }
    if (design.rows.empty()) refuse("no runs");
    return design;
}

}  // namespace data
