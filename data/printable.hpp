#pragma once
// Text that a terminal and a page show as it stands.
#include <string>
#include <string_view>

namespace data {

/// Whether text has no control signs, and none that turn the direction of writing (U+202A to U+202E, U+2066
/// to U+2069).
inline bool is_printable(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = [&](std::size_t at) {
            return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
        };
        if (byte(i) < 0x20 || byte(i) == 0x7f) return false;
        if (byte(i) == 0xc2 && byte(i + 1) < 0xa0) return false;
        if (byte(i) == 0xe2 && ((byte(i + 1) == 0x80 && byte(i + 2) >= 0xaa && byte(i + 2) <= 0xae) ||
                                (byte(i + 1) == 0x81 && byte(i + 2) >= 0xa6 && byte(i + 2) <= 0xa9)))
            return false;
    }
    return true;
}

/// Whatever is_printable() would refuse as question marks.
inline std::string printable(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
        const auto sign = text.substr(i, length);
        out += is_printable(sign) ? sign : std::string_view("?");
        i += length;
    }
    return out;
}

}  // namespace data
