#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace data {

/// A text, or a list of texts, as TOML writes it, for values of Overrides. Throws InputError (`where`) for a
/// text that is no UTF-8 or holds a control sign, which TOML cannot take.
std::string toml_text(const std::string& text, std::string_view where = {});
std::string toml_text(const std::vector<std::string>& texts, std::string_view where = {});

}  // namespace data
