#include "data/toml_text.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "data/printable.hpp"
#include "geo/base/error.hpp"

namespace data {

std::string toml_text(const std::string& text, std::string_view where) {
    // What JSON writes TOML reads, but for DEL.
    try {
        if (text.find('\x7F') == std::string::npos) return nlohmann::json(text).dump();
    } catch (const nlohmann::json::exception&) {
    }
    throw geo::InputError(where.empty() ? printable(text) : fmt::format("{} {}", where, printable(text)),
                          "has a name that is no UTF-8 text or holds a control sign; rename it");
}

std::string toml_text(const std::vector<std::string>& texts, std::string_view where) {
    std::string list;
    for (const auto& text : texts) list += (list.empty() ? "" : ", ") + toml_text(text, where);
    return "[" + list + "]";
}

}  // namespace data
