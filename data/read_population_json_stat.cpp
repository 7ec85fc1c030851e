#include <fmt/format.h>

#include <fstream>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "data/detail/municipality_index.hpp"
#include "data/read_population.hpp"
#include "geo/base/error.hpp"

namespace data {
namespace {

using nlohmann::json;

/// One dimension: its categories in order.
struct Dimension {
    std::vector<std::string> categories;
    std::size_t stride = 0;  ///< in the flat array of values
};

std::vector<std::string> categories_of(const json& dimension) {
    const auto& index = dimension.at("category").at("index");
    std::vector<std::string> out(index.size());
    if (index.is_array()) {
        for (std::size_t i = 0; i < index.size(); ++i) out[i] = index[i].get<std::string>();
    } else {
        for (const auto& [code, position] : index.items()) out.at(position.get<std::size_t>()) = code;
    }
    return out;
}

/// The age a category stands for: "034", "34", "105+"; older ones count as the last.
int age_of(const std::string& code, const std::string& where) {
    const auto digits = code.substr(0, code.find('+'));
    if (digits.empty() || digits.size() > 3 || digits.find_first_not_of("0123456789") != std::string::npos)
        throw geo::InputError(
            where, fmt::format("age '{}' is not a single year; ask the table service for single years "
                               "of age, without totals",
                               code));
    return std::min(std::stoi(digits), model::ages - 1);
}

model::PopulationTable table_of(const json& answer, const std::string& where,
                                const model::Municipalities& municipalities) {
    const auto ids = answer.at("id").get<std::vector<std::string>>();
    const auto sizes = answer.at("size").get<std::vector<std::size_t>>();
    std::map<std::string, Dimension> dimensions;
    std::size_t stride = 1;
    for (std::size_t d = ids.size(); d-- > 0;) {
        auto& dimension = dimensions[ids[d]];
        dimension = {categories_of(answer.at("dimension").at(ids[d])), stride};
        if (dimension.categories.size() != sizes.at(d))
            throw geo::InputError(where, fmt::format("dimension '{}' has {} categories, size says {}", ids[d],
                                                     dimension.categories.size(), sizes[d]));
        stride *= sizes[d];
    }
    for (const auto& [name, dimension] : dimensions)
        if (name != "Region" && name != "Kjonn" && name != "Alder" && name != "Tid" &&
            dimension.categories.size() != 1)
            throw geo::InputError(
                where, fmt::format("dimension '{}' has {} categories, expected Region, Kjonn, Alder, Tid "
                                   "and one content",
                                   name, dimension.categories.size()));
    for (const auto* name : {"Region", "Kjonn", "Alder", "Tid"})
        if (!dimensions.contains(name))
            throw geo::InputError(
                where, fmt::format("has no dimension '{}', expected table 07459 with Region, Kjonn, Alder, "
                                   "Tid",
                                   name));
    if (stride == 0) throw geo::InputError(where, "has a dimension without categories");
    const auto& values = answer.at("value");
    if (values.size() != stride)
        throw geo::InputError(where,
                              fmt::format("has {} values, its dimensions make {}", values.size(), stride));

    const auto &region = dimensions["Region"], &sex = dimensions["Kjonn"], &age = dimensions["Alder"],
               &time = dimensions["Tid"];
    const detail::MunicipalityIndex index(municipalities);
    model::PopulationTable out;
    out.municipalities = municipalities.size();
    out.years = static_cast<int>(time.categories.size());
    out.first_year = std::stoi(time.categories.front());
    out.persons.resize(static_cast<std::size_t>(out.years) * out.municipalities * model::sexes * model::ages);
    std::vector<std::uint8_t> seen(out.municipalities);
    for (std::size_t r = 0; r < region.categories.size(); ++r) {
        const auto m = index.find(region.categories[r]);
        if (!m)
            throw geo::InputError(
                where, fmt::format("region '{}' is not in the table of municipalities; ask for the "
                                   "municipalities of one year's borders only",
                                   region.categories[r]));
        if (seen[m->value]++)
            throw geo::InputError(where, fmt::format("region '{}' comes twice", region.categories[r]));
        for (std::size_t t = 0; t < time.categories.size(); ++t) {
            if (std::stoi(time.categories[t]) != out.first_year + static_cast<int>(t))
                throw geo::InputError(where, "years must follow one another");
            for (std::size_t s = 0; s < sex.categories.size(); ++s) {
                const auto& code = sex.categories[s];
                if (code != "1" && code != "2")
                    throw geo::InputError(where,
                                          fmt::format("Kjonn '{}', expected 1 (men) and 2 (women)", code));
                for (std::size_t a = 0; a < age.categories.size(); ++a) {
                    const auto& value =
                        values[r * region.stride + t * time.stride + s * sex.stride + a * age.stride];
                    const auto persons = value.is_null() ? std::int64_t{0} : value.get<std::int64_t>();
                    const auto row =
                        (t * out.municipalities + m->value) * model::sexes + (code == "1" ? 0U : 1U);
                    auto& sum = out.persons[row * model::ages +
                                            static_cast<std::size_t>(age_of(age.categories[a], where))];
                    if (persons < 0 || sum + persons > std::numeric_limits<std::uint16_t>::max())
                        throw geo::InputError(
                            where, fmt::format("{} persons of age {} in region '{}', expected 0..65535",
                                               persons, age.categories[a], region.categories[r]));
                    sum = static_cast<std::uint16_t>(sum + persons);
                }
            }
        }
    }
    std::vector<model::MunicipalityId> missing;
    for (std::uint32_t m = 0; m < out.municipalities; ++m)
        if (!seen[m]) missing.push_back({m});
    if (!missing.empty())
        throw geo::InputError(where, fmt::format("lacks {}", detail::some_of(municipalities, missing)));
    if (sex.categories.size() != 2) throw geo::InputError(where, "lacks men or women");
    return out;
}

}  // namespace

model::PopulationTable read_population_json_stat(const std::filesystem::path& file,
                                                 const model::Municipalities& municipalities) {
    std::ifstream in(file);
    if (!in) throw geo::InputError(file.string(), "is not there; check the name and the source folder");
    try {
        return table_of(json::parse(in), file.string(), municipalities);
    } catch (const json::exception& e) {
        throw geo::InputError(file.string(), fmt::format("is not a JSON-stat 2 answer ({})", e.what()));
    } catch (const std::logic_error& e) {  // a year or a position that is no number, or out of range
        throw geo::InputError(file.string(), fmt::format("is not a JSON-stat 2 answer ({})", e.what()));
    }
}

}  // namespace data
