#include "data/renew.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include "data/checks.hpp"
#include "data/detail/table_reader.hpp"
#include "data/read_lists.hpp"
#include "data/read_national.hpp"
#include "data/read_population.hpp"
#include "geo/base/error.hpp"

namespace data {
namespace {

using model::MunicipalityId;
namespace fs = std::filesystem;

bool has(const std::vector<std::string>& columns, const std::string& name) {
    return std::ranges::find(columns, name) != columns.end();
}

/// The first of some names that is a column; the first name if none is, for the message.
std::string first_of(const std::vector<std::string>& columns, std::initializer_list<std::string> names) {
    for (const auto& name : names)
        if (has(columns, name)) return name;
    return *names.begin();
}

std::string municipality_column(const std::vector<std::string>& columns) {
    return first_of(columns, {"municipality", "kommunenummer", "region", "Region", "kommune"});
}

model::PopulationTable read_any_population(const fs::path& file, const model::Municipalities& municipalities,
                                           Remarks& remarks) {
    if (file.extension() == ".json") return read_population_json_stat(file, municipalities);
    const auto columns = detail::columns_of(file);
    if (has(columns, "a0")) {
        PopulationColumns wide;
        wide.municipality = municipality_column(columns);
        return read_population(file, wide, municipalities, &remarks);
    }
    LongPopulationColumns table;
    table.municipality = municipality_column(columns);
    table.sex = first_of(columns, {"kjønn", "Kjonn", "sex"});
    table.age = first_of(columns, {"alder", "Alder", "age"});
    table.year = has(columns, "år") ? "år" : has(columns, "Tid") ? "Tid" : has(columns, "year") ? "year" : "";
    if (!table.year.empty()) table.persons = first_of(columns, {"Personer", "persons", "value"});
    return read_population_long(file, table, municipalities, &remarks);
}

/// Names as ours, or with the year behind them as in data/norway/sources.toml.
ListColumns list_columns(const std::vector<std::string>& columns, int year) {
    ListColumns c;
    const auto of_year = [&](const char* name) { return fmt::format("{}_{}", name, year); };
    c.municipality = municipality_column(columns);
    c.lists_with_gp = first_of(columns, {c.lists_with_gp, of_year("gp_contracts")});
    c.lists_without_gp = first_of(columns, {c.lists_without_gp, of_year("gp_lists_vacant")});
    c.patients_with_gp = first_of(columns, {c.patients_with_gp, of_year("gp_patients")});
    c.patients_without_gp = first_of(columns, {c.patients_without_gp, of_year("gp_patients_nodoc")});
    c.places_with_gp = first_of(columns, {c.places_with_gp, of_year("gp_capacity")});
    c.open_lists = first_of(columns, {c.open_lists, of_year("gp_open_lists")});
    return c;
}

/// The years of `added` put over those of `table`. Throws InputError if a year would miss between them.
void put_years(model::PopulationTable& table, const model::PopulationTable& added, const std::string& file) {
    if (table.years == 0) {
        table = added;
        return;
    }
    if (added.first_year > table.first_year + table.years ||
        added.first_year + added.years < table.first_year)
        throw geo::InputError(
            file, fmt::format("has the years {} to {}, the input set those of {} to {}; years must "
                              "follow one another",
                              added.first_year, added.first_year + added.years - 1, table.first_year,
                              table.first_year + table.years - 1));
    const auto block = std::size_t{table.municipalities} * model::sexes * model::ages;
    model::PopulationTable out = table;
    out.first_year = std::min(table.first_year, added.first_year);
    out.years = std::max(table.first_year + table.years, added.first_year + added.years) - out.first_year;
    out.persons.assign(static_cast<std::size_t>(out.years) * block, 0);
    for (const auto* source : {&std::as_const(table), &added})
        std::ranges::copy(
            source->persons,
            out.persons.begin() + static_cast<std::ptrdiff_t>(
                                      static_cast<std::size_t>(source->first_year - out.first_year) * block));
    table = std::move(out);
}

/// The same of the series by municipality; what `added` does not know stays.
void put_series(model::ListSeries& table, const model::ListSeries& added) {
    if (table.years == 0) {  // a set without the series; its first year is none
        table = added;
        return;
    }
    model::ListSeries out;
    out.municipalities = table.municipalities;
    out.first_year = std::min(table.first_year, added.first_year);
    out.years = std::max(table.first_year + table.years, added.first_year + added.years) - out.first_year;
    constexpr std::array columns{&model::ListSeries::percent_without_gp, &model::ListSeries::mean_list_length,
                                 &model::ListSeries::reserve_capacity_index};
    for (const auto column : columns) {
        auto& values = out.*column;
        values.assign(std::size_t{out.municipalities} * static_cast<std::size_t>(out.years),
                      std::numeric_limits<float>::quiet_NaN());
        for (const auto* source : {&std::as_const(table), &added})
            for (std::uint32_t m = 0; m < out.municipalities; ++m)
                for (int y = 0; y < source->years; ++y) {
                    const float value =
                        (source->*column)[std::size_t{m} * static_cast<std::size_t>(source->years) +
                                          static_cast<std::size_t>(y)];
                    if (std::isnan(value)) continue;
                    values[std::size_t{m} * static_cast<std::size_t>(out.years) +
                           static_cast<std::size_t>(source->first_year + y - out.first_year)] = value;
                }
    }
    table = std::move(out);
}

/// One year of the series as it follows from the list table, in the publisher's decimals.
model::ListSeries series_of(const model::ListTable& lists) {
    model::ListSeries out;
    out.first_year = lists.year;
    out.years = 1;
    out.municipalities = lists.lists_with_gp.size();
    const auto figure = [](double a, double b, double scale) {
        return b > 0 ? static_cast<float>(std::round(a / b * scale * 10) / 10)
                     : std::numeric_limits<float>::quiet_NaN();
    };
    for (std::uint32_t m = 0; m < out.municipalities; ++m) {
        const MunicipalityId id{m};
        const double with = lists.patients_with_gp[id], without = lists.patients_without_gp[id];
        out.percent_without_gp.push_back(figure(without, with + without, 100));
        out.mean_list_length.push_back(
            figure(with + without, lists.lists_with_gp[id] + lists.lists_without_gp[id], 1));
        out.reserve_capacity_index.push_back(figure(lists.places_with_gp[id], with, 100));
    }
    return out;
}

/// Spreads a municipality's lists over its sites where they no longer add up, by the sites' shares; the
/// largest remainders first. Returns how many municipalities had to be.
std::uint32_t spread_sites(model::PracticeSites& sites, const model::ListTable& lists) {
    std::vector<std::vector<model::PracticeId>> of(lists.lists_with_gp.size());
    for (std::uint32_t p = 0; p < sites.size(); ++p)
        of[sites.municipality[model::PracticeId{p}].value].push_back({p});
    std::uint32_t changed = 0;
    const auto fit = [&](auto& column, std::uint32_t m, std::uint32_t whole) {
        std::vector<std::pair<double, std::size_t>> rest;
        std::uint32_t sum = 0, given = 0;
        double weights = 0;
        for (const auto site : of[m]) {
            sum += column[site];
            weights += sites.lists_with_gp[site] + sites.lists_without_gp[site] + 1e-3;
        }
        if (sum == whole || of[m].empty()) return false;
        std::vector<std::uint16_t> shares;
        for (std::size_t k = 0; k < of[m].size(); ++k) {
            const auto site = of[m][k];
            const double weight =
                sum > 0 ? column[site] * 1.0 / sum
                        : (sites.lists_with_gp[site] + sites.lists_without_gp[site] + 1e-3) / weights;
            const double exact = whole * weight;
            shares.push_back(static_cast<std::uint16_t>(exact));
            given += shares.back();
            rest.emplace_back(shares.back() - exact, k);
        }
        std::ranges::sort(rest);
        for (std::size_t k = 0; given < whole; ++k, ++given) ++shares[rest[k % rest.size()].second];
        for (std::size_t k = 0; k < of[m].size(); ++k) column[of[m][k]] = shares[k];
        return true;
    };
    for (std::uint32_t m = 0; m < of.size(); ++m) {
        const MunicipalityId id{m};
        if (lists.lists_with_gp[id] + lists.lists_without_gp[id] == 0)
            continue;  // others' lists have sites there
        const bool with = fit(sites.lists_with_gp, m, lists.lists_with_gp[id]);
        const bool without = fit(sites.lists_without_gp, m, lists.lists_without_gp[id]);
        changed += with || without;
    }
    return changed;
}

}  // namespace

Prepared renew(const InputSet& base, const NewFigures& files) {
    Prepared out{base, {}};
    auto& figures = out.set.figures;
    const auto& municipalities = figures.municipalities;
    Complaints wrong;
    Remarks remarks;
    const auto say = [&](const char* table, std::string found, bool notable = false) {
        out.report.checks.push_back({table, std::move(found), notable});
    };
    const auto from = [&](const char* table, const fs::path& file) {
        for (auto& source : out.set.attributions)
            if (source.table == table && source.what.find("projected") == std::string::npos &&
                source.what.find("site") == std::string::npos)
                source.what += "; renewed with " + file.filename().string();
    };
    if (!files.population.empty())
        wrong.gather([&] {
            const auto added = read_any_population(files.population, municipalities, remarks);
            put_years(figures.population, added, files.population.string());
            say("population", fmt::format("{} to {} read, the set has {} to {}", added.first_year,
                                          added.first_year + added.years - 1, figures.population.first_year,
                                          figures.population.first_year + figures.population.years - 1));
            from("people.nc", files.population);
        });
    const int year = files.lists_year != 0 ? files.lists_year
                                           : figures.population.first_year + figures.population.years - 2;
    if (!files.lists.empty())
        wrong.gather([&] {
            const auto columns = list_columns(detail::columns_of(files.lists), year);
            auto lists = read_lists(files.lists, columns, year, municipalities, &remarks);
            const auto sum = [](const auto& column) {
                return std::accumulate(column.values().begin(), column.values().end(), std::int64_t{0});
            };
            const auto before = sum(figures.lists.patients_with_gp), after = sum(lists.patients_with_gp);
            say("lists",
                fmt::format("of 31 December {}: {} lists with a GP, {} patients on them (before: {} of {})",
                            year, sum(lists.lists_with_gp), after, before, figures.lists.year),
                std::abs(static_cast<double>(after - before)) > 0.05 * static_cast<double>(before));
            figures.lists = std::move(lists);
            if (files.list_series.empty()) put_series(figures.list_series, series_of(figures.lists));
            from("practices.nc", files.lists);
        });
    if (!files.list_series.empty())
        wrong.gather([&] {
            ListSeriesColumns columns;
            const auto there = detail::columns_of(files.list_series);
            columns.municipality = municipality_column(there);
            columns.percent_without_gp =
                first_of(there, {columns.percent_without_gp, "pct_patients_without_gp"});
            if (!has(there, columns.year)) {
                columns.year = "";
                columns.fixed_year = year;
            }
            put_series(figures.list_series,
                       read_list_series(files.list_series, columns, municipalities, &remarks));
        });
    if (!files.national.empty())
        wrong.gather([&] { figures.national = read_national(files.national, {}, &remarks); });
    wrong.finish();
    if (!figures.population.has(figures.lists.year + 1))
        throw geo::InputError("--population",
                              fmt::format("the lists are of 31 December {}, and nobody is counted on 1 "
                                          "January {}; give the population of that day too",
                                          figures.lists.year, figures.lists.year + 1));
    if (const auto changed = spread_sites(figures.practices, figures.lists))
        say("practices",
            fmt::format("{} municipalities have another number of lists; their sites share it as before",
                        changed),
            true);
    for (const auto& remark : remarks) say("files", remark, true);
    check_population(out.report, figures);
    check_lists(out.report, figures);
    if (figures.national.years > 0) check_national(out.report, figures);
    return out;
}

}  // namespace data
