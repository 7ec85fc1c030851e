#include "data/detail/text_table.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <memory>

#include "data/detail/gdal.hpp"
#include "data/read_text_file.hpp"
#include "geo/base/error.hpp"

namespace data::detail {
namespace {

constexpr std::array blanks{std::string_view(" "),
                            std::string_view("\t"),
                            std::string_view("\r"),
                            std::string_view("\xC2\xA0"),       // no-break space
                            std::string_view("\xE2\x80\xAF"),   // the narrow one
                            std::string_view("\xE2\x80\x89")};  // thin space

/// Length of the blank a text begins with, 0 if it begins with something else.
std::size_t blank_at(std::string_view text) {
    for (const auto blank : blanks)
        if (text.starts_with(blank)) return blank.size();
    return 0;
}

std::string bytes_of(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file))
        throw geo::InputError(file.string(), "is not there; check the name and the source folder");
    must_be_no_stream(file);
    start_gdal();
    const auto full = std::filesystem::absolute(file).string();
    const auto address = full.ends_with(".gz") ? "/vsigzip/" + full : full;
    std::unique_ptr<VSILFILE, int (*)(VSILFILE*)> in(VSIFOpenL(address.c_str(), "rb"), VSIFCloseL);
    if (!in) throw geo::InputError(file.string(), "cannot be opened; expected a table written as text");
    std::string text;
    std::vector<char> block(1 << 20);
    while (const auto got = VSIFReadL(block.data(), 1, block.size(), in.get()))
        text.append(block.data(), got);
    if (!VSIFEofL(in.get())) throw geo::InputError(file.string(), "cannot be read to its end");
    return text;
}

/// Where the first byte stands that is no UTF-8, and whether a letter beyond ASCII came before it.
struct NotUtf8 {
    std::size_t at;
    bool letters_before;
};
std::optional<NotUtf8> not_utf8(const std::string& text) {
    bool letters = false;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t n = lead < 0x80   ? 1
                              : lead < 0xC2 ? 0
                              : lead < 0xE0 ? 2
                              : lead < 0xF0 ? 3
                              : lead < 0xF5 ? 4
                                            : 0;
        bool good = n > 0 && i + n <= text.size();
        for (std::size_t k = 1; good && k < n; ++k) good = (text[i + k] & 0xC0) == 0x80;
        if (!good) return NotUtf8{i, letters};
        letters = letters || n > 1;
        i += n;
    }
    return std::nullopt;
}

/// The text as UTF-8 without a byte order mark.
std::string as_utf8(std::string text, const std::string& file, bool& windows) {
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        throw geo::InputError(file, R"(is UTF-16 ("Unicode text"); save it as "CSV UTF-8" instead)");
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    const auto bad = not_utf8(text);
    if (!bad) return text;
    constexpr std::string_view unused("\x81\x8D\x8F\x90\x9D");  // mean nothing in Windows-1252
    if (bad->letters_before || text.find_first_of(unused) != std::string::npos ||
        text.find('\0') != std::string::npos)
        throw geo::InputError(
            fmt::format("{}:{}", file,
                        1 + std::count(text.begin(), text.begin() + static_cast<long>(bad->at), '\n')),
            "is neither UTF-8 nor Windows-1252 as a whole; save the table again in one of them");
    windows = true;
    const std::unique_ptr<char, void (*)(void*)> recoded(CPLRecode(text.c_str(), "CP1252", CPL_ENC_UTF8),
                                                         CPLFree);
    return recoded.get();
}

/// Fields of the line that begins at `at`, quotes taken away; moves `at` and `line` behind it. A quoted field
/// may hold the separator, doubled quotes and line breaks; it is straightened where it stands.
std::vector<std::string_view> take_fields(std::string& text, std::size_t& at, std::uint32_t& line,
                                          char separator) {
    std::vector<std::string_view> fields;
    for (;;) {
        std::size_t begin = at, put = at;
        bool inside = false;
        if (at < text.size() && text[at] == '"') {
            inside = true;
            ++at;
        }
        for (; at < text.size(); ++at) {
            const char c = text[at];
            if (inside && c == '"') {
                if (at + 1 < text.size() && text[at + 1] == '"')
                    ++at;
                else {
                    inside = false;
                    continue;
                }
            } else if (!inside && (c == separator || c == '\n')) {
                break;
            }
            line += c == '\n';
            text[put++] = text[at];
        }
        fields.push_back(trimmed(std::string_view(text).substr(begin, put - begin)));
        const bool more = at < text.size() && text[at] == separator;
        const bool ends = at < text.size() && text[at] == '\n';
        if (more || ends) ++at;
        line += ends;
        if (!more) return fields;
    }
}

/// How often a separator stands in a line outside quotes.
std::size_t count_outside_quotes(std::string_view line, char separator) {
    bool inside = false;
    std::size_t n = 0;
    for (const char c : line) {
        if (c == '"') inside = !inside;
        n += !inside && c == separator;
    }
    return n;
}

struct Layout {
    char separator = ',';
    std::uint32_t titles = 0;
    std::size_t begin = 0;  ///< of the header
};

