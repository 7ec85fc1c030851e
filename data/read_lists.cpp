#include "data/read_lists.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "data/detail/municipality_index.hpp"
#include "geo/base/error.hpp"

namespace data {

using model::Column;
using model::MunicipalityId;

model::ListTable read_lists(const std::filesystem::path& file, const ListColumns& c, int year,
                            const model::Municipalities& municipalities, Remarks* remarks) {
    const bool by_mean = !c.mean_list_length.empty(), by_index = !c.reserve_capacity_index.empty();
    detail::TableReader table(file,
                              {c.municipality, c.lists_with_gp, c.lists_without_gp,
                               by_mean ? c.mean_list_length : c.patients_with_gp, c.patients_without_gp,
                               by_index ? c.reserve_capacity_index : c.places_with_gp, c.open_lists},
                              remarks);
    constexpr std::size_t figures = 6;
    detail::MunicipalityIndex index(municipalities);
    const auto rows = municipalities.size();
    std::vector<std::uint8_t> seen(rows);
    model::ListTable out;
    out.year = year;
    for (auto* column : {&out.lists_with_gp, &out.lists_without_gp, &out.open_lists}) column->resize(rows);
    for (auto* column : {&out.patients_with_gp, &out.patients_without_gp, &out.places_with_gp})
        column->resize(rows);

    index.each(table, [&] {
        const auto m = index.in(table, 0);
        if (seen[m.value]++)
            throw geo::InputError(table.where(), fmt::format("municipality {} comes twice; keep one row",
                                                             municipalities.number[m]));
        std::size_t blanks = 0;
        for (std::size_t i = 1; i <= figures; ++i) blanks += table.blank(i);
        if (blanks == figures) return;
        const auto lists = [&](std::size_t i) {
            return static_cast<std::uint16_t>(table.whole(i, 0, 10'000));
        };
        const auto persons = [&](std::size_t i) {
            return static_cast<std::uint32_t>(table.whole(i, 0, 20'000'000));
        };
        const auto rounded = [](double count) { return static_cast<std::uint32_t>(std::lround(count)); };
        out.lists_with_gp[m] = lists(1);
        out.lists_without_gp[m] = lists(2);
        out.patients_with_gp[m] =
            by_mean ? rounded(out.lists_with_gp[m] * table.number(3, 0, 10'000)) : persons(3);
        // Where every list has a GP, nobody is without one, whether the table says so or not.
        const bool nobody_without = out.lists_without_gp[m] == 0 && table.blank(4);
        out.patients_without_gp[m] = nobody_without ? 0 : persons(4);
        out.places_with_gp[m] =
            by_index ? rounded(out.patients_with_gp[m] * table.number(5, 0, 10'000) / 100) : persons(5);
        out.open_lists[m] = lists(6);
        if (out.lists_with_gp[m] == 0 && out.patients_with_gp[m] > 0)
            table.refuse(3, "no patients with a GP where there is no list with a GP");
        if (out.lists_without_gp[m] == 0 && out.patients_without_gp[m] > 0)
            table.refuse(4, "no patients without a GP where every list has one");
        if (out.open_lists[m] > out.lists_with_gp[m])
            table.refuse(6, fmt::format("at most the {} lists with a GP", out.lists_with_gp[m]));
    });
    std::vector<MunicipalityId> missing;
    for (std::uint32_t i = 0; i < rows; ++i)
        if (!seen[i]) missing.push_back({i});
    if (!missing.empty())
        throw geo::InputError(file.string(),
                              fmt::format("has no row for {}; add one, with empty figures if it has no "
                                          "lists of its own",
                                          detail::some_of(municipalities, missing)));
    return out;
}

model::ListSeries read_list_series(const std::filesystem::path& file, const ListSeriesColumns& c,
                                   const model::Municipalities& municipalities, Remarks* remarks) {
    detail::TableReader table(
        file, {c.municipality, c.year, c.percent_without_gp, c.mean_list_length, c.reserve_capacity_index},
        remarks);
    struct Row {
        int year;
        std::uint32_t municipality;
        std::array<float, 3> figures;
        std::string where;
    };
    detail::MunicipalityIndex index(municipalities);
    constexpr std::array<double, 3> most{100, 10'000, 10'000};
    std::vector<Row> found;
    index.each(table, [&] {
        Row row{c.year.empty() ? c.fixed_year : static_cast<int>(table.whole(1, 1900, 2200)),
                index.in(table, 0).value,
                {},
                table.where()};
        for (std::size_t i = 0; i < 3; ++i)
            row.figures[i] = table.blank(i + 2) ? std::numeric_limits<float>::quiet_NaN()
                                                : static_cast<float>(table.number(i + 2, 0, most[i]));
        found.push_back(std::move(row));
    });
    if (found.empty())
        throw geo::InputError(file.string(), "has no rows, expected figures by municipality and year");
    const auto key = [](const Row& row) { return std::pair(row.year, row.municipality); };
    std::stable_sort(found.begin(), found.end(), [&](const Row& a, const Row& b) { return key(a) < key(b); });

    model::ListSeries out;
    out.first_year = found.front().year;
    out.years = found.back().year - out.first_year + 1;
    out.municipalities = municipalities.size();
    const auto cells = static_cast<std::size_t>(out.years) * out.municipalities;
    const std::array columns{&out.percent_without_gp, &out.mean_list_length, &out.reserve_capacity_index};
    for (auto* column : columns) column->assign(cells, std::numeric_limits<float>::quiet_NaN());
    for (std::size_t r = 0; r < found.size(); ++r) {
        const auto& row = found[r];
        if (r > 0 && key(row) == key(found[r - 1]))
            throw geo::InputError(
                row.where, fmt::format("{} of {} comes twice, first at {}; keep one row",
                                       municipalities.number[MunicipalityId{row.municipality}], row.year,
                                       found[r - 1].where));
        // The header of model::ListSeries says municipality × year: a municipality's years lie together.
        const auto at = std::size_t{row.municipality} * static_cast<std::size_t>(out.years) +
                        static_cast<std::size_t>(row.year - out.first_year);
        for (std::size_t i = 0; i < 3; ++i) (*columns[i])[at] = row.figures[i];
    }
    return out;
}

}  // namespace data
