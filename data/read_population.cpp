#include "data/read_population.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "data/detail/municipality_index.hpp"
#include "data/detail/people_counts.hpp"
#include "geo/base/error.hpp"

namespace data {

using model::MunicipalityId;

model::PopulationTable read_population(const std::filesystem::path& file, const PopulationColumns& c,
                                       const model::Municipalities& municipalities, Remarks* remarks) {
    constexpr auto most = std::numeric_limits<std::uint16_t>::max();
    constexpr std::size_t block =
        std::size_t{model::sexes} * model::ages;  // persons of one municipality and year
    std::vector<std::string> columns{c.municipality, c.year, c.sex};
    for (int age = 0; age < model::ages; ++age) columns.push_back(fmt::format("{}{}", c.age_prefix, age));
    detail::TableReader table(file, columns, remarks);
    detail::MunicipalityIndex index(municipalities);
    const std::uint32_t rows = municipalities.size();

    struct Year {
        std::vector<std::uint16_t> persons;
        std::vector<std::uint8_t> seen;  ///< municipality × sex
    };
    std::map<int, Year> years;
    index.each(table, [&] {
        const auto municipality = index.in(table, 0);
        const auto year = static_cast<int>(table.whole(1, 1900, 2200));
        const auto sex_text = table.text(2);
        if (sex_text != c.male && sex_text != c.female)
            table.refuse(2, fmt::format("'{}' (male) or '{}' (female)", c.male, c.female));
        const auto sex = sex_text == c.male ? model::Sex::male : model::Sex::female;
        auto& of_year = years[year];
        if (of_year.seen.empty()) {
            of_year.persons.resize(rows * block);
            of_year.seen.resize(std::size_t{rows} * model::sexes);
        }
        const auto row = std::size_t{municipality.value} * model::sexes + static_cast<std::size_t>(sex);
        if (of_year.seen[row]++)
            throw geo::InputError(table.where(),
                                  fmt::format("{} {} '{}' comes twice; keep one row",
                                              municipalities.number[municipality], year, sex_text));
        for (std::size_t age = 0; age < model::ages; ++age)
            of_year.persons[row * model::ages + age] =
                static_cast<std::uint16_t>(table.whole(3 + age, 0, most));
    });
    if (years.empty())
        throw geo::InputError(file.string(), "has no rows, expected the residents by age and sex");

    model::PopulationTable out;
    out.first_year = years.begin()->first;
    out.municipalities = rows;
    for (const auto& [year, of_year] : years) {
        if (year != out.first_year + out.years)
            throw geo::InputError(
                file.string(),
                fmt::format("has no rows of {}; years must follow one another", out.first_year + out.years));
        std::vector<MunicipalityId> missing;
        for (std::uint32_t m = 0; m < rows; ++m)
            if (!of_year.seen[std::size_t{m} * model::sexes] ||
                !of_year.seen[std::size_t{m} * model::sexes + 1])
                missing.push_back({m});
        if (!missing.empty())
            throw geo::InputError(file.string(), fmt::format("lacks men or women of {} in {}; add the rows",
                                                             year, detail::some_of(municipalities, missing)));
        out.persons.insert(out.persons.end(), of_year.persons.begin(), of_year.persons.end());
        ++out.years;
    }
    return out;
}

model::PopulationTable read_population_long(const std::filesystem::path& file, const LongPopulationColumns& c,
                                            const model::Municipalities& municipalities, Remarks* remarks) {
    constexpr std::size_t region = 0, sex = 1, age = 2, first_persons = 3;
    std::vector<std::string> columns{c.municipality, c.sex, c.age}, years;
    if (c.year.empty()) {
        for (const auto& name : detail::read_text_table(file).columns) {
            const auto year = name.size() > 4 ? name.substr(name.size() - 4) : std::string();
            if (!name.starts_with(c.persons) || year.find_first_not_of("0123456789") != std::string::npos)
                continue;
            columns.push_back(name);
            years.push_back(year);
        }
        if (years.empty())
            throw geo::InputError(file.string(),
                                  fmt::format("has no column such as '{} 2026'; name the column of years, or "
                                              "what the columns of persons begin with",
                                              c.persons));
    } else {
        columns.insert(columns.end(), {c.persons, c.year});
    }
    detail::TableReader table(file, columns, remarks);
    detail::PeopleCounts counts(municipalities, file.string());
    table.each([&] {
        const auto of_region = table.text(region), of_sex = table.text(sex), of_age = table.text(age);
        for (std::size_t k = 0; k < std::max<std::size_t>(1, years.size()); ++k) {
            const auto year = years.empty() ? table.text(first_persons + 1) : years[k];
            const detail::PeopleCell cell{of_region, of_sex, of_age, year};
            if (table.blank(first_persons + k))
                counts.missing(cell, table.sign(first_persons + k));
            else
                counts.add(cell, table.number(first_persons + k, 0, 1e6), table.where());
        }
    });
    return counts.finish();
}

}  // namespace data
