#include "data/detail/municipality_texts.hpp"

#include <fmt/format.h>

#include "data/printable.hpp"

namespace data::detail {
namespace {

constexpr std::size_t longest_name = 200;

bool all_digits(std::string_view text, std::size_t length) {
    return text.size() == length && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

void check_municipality_texts(const NcReader& file, const model::Municipalities& table) {
    const auto refuse = [&](const char* variable, const std::string& text, const char* expected) {
        file.fail(fmt::format("'{}' holds '{}', expected {}; make or fetch the file again", variable,
                              printable(text.substr(0, 40)), expected));
    };
    for (const auto& number : table.number)
        if (!all_digits(number, 4)) refuse("/municipality_number", number, "four digits such as 0301");
    for (const auto& number : table.county_number)
        if (!all_digits(number, 2)) refuse("/county_number", number, "two digits such as 03");
    const auto names = [&](const char* variable, const auto& column) {
        for (const auto& name : column)
            if (name.size() > longest_name || !is_printable(name))
                refuse(variable, name, "a name of at most 200 letters without control signs");
    };
    names("/municipality_name", table.name);
    names("/county", table.county);
    names("/health_region", table.health_region);
}

}  // namespace data::detail
