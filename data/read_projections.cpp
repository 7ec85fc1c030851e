#include "data/read_projections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>
#include <tuple>

#include "data/detail/municipality_index.hpp"
#include "geo/base/error.hpp"

namespace data {
namespace {

constexpr int open_end = model::ages;  ///< one past the last age of an open group

/// First age of a group and one past its last.
struct AgeSpan {
    int from, past;
};

std::optional<AgeSpan> age_span(std::string_view text) {
    std::int16_t from = 0, last = 0;
    const auto* const past = text.data() + text.size();
    const auto [end, failed] = std::from_chars(text.data(), past, from);
    if (failed != std::errc{}) return std::nullopt;
    if (end != past && *end == '-' && std::from_chars(end + 1, past, last).ec == std::errc{}) {
        if (from > last) return std::nullopt;
        return AgeSpan{from, last + 1};
    }
    const bool is_open = text.find("eldre") != std::string_view::npos || (end != past && *end == '+');
    return AgeSpan{from, is_open ? open_end : from + 1};
}

struct ProjectedGroup {
    int vintage;
    model::Alternative alternative;
    int year;
    AgeSpan group;
    std::uint32_t persons;
    std::string where;
    auto order() const { return std::tuple(vintage, alternative, year, group.from); }
    auto table() const { return std::tuple(vintage, alternative, year); }
};

/// Throws if the groups of each table do not cover every age once.
void check_groups(const std::vector<ProjectedGroup>& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool first = i == 0 || rows[i - 1].table() != rows[i].table();
        const bool last = i + 1 == rows.size() || rows[i + 1].table() != rows[i].table();
        const int before = first ? 0 : rows[i - 1].group.past;
        if (rows[i].group.from != before)
            throw geo::InputError(rows[i].where,
                                  fmt::format("begins at age {}, expected {}: the groups of a vintage, "
                                              "alternative and year must follow one another from 0",
                                              rows[i].group.from, before));
        if (last && rows[i].group.past != open_end)
            throw geo::InputError(
                rows[i].where, fmt::format("is the last group of its year, and ends at age {}; expected an "
                                           "open one such as \"90 år eller eldre\"",
                                           rows[i].group.past - 1));
    }
}

}  // namespace

void read_municipal_projection(const std::filesystem::path& file, const MunicipalProjectionColumns& c,
                               const model::Municipalities& municipalities, model::Projections& out) {
    std::vector<std::string> columns{c.municipality};
    for (int year = c.first_year; year <= c.last_year; ++year) columns.push_back(std::to_string(year));
    const auto n = municipalities.size();
    const auto years = columns.size() - 1;
    detail::TableReader table(file, columns);
    detail::MunicipalityIndex index(municipalities);
    std::vector<std::uint8_t> seen(n);
    out.first_year = c.first_year;
    out.years = static_cast<int>(years);
    out.municipal_persons.assign(years * n, 0);
    index.each(table, [&] {
        const auto m = index.in(table, 0);
        if (seen[m.value]++)
            throw geo::InputError(table.where(),
                                  fmt::format("{} comes twice; keep one row", municipalities.number[m]));
        for (std::size_t y = 0; y < years; ++y)
            out.municipal_persons[y * n + m.value] =
                static_cast<std::uint32_t>(table.whole(1 + y, 0, 100'000'000));
    });
    std::vector<model::MunicipalityId> missing;
    for (std::uint32_t m = 0; m < n; ++m)
        if (!seen[m]) missing.push_back({m});
    if (!missing.empty())
        throw geo::InputError(
            file.string(), fmt::format("lacks {}; add the rows", detail::some_of(municipalities, missing)));
}

void read_national_projections(const std::filesystem::path& file, const NationalProjectionColumns& c,
                               model::Projections& out) {
    detail::TableReader table(file, {c.vintage, c.alternative, c.year, c.age_group, c.persons});
    std::vector<ProjectedGroup> rows;
    while (table.next()) {
        const auto named = std::find(c.alternatives.begin(), c.alternatives.end(), table.text(1));
        if (named == c.alternatives.end()) continue;
        const auto group = age_span(table.text(3));
        if (!group || group->from >= model::ages)
            table.refuse(3, "an age group such as \"1-5 år\" or \"90 år eller eldre\"");
        rows.push_back({static_cast<int>(table.whole(0, 1900, 2200)),
                        static_cast<model::Alternative>(named - c.alternatives.begin()),
                        static_cast<int>(table.whole(2, 1900, 2200)), *group,
                        static_cast<std::uint32_t>(table.whole(4, 0, 1'000'000'000)), table.where()});
    }
    if (rows.empty())
        throw geo::InputError(
            file.string(), fmt::format("has no row of the alternatives '{}', '{}', '{}'", c.alternatives[0],
                                       c.alternatives[1], c.alternatives[2]));
    std::stable_sort(rows.begin(), rows.end(),
                     [](const ProjectedGroup& a, const ProjectedGroup& b) { return a.order() < b.order(); });
    check_groups(rows);
    for (const auto& row : rows) {
        out.vintage.push_back(static_cast<std::uint16_t>(row.vintage));
        out.alternative.push_back(row.alternative);
        out.year.push_back(static_cast<std::uint16_t>(row.year));
        out.age_from.push_back(static_cast<std::uint8_t>(row.group.from));
        out.persons.push_back(row.persons);
    }
}

}  // namespace data
