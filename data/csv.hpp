#pragma once
// CSV as everybody here writes it: a field is quoted where it must be, quotes are doubled.
#include <string>
#include <string_view>
#include <vector>

namespace data {

inline std::string csv_quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

/// Quoted only where the format demands it.
inline std::string csv_field(std::string_view text, char separator = ',') {
    const char special[] = {separator, '"', '\r', '\n'};
    return text.find_first_of(std::string_view(special, sizeof(special))) == std::string_view::npos
               ? std::string(text)
               : csv_quoted(text);
}

/// A text that a spreadsheet must not take for a formula: what begins with = + - @ or a control sign gets an
/// apostrophe in front.
inline std::string csv_text(std::string_view text, char separator = ',') {
    const bool formula =
        text.size() > 1 && (std::string_view("=+-@").find(text[0]) != std::string_view::npos ||
                            static_cast<unsigned char>(text[0]) < 0x20);
    return csv_field(formula ? "'" + std::string(text) : std::string(text), separator);
}

/// Line breaks as blanks, for tables that are read line by line.
inline std::string one_line(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c == '\n' || c == '\r') c = ' ';
    return out;
}

/// The fields of one line of a table with commas and no line breaks inside fields.
inline std::vector<std::string> csv_fields(std::string_view line) {
    std::vector<std::string> fields(1);
    bool inside = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (inside && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
            fields.back() += '"';
            ++i;
        } else if (c == '"') {
            inside = !inside;
        } else if (c == ',' && !inside) {
            fields.emplace_back();
        } else {
            fields.back() += c;
        }
    }
    return fields;
}

}  // namespace data
