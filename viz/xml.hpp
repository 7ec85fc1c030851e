#pragma once
#include <string>
#include <string_view>

namespace viz {

/// A text as content or attribute of an XML element.
inline std::string xml_text(std::string_view text) {
    std::string out;
    for (const char c : text) switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:  // control characters are not allowed in XML
                if (static_cast<unsigned char>(c) >= 0x20) out += c;
        }
    return out;
}

}  // namespace viz
