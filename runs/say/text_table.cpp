#include "runs/say/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace runs {
namespace {

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

/// Signs that take a column on the screen: UTF-8 counts by its first bytes.
std::size_t columns_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string markdown_row(const std::vector<std::string>& cells) {
    std::string line = "|";
    for (const auto& cell : cells) line += fmt::format(" {} |", trimmed(cell));
    return line + '\n';
}

}  // namespace

std::string table_text(const TextTable& table, TableStyle style) {
    std::string text;
    if (style == TableStyle::markdown) {
        text = markdown_row(table.heads) + "|";
        for (std::size_t c = 0; c < table.heads.size(); ++c) text += "---|";
        text += '\n';
        for (const auto& row : table.rows) text += markdown_row(row);
        return text;
    }
    std::vector<std::size_t> width(table.heads.size());
    const auto widen = [&](const std::vector<std::string>& row) {
        for (std::size_t c = 0; c < row.size(); ++c) width[c] = std::max(width[c], columns_of(row[c]));
    };
    widen(table.heads);
    for (const auto& row : table.rows) widen(row);
    const auto add = [&](const std::vector<std::string>& row) {
        std::string line;
        for (std::size_t c = 0; c < row.size(); ++c) {
            const std::string gap(width[c] - columns_of(row[c]), ' ');
            const bool left = c == 0 || table.heads[c].ends_with(' ');
            line += (c == 0 ? "" : "  ") + (left ? row[c] + gap : gap + row[c]);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    };
    add(table.heads);
    for (const auto& row : table.rows) add(row);
    return text;
}

}  // namespace runs
