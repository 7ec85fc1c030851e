#pragma once
#include <nlohmann/json.hpp>

namespace runs {

/// JSON with its keys in the order they were put.
using Json = nlohmann::ordered_json;

}  // namespace runs
