#include "viz/export_xlsx.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <stdexcept>

#include "geo/base/error.hpp"
#include "viz/write_file.hpp"

namespace viz {
namespace {

constexpr std::size_t most_rows = 1'048'576;
/// Longest text of a cell, in UTF-16 units; longer ones are cut.
constexpr std::size_t longest_text = 32'000;

/// A file in memory with a name: the library writes to named files only.
class NamedMemory {
public:
    NamedMemory() : descriptor_(::memfd_create("legekart.xlsx", MFD_CLOEXEC)) {
        if (descriptor_ < 0)
            throw std::runtime_error(std::string("cannot get memory for a spreadsheet: ") +
                                     std::strerror(errno));
    }
    ~NamedMemory() { ::close(descriptor_); }
    NamedMemory(const NamedMemory&) = delete;
    NamedMemory& operator=(const NamedMemory&) = delete;
    std::string name() const { return fmt::format("/proc/self/fd/{}", descriptor_); }
    std::string bytes() const {
        std::string result(static_cast<std::size_t>(::lseek(descriptor_, 0, SEEK_END)), '\0');
        for (std::size_t done = 0; done < result.size();) {
            const auto got =
                ::pread(descriptor_, result.data() + done, result.size() - done, static_cast<off_t>(done));
            if (got <= 0) throw std::runtime_error("cannot read back a spreadsheet from memory");
            done += static_cast<std::size_t>(got);
        }
        return result;
    }

private:
    int descriptor_;
};

/// Stops at the first thing the library refuses.
void must(lxw_error error) {
    if (error != LXW_NO_ERROR)
        throw std::runtime_error(fmt::format("cannot make the spreadsheet: {}", lxw_strerror(error)));
}

/// Cut between characters, never inside one.
std::string cut(const std::string& text) {
    if (text.size() <= longest_text) return text;
    std::size_t end = longest_text;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end) + " …";
}

struct Book {
    explicit Book(const std::string& name) : book(workbook_new(name.c_str())) {
        if (!book) throw std::runtime_error("cannot make the spreadsheet: out of memory");
        head = workbook_add_format(book);
        format_set_bold(head);
        format_set_text_wrap(head);
        format_set_align(head, LXW_ALIGN_VERTICAL_TOP);
        wrapped = workbook_add_format(book);
        format_set_text_wrap(wrapped);
        format_set_align(wrapped, LXW_ALIGN_VERTICAL_TOP);
        text = workbook_add_format(book);
        format_set_num_format(text, "@");
        whole = workbook_add_format(book);
        format_set_num_format(whole, "#,##0");
        decimal = workbook_add_format(book);
        format_set_num_format(decimal, "0.0");
        small = workbook_add_format(book);
        format_set_num_format(small, "0.00");
    }
    ~Book() {
        if (book) lxw_workbook_free(book);
    }
    Book(const Book&) = delete;
    Book& operator=(const Book&) = delete;
    lxw_worksheet* sheet(const char* name) {
        lxw_worksheet* made = workbook_add_worksheet(book, name);
        if (!made) throw std::runtime_error("cannot add a sheet to the spreadsheet");
        return made;
    }
    void close() {
        const auto error = workbook_close(book);  // frees it, whatever happens
        book = nullptr;
        must(error);
    }

    lxw_workbook* book;
    lxw_format *head, *wrapped, *text, *whole, *decimal, *small;
};

lxw_col_t col(std::size_t c) {
    return static_cast<lxw_col_t>(c);
}

void write_figures(Book& book, lxw_worksheet* sheet, std::span<const ExportTable> tables,
                   const ExportChoice& choice) {
    const bool no = choice.language == Language::norwegian;
    std::vector<std::string> heads =
        no ? std::vector<std::string>{"Scenario", "Måned", "Kommunenummer", "Kommune", "Fylke"}
           : std::vector<std::string>{"Scenario", "Month", "Municipality number", "Municipality", "County"};
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
        const auto& m = table.snapshot->municipalities;
        for (std::size_t t = 0; t < table.times.size(); ++t) {
            const auto month = month_text(table.snapshot->month(table.times[t]));
            for (std::uint32_t i = 0; i < m.size(); ++i, ++row) {
                const model::MunicipalityId id{i};
                must(worksheet_write_string(sheet, row, 0, table.scenario.c_str(), nullptr));
                must(worksheet_write_string(sheet, row, 1, month.c_str(), book.text));
                must(worksheet_write_string(sheet, row, 2, m.number[id].c_str(), book.text));
                must(worksheet_write_string(sheet, row, 3, m.name[id].c_str(), nullptr));
                must(worksheet_write_string(sheet, row, 4, m.county[id].c_str(), nullptr));
                for (std::size_t c = 0; c < columns.size(); ++c) {
                    const double v = table.value(c, t, i);
                    if (std::isnan(v)) continue;
                    auto* format =
                        columns[c].info.is_whole() ? book.whole
                        : columns[c].info.scale == 100 || columns[c].info.unit == "patients per list"
                            ? book.decimal
                            : book.small;
                    must(worksheet_write_number(sheet, row, col(keys + c), v, format));
                }
            }
        }
    }
    worksheet_freeze_panes(sheet, 1, 4);
    must(worksheet_autofilter(sheet, 0, 0, row - 1, col(heads.size() - 1)));
}

void write_about(Book& book, lxw_worksheet* sheet, std::span<const ExportTable> tables, Language language) {
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

/// Seconds since 1970 of the first of a month.
std::time_t seconds_of(std::chrono::year_month month) {
    const auto days = std::chrono::sys_days{month / std::chrono::day{1}}.time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(days).count();
}

}  // namespace

void export_xlsx(const std::filesystem::path& path, std::span<const data::Snapshot> snapshots,
                 const ExportChoice& choice) {
    const auto tables = export_tables(snapshots, choice, "final");
    std::size_t rows = 1;
    for (const ExportTable& t : tables) rows += t.times.size() * t.municipalities();
    if (rows > most_rows)
        throw geo::InputError(path.string(),
                              fmt::format("would need {} rows, and a spreadsheet holds {}; choose "
                                          "fewer months, or use .csv or .gpkg",
                                          rows, most_rows));
    const NamedMemory memory;
    Book book(memory.name());
    const bool no = choice.language == Language::norwegian;
    lxw_doc_properties properties{};
    std::string title = no ? "Fastlegedekning, modelltall" : "GP coverage, model figures",
                author = "Legekart";
    properties.title = title.data();
    properties.author = author.data();
    properties.created = seconds_of(snapshots.front().first_month);  // no clock: same run, same bytes
    must(workbook_set_properties(book.book, &properties));
    write_figures(book, book.sheet(no ? "Tall" : "Figures"), tables, choice);
    write_about(book, book.sheet(no ? "Om dataene" : "About the data"), tables, choice.language);
    book.close();
    write_file(path, memory.bytes());
}

}  // namespace viz
