#pragma once
#include <string>
#include <string_view>

namespace geo {

/// A name as it is compared with what a person types: small letters without marks ("Ø", "oe" and "o" are one
/// letter, as are "Å", "aa" and "a"), everything else one blank between words. "Kárášjohka" is "karasjohka",
/// "E 6" and "e-6" are both "e 6".
std::string plain_name(std::string_view name);

}  // namespace geo
