#pragma once
// Tables written as text, as people have them: any separator, decimal comma, Windows-1252, signs for missing.
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace data::detail {

/// A table of text in memory. Views point into `text`, which stays where it is when the table is moved.
struct TextTable {
    struct Row {
        std::uint32_t line;  ///< from 1
        std::vector<std::string_view> fields;
    };
    std::unique_ptr<std::string> text = std::make_unique<std::string>();
    std::vector<std::string> columns;
    std::vector<Row> rows;
    char separator = ',';
    bool windows_1252 = false;  ///< the file was not UTF-8
    std::uint32_t titles = 0;   ///< lines above the header
    std::uint32_t notes = 0;    ///< lines of notes below the table
};

/// Whether a name is one of text tables: .csv, .tsv, .txt, also with .gz.
bool is_text_table(const std::string& name);

/// Reads a file whole. Separator (; tab , |) and header are found: the first line that has as many fields as
/// the next one. Bytes that are not UTF-8 are read as Windows-1252. Throws InputError for a file that cannot
/// be read, is empty, or mixes the two.
TextTable read_text_table(const std::filesystem::path& file);

/// Without blanks around it, no-break spaces among them.
std::string_view trimmed(std::string_view text);

/// What stands for a number that is not there, as Statistics Norway writes it: "." cannot exist, ".." and
/// "..." not known, ":" confidential; or nothing at all. "-" is a zero that is known, not one of these.
bool is_missing_figure(std::string_view trimmed);
bool is_nil_figure(std::string_view trimmed);

/// A number as people write it: blanks and no-break spaces between thousands; with `decimal_comma` a comma
/// before the decimals, and points between thousands where both are used. Nothing if it is something else.
std::optional<double> number_in(std::string_view text, bool decimal_comma);

}  // namespace data::detail
