#pragma once
// Rows of a table with every value checked, and everything wrong told in one message; private to data.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/detail/gdal.hpp"
#include "data/detail/text_table.hpp"
#include "data/remarks.hpp"
#include "geo/base/error.hpp"

namespace data::detail {

/// Names of the columns of a table; of the first sheet of a spreadsheet.
std::vector<std::string> columns_of(const std::filesystem::path& file);

/// Rows of a table of text, or of the only layer of anything else that GDAL opens (a spreadsheet).
class TableReader {
public:
    /// `columns` are the source's names, later addressed by their position here; an empty name is a column
    /// the caller does without. What is odd but can be read goes into `remarks`.
    TableReader(const std::filesystem::path& file, const std::vector<std::string>& columns,
                Remarks* remarks = nullptr);
    ~TableReader();
    TableReader(const TableReader&) = delete;
    TableReader& operator=(const TableReader&) = delete;

    /// Steps to the next row; false after the last.
    bool next();
    /// Calls body() for every row and tells what it complains of in one InputError after the last.
    template <class Body>
    void each(const Body& body) {
        Complaints complaints;
        while (next()) complaints.gather(body);
        complaints.finish();
    }

    /// "file:line" of this row.
    std::string where() const;
    std::string file() const { return file_; }
    /// All columns of the table.
    const std::vector<std::string>& names_there() const { return there_; }

    /// Nothing stands there, or a sign for a figure that is missing; see is_missing_figure.
    bool blank(std::size_t column) const;
    /// The sign that stands there.
    std::string sign(std::size_t column) const { return std::string(raw(column)); }
    /// The text without blanks around it. Throws InputError if it is empty or not UTF-8.
    std::string text(std::size_t column) const;
    /// A whole number in a closed range; "12.0" will do, since spreadsheets write it.
    std::int64_t whole(std::size_t column, std::int64_t min, std::int64_t max) const;
    /// A finite number in a closed range. Where fields are not parted by commas, a comma may stand before the
    /// decimals.
    double number(std::size_t column, double min, double max) const;

    /// `file:line: column 'x' is 'value', expected ...`
    [[noreturn]] void refuse(std::size_t column, std::string_view expected) const;

private:
    /// Signs found instead of numbers in one column.
    struct Signs {
        std::uint32_t missing = 0, nil = 0;
        std::int64_t last_row = -1;  ///< counted once however often it is asked for
        std::string first_missing;
    };
    std::string_view raw(std::size_t column) const;
    std::optional<double> figure(std::size_t column) const;
    void tell() const;

    std::string file_;
    std::unique_ptr<TextTable> text_;  ///< or
    std::unique_ptr<Layer> layer_;
    std::vector<std::string> there_, names_;
    std::vector<int> fields_;  ///< -1: done without
    std::size_t row_ = 0;      ///< of a table of text, from 1
    OGRFeatureUniquePtr feature_;
    bool decimal_comma_ = false;
    Remarks* remarks_;
    mutable std::vector<Signs> signs_;
};

}  // namespace data::detail
