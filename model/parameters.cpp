#include "model/parameters.hpp"

namespace model {

std::vector<ParameterRow> rows(const Params& params) {
    std::vector<ParameterRow> result;
    visit_numbers(params, [&](const std::string& name, const auto& value, const Field& field) {
        result.push_back({name, static_cast<double>(value), std::string(field.unit), field.min, field.max,
                          std::string(field.source)});
    });
    return result;
}

}  // namespace model
