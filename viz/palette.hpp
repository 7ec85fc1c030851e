#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace viz {

/// A colour of the screen, sRGB.
struct Rgb {
    std::uint8_t r = 0, g = 0, b = 0;
    bool operator==(const Rgb&) const = default;
};

/// "#rrggbb".
std::string hex(Rgb colour);

enum class PaletteKind {
    sequential,   ///< light to dark: little to much
    diverging,    ///< two colours around a pale middle: less, as before, more
    categorical,  ///< kinds without order
};

/// The palettes by name, all of them told apart by people with any common colour blindness.
///
/// Colour values: ylorrd, ylgnbu, blues, rdbu, puor and brbg are the longest lists of ColorBrewer 2.0
/// (Cynthia Brewer, Pennsylvania State University, colorbrewer2.org, Apache 2.0); viridis is sampled from
/// matplotlib's (Smith and van der Walt, CC0); okabe-ito is from Okabe and Ito, "Color Universal Design",
/// 2008.
std::vector<std::string_view> palette_names();
PaletteKind palette_kind(std::string_view name);

/// `classes` colours of a palette, interpolated between its values; "-r" at the end of the name turns the
/// order around. Throws InputError for an unknown name, naming the known ones, and for more kinds than a
/// categorical palette has.
std::vector<Rgb> palette(std::string_view name, int classes);

inline constexpr Rgb no_data{228, 228, 228};        ///< under the hatch
inline constexpr Rgb hatch_ink{128, 134, 140};      ///< lines over areas without data
inline constexpr Rgb may_be_chance{196, 199, 202};  ///< a difference that cannot be told from zero
inline constexpr Rgb sea{222, 233, 240};
inline constexpr Rgb land{240, 240, 236};  ///< land that carries no value: outside a zoom, under cells
inline constexpr Rgb border{104, 112, 120};
inline constexpr Rgb pale_border{170, 177, 184};  ///< of bare land
inline constexpr Rgb strong_border{38, 44, 52};   ///< between counties
inline constexpr Rgb ink{28, 32, 38};             ///< text
inline constexpr Rgb soft_ink{84, 92, 100};       ///< text of lesser weight
inline constexpr Rgb paper{255, 255, 255};

}  // namespace viz
