#include "model/parameters.hpp"

#include <fmt/chrono.h>

namespace model {

std::vector<ParameterRow> rows(const Params& params) {
    std::vector<ParameterRow> result;
    visit_numbers(params, [&](const std::string& name, const auto& value, const Field& field) {
        result.push_back({name, static_cast<double>(value), std::string(field.unit), field.min, field.max,
                          std::string(field.source)});
    });
    for (const auto& measure : params.measures)
        for (const auto& effect : measure.effects) {
            const auto& lever = info(effect.lever);
            result.push_back({fmt::format("measure.{}.{}[{:%Y-%m}]", measure.name, lever.name,
                                          std::chrono::sys_days(effect.from.calendar() / 1)),
                              effect.amount, std::string(lever.unit), lever.min, lever.max, effect.source});
        }
    return result;
}

}  // namespace model
