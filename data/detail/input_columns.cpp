#include "data/detail/input_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "geo/base/error.hpp"

namespace data::detail {

namespace {

constexpr std::array<std::pair<const char*, std::string Attribution::*>, 5> attribution_fields{{
    {"title", &Attribution::what},
    {"origin", &Attribution::origin},
    {"licence", &Attribution::licence},
    {"attribution", &Attribution::attribution},
    {"retrieved", &Attribution::retrieved},
}};

std::int32_t whole_metres(double metres) {
    const double rounded = std::round(metres);
    if (!(std::abs(rounded) < 1e9))
        throw geo::InputError("input set", fmt::format("{} m is not a place in Norway", metres));
    return static_cast<std::int32_t>(rounded);
}

}  // namespace

void write_attributions(NcWriter& file, const std::string& table, const std::vector<Attribution>& rows) {
    for (const auto& [name, member] : attribution_fields) {
        std::vector<std::string> texts;
        for (const Attribution& row : rows)
            if (row.table == table) texts.push_back(row.*member);
        file.attribute("/", name, texts);
    }
}

std::vector<Attribution> read_attributions(const NcReader& file, const std::string& table) {
    std::vector<Attribution> rows;
    for (const auto& [name, member] : attribution_fields) {
        const std::vector<std::string> texts = file.texts("/", name);
        if (member == attribution_fields[0].second) rows.resize(texts.size());
        if (texts.size() != rows.size())
            file.fail(fmt::format("has {} texts in '{}' and {} in '{}'; make the set again", texts.size(),
                                  name, rows.size(), attribution_fields[0].first));
        for (std::size_t i = 0; i < texts.size(); ++i) rows[i].*member = texts[i];
    }
    for (Attribution& row : rows) row.table = table;
    return rows;
}

std::vector<std::int32_t> differences(std::vector<std::int32_t> values) {
    std::uint32_t before = 0;
    for (std::int32_t& value : values) {
        const auto here = static_cast<std::uint32_t>(value);
        value = static_cast<std::int32_t>(here - std::exchange(before, here));
    }
    return values;
}

std::vector<std::int32_t> running_sum(std::vector<std::int32_t> values) {
    std::uint32_t sum = 0;
    for (std::int32_t& value : values) {
        sum += static_cast<std::uint32_t>(value);
        value = static_cast<std::int32_t>(sum);
    }
    return values;
}

void InputPut::group(const std::string& name, const char* what) {
    file_.group(name);
    file_.attribute(name, "title", what);
}

Axes InputPut::dimension(const std::string& name, std::size_t size) {
    file_.dimension(name, size);
    return {{name}, {size}};
}

Axes InputPut::years(const std::string& name, int first, int count) {
    std::vector<std::int32_t> years;
    for (int i = 0; i < count; ++i) years.push_back(first + i);
    file_.coordinate<std::int32_t>(name, years);
    return {{name}, {years.size()}};
}

void InputPut::describe(const std::string& name, Meaning meaning) {
    file_.attribute(name, "units", meaning.unit);
    file_.attribute(name, "long_name", meaning.long_name);
}

void InputPut::points(const std::string& x, const std::string& y, const Axes& axes, const char* long_name,
                      const std::vector<geo::Point>& values) {
    std::vector<std::int32_t> east, north;
    for (const geo::Point& point : values) {
        east.push_back(whole_metres(point.east_m));
        north.push_back(whole_metres(point.north_m));
    }
    deltas(x, axes, {"m", long_name}, east);
    deltas(y, axes, {"m", long_name}, north);
    file_.attribute(x, "standard_name", "projection_x_coordinate");
    file_.attribute(y, "standard_name", "projection_y_coordinate");
}

void InputPut::text(const std::string& name, const Axes& axes, const char* long_name,
                    const std::vector<std::string>& values) {
    file_.put_text(name, {.dimensions = axes.names}, values);
    file_.attribute(name, "long_name", long_name);
}

void InputPut::names(const std::string& name, const std::string& row, const Axes& axes, const char* long_name,
                     const std::vector<std::string>& values) {
    std::vector<std::string> known{""};
    std::map<std::string, std::uint16_t> rows{{"", 0}};
    std::vector<std::uint16_t> stored;
    for (const std::string& value : values) {
        const auto [found, added] = rows.try_emplace(value, static_cast<std::uint16_t>(known.size()));
        if (added) known.push_back(value);
        stored.push_back(found->second);
    }
    if (known.size() > std::numeric_limits<std::uint16_t>::max())
        throw std::logic_error("input set: more than 65 535 different texts in " + name);
    text(name, dimension(name + "_text", known.size()), long_name, known);
    column(row, axes, {"1", "row of the name, 0 for none"}, stored);
}

void InputGet::group(const std::string& name, const char*) {
    known_.insert(name);
    groups_.push_back(name);
}

Axes InputGet::dimension(const std::string& name, std::size_t) {
    known_.insert(name);
    return {{name}, {file_.size(name)}};
}

Axes InputGet::years(const std::string& name, int& first, int& count) {
    Axes axes = dimension(name, 0);
    const auto years = file_.read<std::int32_t>(name, axes.shape);
    for (std::size_t i = 0; i < years.size(); ++i)
        if (years[i] < 1000 || years[i] > 9999 || years[i] != years[0] + static_cast<std::int32_t>(i))
            file_.fail(fmt::format("'{}' is not one year after the other; make the set again", name));
    first = years.empty() ? 0 : years[0];
    count = static_cast<int>(years.size());
    return axes;
}

void InputGet::expect(const Axes& axes, int size) {
    if (axes.shape.at(0) != static_cast<std::uint64_t>(size))
        file_.fail(
            fmt::format("dimension '{}' has size {}, expected {}; make the set again with this version",
                        axes.names.at(0), axes.shape[0], size));
}

void InputGet::offsets(const std::string& name, const Axes& axes, const char* long_name,
                       std::vector<std::uint32_t>& values, std::size_t last) {
    deltas(name, axes, {"1", long_name}, values);
    if (values.empty() || values.front() != 0 || values.back() != last ||
        !std::is_sorted(values.begin(), values.end()))
        file_.fail(fmt::format("'{}' does not ascend from 0 to {}; make the set again", name, last));
}

void InputGet::points(const std::string& x, const std::string& y, const Axes& axes, const char* long_name,
                      std::vector<geo::Point>& values) {
    std::vector<std::int32_t> east, north;
    deltas(x, axes, {"m", long_name}, east);
    deltas(y, axes, {"m", long_name}, north);
    values.resize(east.size());
    for (std::size_t i = 0; i < east.size(); ++i)
        values[i] = {static_cast<double>(east[i]), static_cast<double>(north[i])};
}

void InputGet::text(const std::string& name, const Axes& axes, const char*,
                    std::vector<std::string>& values) {
    known_.insert(name);
    values = file_.read_text(name, axes.shape);
}

void InputGet::names(const std::string& name, const std::string& row, const Axes& axes, const char* long_name,
                     std::vector<std::string>& values) {
    std::vector<std::string> known;
    std::vector<std::uint16_t> stored;
    text(name, dimension(name + "_text", 0), long_name, known);
    column(row, axes, {"1", ""}, stored);
    values.clear();
    for (const std::uint16_t value : stored) {
        if (value >= known.size())
            file_.fail(fmt::format("'{}' holds {}, there are {} names; make the set again", row, value,
                                   known.size()));
        values.push_back(known[value]);
    }
}

void InputGet::refuse_others() const {
    for (const std::string& group : groups_)
        for (const std::string& name : file_.names(group)) {
            const auto path = fmt::format("{}/{}", group == "/" ? "" : group, name);
            if (!known_.contains(path))
                file_.fail(fmt::format(
                    "holds '{}', which this version does not know; remove it or make the set again", path));
        }
}

}  // namespace data::detail