Layout layout_of(const std::string& text) {
    struct Line {
        std::string_view text;
        std::uint32_t number;
        std::size_t begin;
    };
    std::vector<Line> lines;
    std::uint32_t number = 0;
    for (std::size_t at = 0; at < text.size() && lines.size() < 20; ++number) {
        const auto end = std::min(text.find('\n', at), text.size());
        const auto line = std::string_view(text).substr(at, end - at);
        if (!trimmed(line).empty()) lines.push_back({line, number, at});
        at = end + 1;
    }
    Layout best;
    std::size_t best_count = 0;
    bool found = false;
    for (const char separator : {';', '\t', ',', '|'})
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const auto n = count_outside_quotes(lines[i].text, separator);
            const bool last = i + 1 == lines.size();
            if (n == 0 || (!last && count_outside_quotes(lines[i + 1].text, separator) != n)) continue;
            if (!found || lines[i].number < best.titles ||
                (lines[i].number == best.titles && n > best_count)) {
                best = {separator, lines[i].number, lines[i].begin};
                best_count = n;
                found = true;
            }
            break;
        }
    if (!found && !lines.empty()) {  // rows of unlike length: the first line decides
        best = {',', lines[0].number, lines[0].begin};
        for (const char separator : {';', '\t', ',', '|'})
            if (const auto n = count_outside_quotes(lines[0].text, separator); n > best_count) {
                best.separator = separator;
                best_count = n;
            }
    }
    return best;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    while (const auto n = blank_at(text)) text.remove_prefix(n);
    for (bool again = true; again;) {
        again = false;
        for (const auto blank : blanks)
            if (text.ends_with(blank)) {
                text.remove_suffix(blank.size());
                again = true;
            }
    }
    return text;
}

bool is_text_table(const std::string& name) {
    std::string_view stem = name;
    if (stem.ends_with(".gz")) stem.remove_suffix(3);
    constexpr const char* ends[]{".csv", ".tsv", ".txt", ".CSV", ".TXT"};
    return std::ranges::any_of(ends, [&](const char* end) { return stem.ends_with(end); });
}

TextTable read_text_table(const std::filesystem::path& file) {
    TextTable out;
    auto& text = *out.text = as_utf8(bytes_of(file), file.string(), out.windows_1252);
    const auto layout = layout_of(text);
    out.separator = layout.separator;
    out.titles = layout.titles;
    auto at = layout.begin;
    std::uint32_t line = layout.titles + 1;
    if (at >= text.size()) throw geo::InputError(file.string(), "is empty, expected a table");
    for (const auto name : take_fields(text, at, line, out.separator)) out.columns.emplace_back(name);
    bool gap = false;
    while (at < text.size()) {
        TextTable::Row row{line, take_fields(text, at, line, out.separator)};
        const bool empty = std::ranges::all_of(row.fields, [](auto field) { return field.empty(); });
        if (empty) {
            gap = true;
            continue;
        }
        // What follows a blank line and is no row of the table is a note on it.
        if (out.notes > 0 || (gap && !out.rows.empty() && row.fields.size() < out.columns.size()))
            ++out.notes;
        else
            out.rows.push_back(std::move(row));
    }
    return out;
}

bool is_missing_figure(std::string_view text) {
    return text.empty() || text == "." || text == ".." || text == "..." || text == ":";
}

bool is_nil_figure(std::string_view text) {
    return text == "-" || text == "\xE2\x80\x93" || text == "\xE2\x88\x92";  // hyphen, en dash, minus
}

std::optional<double> number_in(std::string_view text, bool decimal_comma) {
    char digits[64];
    std::size_t n = 0;
    text = trimmed(text);
    if (text.starts_with("\xE2\x88\x92")) {  // minus sign
        digits[n++] = '-';
        text.remove_prefix(3);
    }
    const bool both = decimal_comma && text.find(',') != std::string_view::npos;
    // Digits since the last blank; before the first one any number will do, behind a comma no blank may
    // follow.
    constexpr std::size_t ungrouped = 4, decimals = 5;
    std::size_t group = ungrouped;
    while (!text.empty()) {
        if (n + 1 >= sizeof digits) return std::nullopt;
        if (const auto blank = blank_at(text)) {
            if (n == 0 || group < 3 || group == decimals) return std::nullopt;
            text.remove_prefix(blank);
            group = 0;
            continue;
        }
        const char c = text.front();
        const bool digit = c >= '0' && c <= '9';
        text.remove_prefix(1);
        if (both && c == '.') continue;
        if (group < 3 && !digit) return std::nullopt;
        if (group == 3 && digit) return std::nullopt;
        if (group < 3)
            ++group;
        else if (!digit && n > 0)
            group = decimals;
        digits[n++] = decimal_comma && c == ',' ? '.' : c;
    }
    if (group < 3) return std::nullopt;
    double value = 0;
    const auto [end, failed] = std::from_chars(digits, digits + n, value);
    if (failed != std::errc{} || end != digits + n || !std::isfinite(value)) return std::nullopt;
    return value;
}

}  // namespace data::detail
