#include "data/read_population.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "data/detail/municipality_index.hpp"
#include "geo/base/error.hpp"

namespace data {

using model::MunicipalityId;

model::PopulationTable read_population(const std::filesystem::path& file, const PopulationColumns& c,
                                       const model::Municipalities& municipalities) {
    constexpr auto most = std::numeric_limits<std::uint16_t>::max();
    constexpr std::size_t block =
        std::size_t{model::sexes} * model::ages;  // persons of one municipality and year
    std::vector<std::string> columns{c.municipality, c.year, c.sex};
    for (int age = 0; age < model::ages; ++age) columns.push_back(fmt::format("{}{}", c.age_prefix, age));
    detail::TableReader table(file, columns);
    const detail::MunicipalityIndex index(municipalities);
    const std::uint32_t rows = municipalities.size();

    struct Year {
        std::vector<std::uint16_t> persons;
        std::vector<std::uint8_t> seen;  ///< municipality × sex
    };
    std::map<int, Year> years;
    while (table.next()) {
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
    }
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

}  // namespace data
