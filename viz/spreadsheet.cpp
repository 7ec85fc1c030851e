#include "viz/spreadsheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "data/csv.hpp"
#include "geo/base/error.hpp"
#include "viz/wording.hpp"
#include "viz/xlsx_book.hpp"

namespace viz {
namespace {

std::string csv_cell(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) return data::csv_text(*text);
    const double value = std::get<double>(cell);
    if (std::isnan(value)) return "";
    return value == std::trunc(value) && std::abs(value) < 1e15 ? fmt::format("{:.0f}", value)
                                                                : fmt::format("{}", value);
}

/// Large numbers need no decimals, small ones so many that they do not round to nothing, up to four.
std::string terminal_cell(const Cell& cell, int decimals) {
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    const double value = std::get<double>(cell);
    if (std::isnan(value)) return "";
    int shown = std::abs(value) < 1000 ? decimals : 0;
    for (int more = shown; more <= 4; ++more)
        if (std::abs(value) * std::pow(10, more) >= 0.5) {
            shown = more;
            break;
        }
    const auto digits = rounded_digits(value, shown);
    // A value that rounds to zero has no sign.
    return digits.find_first_not_of("-0.") == std::string::npos ? fmt::format("{:.{}f}", 0.0, shown) : digits;
}

/// A column of whole numbers, such as ranks, is shown without decimals.
bool is_whole_column(const Sheet& sheet, std::size_t c) {
    return std::all_of(sheet.rows.begin(), sheet.rows.end(), [&](const std::vector<Cell>& row) {
        const auto* value = std::get_if<double>(&row[c]);
        return value && *value == std::trunc(*value);
    });
}

/// Characters, not bytes.
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

void fill(Book& book, const Sheet& from) {
    if (from.rows.size() + 1 > most_rows)
        throw geo::InputError(from.name,
                              fmt::format("would need {} rows, and a spreadsheet holds {}; use .csv",
                                          from.rows.size() + 1, most_rows));
    auto* sheet = book.sheet(from.name);
    std::vector<double> widths(from.heads.size(), 8);
    for (std::size_t c = 0; c < from.heads.size(); ++c) {
        must(worksheet_write_string(sheet, 0, col(c), from.heads[c].c_str(), book.head));
        widths[c] =
            std::max(widths[c], static_cast<double>(std::min<std::size_t>(width_of(from.heads[c]), 20)));
    }
    for (std::size_t r = 0; r < from.rows.size(); ++r)
        for (std::size_t c = 0; c < from.rows[r].size(); ++c) {
            const auto row = static_cast<lxw_row_t>(r + 1);
            if (const auto* text = std::get_if<std::string>(&from.rows[r][c])) {
                must(worksheet_write_string(sheet, row, col(c), cut(*text).c_str(),
                                            from.heads.size() == 1 ? book.wrapped : book.text));
                widths[c] = std::max(widths[c], std::min(100.0, static_cast<double>(width_of(*text)) + 1));
            } else if (const double value = std::get<double>(from.rows[r][c]); !std::isnan(value)) {
                must(worksheet_write_number(sheet, row, col(c), value,
                                            value == std::trunc(value) ? book.whole : book.small));
                widths[c] = std::max(widths[c], 12.0);
            }
        }
    for (std::size_t c = 0; c < widths.size(); ++c)
        must(worksheet_set_column(sheet, col(c), col(c), widths[c], nullptr));
    worksheet_freeze_panes(sheet, 1, 0);
    if (from.heads.size() > 1 && !from.rows.empty())
        must(worksheet_autofilter(sheet, 0, 0, static_cast<lxw_row_t>(from.rows.size()),
                                  col(from.heads.size() - 1)));
}

}  // namespace

std::string csv_text(const Sheet& sheet) {
    std::string text;
    for (std::size_t c = 0; c < sheet.heads.size(); ++c)
        text += (c ? "," : "") + data::csv_field(sheet.heads[c]);
    text += "\n";
    for (const auto& row : sheet.rows) {
        for (std::size_t c = 0; c < row.size(); ++c) text += (c ? "," : "") + csv_cell(row[c]);
        text += "\n";
    }
    return text;
}

std::string xlsx_bytes(std::span<const Sheet> sheets, const std::string& title,
                       std::chrono::year_month created) {
    const NamedMemory memory;
    Book book(memory.name(), "");
    book.describe(title, created);
    for (const Sheet& sheet : sheets) fill(book, sheet);
    book.close();
    return memory.bytes();
}

std::string terminal_text(const Sheet& sheet, int decimals) {
    std::vector<std::size_t> widths;
    std::vector<int> shown;
    for (std::size_t c = 0; c < sheet.heads.size(); ++c) {
        shown.push_back(is_whole_column(sheet, c) ? 0 : decimals);
        widths.push_back(width_of(sheet.heads[c]));
        for (const auto& row : sheet.rows)
            widths[c] = std::max(widths[c], width_of(terminal_cell(row[c], shown[c])));
    }
    std::string text;
    const auto put = [&](std::size_t c, const std::string& cell, bool right) {
        const std::string space(widths[c] - width_of(cell), ' ');
        text += (c ? "  " : "") + (right ? space + cell : cell + space);
    };
    const auto end_line = [&] {
        text.erase(text.find_last_not_of(' ') + 1);
        text += "\n";
    };
    const auto is_number = [&](std::size_t c) {
        return !sheet.rows.empty() && std::holds_alternative<double>(sheet.rows.front()[c]);
    };
    for (std::size_t c = 0; c < sheet.heads.size(); ++c) put(c, sheet.heads[c], is_number(c));
    end_line();
    for (const auto& row : sheet.rows) {
        for (std::size_t c = 0; c < row.size(); ++c) put(c, terminal_cell(row[c], shown[c]), is_number(c));
        end_line();
    }
    return text;
}

}  // namespace viz
