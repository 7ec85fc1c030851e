#include "geo/base/plain_name.hpp"

#include <array>
#include <cstdint>

namespace geo {
namespace {

/// Bytes of a UTF-8 letter, by its first byte; a byte that begins none stands alone.
std::size_t letter_bytes(std::string_view text, std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]);
    const std::size_t bytes = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    return at + bytes <= text.size() ? bytes : 1;
}

struct Fold {
    std::string_view letter, plain;
};
/// Letters of Norwegian, Sami, Kven, Swedish and names from elsewhere, small and large.
constexpr std::array folds{
    Fold{"å", "a"}, Fold{"Å", "a"}, Fold{"á", "a"},  Fold{"Á", "a"},  Fold{"ä", "a"}, Fold{"Ä", "a"},
    Fold{"à", "a"}, Fold{"â", "a"}, Fold{"æ", "ae"}, Fold{"Æ", "ae"}, Fold{"ø", "o"}, Fold{"Ø", "o"},
    Fold{"ö", "o"}, Fold{"Ö", "o"}, Fold{"ó", "o"},  Fold{"ò", "o"},  Fold{"ô", "o"}, Fold{"é", "e"},
    Fold{"É", "e"}, Fold{"è", "e"}, Fold{"ê", "e"},  Fold{"í", "i"},  Fold{"Í", "i"}, Fold{"ï", "i"},
    Fold{"ú", "u"}, Fold{"ü", "u"}, Fold{"Ü", "u"},  Fold{"č", "c"},  Fold{"Č", "c"}, Fold{"đ", "d"},
    Fold{"Đ", "d"}, Fold{"ŋ", "n"}, Fold{"Ŋ", "n"},  Fold{"ń", "n"},  Fold{"ñ", "n"}, Fold{"š", "s"},
    Fold{"Š", "s"}, Fold{"ŧ", "t"}, Fold{"Ŧ", "t"},  Fold{"ž", "z"},  Fold{"Ž", "z"}, Fold{"ʼ", ""},
};

std::string_view plain_letter(std::string_view letter) {
    for (const auto& fold : folds)
        if (fold.letter == letter) return fold.plain;
    return " ";
}

/// `from` written once for every time it stands in `text`.
void replace_all(std::string& text, std::string_view from, char to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + 1))
        text.replace(at, from.size(), 1, to);
}

}  // namespace

std::string plain_name(std::string_view name) {
    std::string plain;
    const auto add = [&](std::string_view letters) {
        if (letters == " " && (plain.empty() || plain.back() == ' ')) return;
        plain += letters;
    };
    for (std::size_t at = 0; at < name.size();) {
        const auto bytes = letter_bytes(name, at);
        const char c = name[at];
        if (bytes > 1)
            add(plain_letter(name.substr(at, bytes)));
        else if (c >= 'A' && c <= 'Z')
            plain += static_cast<char>(c - 'A' + 'a');
        else
            add((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? std::string_view(&name[at], 1) : " ");
        at += bytes;
    }
    if (!plain.empty() && plain.back() == ' ') plain.pop_back();
    replace_all(plain, "aa", 'a');
    replace_all(plain, "oe", 'o');
    return plain;
}

}  // namespace geo
