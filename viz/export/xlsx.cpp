#include <fmt/format.h>

#include <cmath>

#include "data/write_file.hpp"
#include "geo/base/error.hpp"
#include "viz/export/formats.hpp"
#include "viz/messages.hpp"
#include "viz/xlsx_book.hpp"

namespace viz {
namespace {

void write_figures_sheet(Book& book, lxw_worksheet* sheet, std::span<const ExportTable> tables,
                         const ExportChoice& choice) {
    auto heads = texts(messages(choice.language).exports.heads);
    const std::size_t keys = heads.size();
    const auto& columns = tables.front().columns;
    for (const auto& c : columns) heads.push_back(column_head(c.info, choice));
    for (std::size_t c = 0; c < heads.size(); ++c)
        must(worksheet_write_string(sheet, 0, col(c), heads[c].c_str(), book.head));
    must(worksheet_set_column(sheet, 0, 2, 14, nullptr));
    must(worksheet_set_column(sheet, 3, 4, 22, nullptr));
    must(worksheet_set_column(sheet, 5, col(heads.size() - 1), 16, nullptr));
    lxw_row_t row = 1;
    for (const ExportTable& table : tables) {
        for (std::size_t t = 0; t < table.times.size(); ++t) {
            const auto month = month_text(table.snapshot->month(table.times[t]));
            const auto write_row = [&](const PlaceKeys& place, const auto& value) {
                must(worksheet_write_string(sheet, row, 0, table.scenario.c_str(), nullptr));
                must(worksheet_write_string(sheet, row, 1, month.c_str(), book.text));
                must(worksheet_write_string(sheet, row, 2, place.number.c_str(), book.text));
                must(worksheet_write_string(sheet, row, 3, place.name.c_str(), nullptr));
                must(worksheet_write_string(sheet, row, 4, place.county.c_str(), nullptr));
                must(worksheet_write_number(sheet, row, 5, table.snapshot->replicates, book.whole));
                for (std::size_t c = 0; c < columns.size(); ++c) {
                    const double v = value(c);
                    if (std::isnan(v)) continue;
                    auto* format =
                        columns[c].info.is_whole() ? book.whole
                        : columns[c].info.scale == 100 || columns[c].info.unit == "patients per list"
                            ? book.decimal
                            : book.small;
                    must(worksheet_write_number(sheet, row, col(keys + c), v, format));
                }
                ++row;
            };
            for (const auto i : table.rows)
                write_row(place_keys(*table.snapshot, i),
                          [&](std::size_t c) { return table.value(c, t, i); });
            if (table.area)
                write_row(place_keys(*table.area, choice.language),
                          [&](std::size_t c) { return table.columns[c].of_area[t]; });
        }
    }
    worksheet_freeze_panes(sheet, 1, 4);
    must(worksheet_autofilter(sheet, 0, 0, row - 1, col(heads.size() - 1)));
}

void write_about_sheet(Book& book, lxw_worksheet* sheet, std::span<const ExportTable> tables,
                       Language language) {
    lxw_row_t row = 0;
    for (const AboutRow& cells : about_rows(tables, language)) {
        for (std::size_t c = 0; c < cells.size(); ++c)
            must(worksheet_write_string(sheet, row, col(c), cut(cells[c]).c_str(),
                                        row == 0 ? book.head : book.wrapped));
        ++row;
    }
    must(worksheet_set_column(sheet, 0, 0, 14, nullptr));
    must(worksheet_set_column(sheet, 1, 1, 30, nullptr));
    must(worksheet_set_column(sheet, 2, 2, 100, nullptr));
    must(worksheet_set_column(sheet, 3, 3, 24, nullptr));
    worksheet_freeze_panes(sheet, 1, 0);
}

/// Two sheets: the figures (one row per scenario, month and municipality; heads, filters, frozen first row,
/// "0301" as text, undefined ratios empty), and about_rows in the choice's language. Same content, same
/// bytes. Throws InputError if the rows pass the format's limit of 1 048 576.
void write_xlsx(const std::filesystem::path& path, std::span<const data::Snapshot> snapshots,
                const ExportChoice& choice) {
    const auto tables = export_tables(snapshots, choice);
    std::size_t rows = 1;
    for (const ExportTable& t : tables) rows += t.times.size() * (t.rows.size() + (t.area ? 1 : 0));
    if (rows > most_rows)
        throw geo::InputError(path.string(),
                              fmt::format("would need {} rows, and a spreadsheet holds {}; choose "
                                          "fewer months, or use .csv or .gpkg",
                                          rows, most_rows));
    const NamedMemory memory;
    Book book(memory.name(), std::filesystem::absolute(path).parent_path().string());
    const ExportMessages& said = messages(choice.language).exports;
    book.describe(said.book, snapshots.front().first_month);
    write_figures_sheet(book, book.sheet(said.figures_sheet), tables, choice);
    write_about_sheet(book, book.sheet(said.about_sheet), tables, choice.language);
    book.close();
    data::write_file(path, memory.bytes());
}

}  // namespace

extern constinit const ExportFormat xlsx_format{.name = "xlsx",
                                                .about = "a spreadsheet with a sheet about the data",
                                                .months = "final",
                                                .long_heads = true,
                                                .write = write_xlsx};

}  // namespace viz
