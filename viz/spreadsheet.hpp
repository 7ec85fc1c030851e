#pragma once
// Tables of text and numbers, written as CSV, as an Excel workbook or for a terminal.
#include <chrono>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace viz {

/// Text or a number; NaN is an empty cell.
using Cell = std::variant<std::string, double>;

struct Sheet {
    std::string name;
    std::vector<std::string> heads;
    std::vector<std::vector<Cell>> rows;  ///< as wide as `heads`
};

/// Comma, decimal point, UTF-8; numbers so that they read back unchanged.
std::string csv_text(const Sheet& sheet);

/// Bytes of an .xlsx file. `created` stands for the clock, so that the same content gives the same bytes.
/// Throws InputError if a sheet has more rows than a spreadsheet holds.
std::string xlsx_bytes(std::span<const Sheet> sheets, const std::string& title,
                       std::chrono::year_month created);

/// Columns as wide as their content, heads first. Numbers are right-aligned with `decimals`; none in columns
/// of whole numbers and from 1000 on.
std::string terminal_text(const Sheet& sheet, int decimals);

}  // namespace viz
