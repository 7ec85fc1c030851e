#pragma once
#include "model/inputs.hpp"

namespace support {

/// A table of residents with nobody in it.
inline model::PopulationTable people_table(int first_year, int years, std::uint32_t municipalities) {
    return {first_year, years, municipalities,
            std::vector<std::uint16_t>(static_cast<std::size_t>(years) * municipalities * model::sexes *
                                       model::ages)};
}

inline void set_people(model::PopulationTable& table, int year, model::MunicipalityId m, model::Sex sex,
                       int age, std::uint16_t people) {
    const auto row = static_cast<std::size_t>(year - table.first_year) * table.municipalities + m.value;
    table.persons[(row * model::sexes + static_cast<std::size_t>(sex)) * model::ages +
                  static_cast<std::size_t>(age)] = people;
}

}  // namespace support
