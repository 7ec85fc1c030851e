#include "viz/palette.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "geo/base/error.hpp"

namespace viz {
namespace {

constexpr Rgb rgb(std::uint32_t hex) {
    return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8),
            static_cast<std::uint8_t>(hex)};
}

struct Palette {
    std::string_view name;
    PaletteKind kind;
    std::vector<std::uint32_t> colours;
    double first = 0, last = 1;  ///< part of the list in use: its palest value would vanish beside plain land
};

const std::vector<Palette>& palettes() {
    using enum PaletteKind;
    static const std::vector<Palette> all{
        {"ylorrd",
         sequential,
         {0xffffcc, 0xffeda0, 0xfed976, 0xfeb24c, 0xfd8d3c, 0xfc4e2a, 0xe31a1c, 0xbd0026, 0x800026}},
        {"ylgnbu",
         sequential,
         {0xffffd9, 0xedf8b1, 0xc7e9b4, 0x7fcdbb, 0x41b6c4, 0x1d91c0, 0x225ea8, 0x253494, 0x081d58}},
        {"blues",
         sequential,
         {0xf7fbff, 0xdeebf7, 0xc6dbef, 0x9ecae1, 0x6baed6, 0x4292c6, 0x2171b5, 0x08519c, 0x08306b},
         0.08},
        {"viridis",
         sequential,
         {0xfde725, 0xb5de2b, 0x6ece58, 0x35b779, 0x1f9e89, 0x26828e, 0x31688e, 0x3e4989, 0x482878,
          0x440154}},
        {"rdbu",
         diverging,
         {0x67001f, 0xb2182b, 0xd6604d, 0xf4a582, 0xfddbc7, 0xf7f7f7, 0xd1e5f0, 0x92c5de, 0x4393c3, 0x2166ac,
          0x053061},
         0.08,
         0.92},
        {"puor",
         diverging,
         {0x7f3b08, 0xb35806, 0xe08214, 0xfdb863, 0xfee0b6, 0xf7f7f7, 0xd8daeb, 0xb2abd2, 0x8073ac, 0x542788,
          0x2d004b},
         0.08,
         0.92},
        {"brbg",
         diverging,
         {0x543005, 0x8c510a, 0xbf812d, 0xdfc27d, 0xf6e8c3, 0xf5f5f5, 0xc7eae5, 0x80cdc1, 0x35978f, 0x01665e,
          0x003c30},
         0.08,
         0.92},
        {"okabe-ito", categorical, {0xe69f00, 0x56b4e9, 0x009e73, 0xf0e442, 0x0072b2, 0xd55e00, 0xcc79a7}},
    };
    return all;
}

std::string_view plain_name(std::string_view name) {
    return name.ends_with("-r") ? name.substr(0, name.size() - 2) : name;
}

const Palette& find(std::string_view name) {
    for (const auto& p : palettes())
        if (p.name == plain_name(name)) return p;
    throw geo::InputError("palette", fmt::format("'{}' is not known; expected one of {}, each also with -r",
                                                 name, fmt::join(palette_names(), ", ")));
}

/// The colour at `t` in [0, 1] of the way through a list, straight lines between neighbours.
Rgb between(std::span<const std::uint32_t> colours, double t) {
    const double at = t * static_cast<double>(colours.size() - 1);
    const auto i = std::min(static_cast<std::size_t>(at), colours.size() - 2);
    const double f = at - static_cast<double>(i);
    const Rgb a = rgb(colours[i]), b = rgb(colours[i + 1]);
    const auto mix = [f](std::uint8_t x, std::uint8_t y) {
        return static_cast<std::uint8_t>(std::lround(x + f * (y - x)));
    };
    return {mix(a.r, b.r), mix(a.g, b.g), mix(a.b, b.b)};
}

}  // namespace

std::string hex(Rgb c) {
    return fmt::format("#{:02x}{:02x}{:02x}", c.r, c.g, c.b);
}

std::vector<std::string_view> palette_names() {
    std::vector<std::string_view> names;
    for (const auto& p : palettes()) names.push_back(p.name);
    return names;
}

PaletteKind palette_kind(std::string_view name) {
    return find(name).kind;
}

std::vector<Rgb> palette(std::string_view name, int classes) {
    const Palette& p = find(name);
    std::vector<Rgb> colours;
    if (p.kind == PaletteKind::categorical) {
        if (classes > static_cast<int>(p.colours.size()))
            throw geo::InputError("palette", fmt::format("'{}' has {} colours, {} kinds were asked for", name,
                                                         p.colours.size(), classes));
        for (int i = 0; i < classes; ++i) colours.push_back(rgb(p.colours[static_cast<std::size_t>(i)]));
    } else {
        for (int i = 0; i < classes; ++i) {
            const double t = classes == 1 ? 0.5 : static_cast<double>(i) / (classes - 1);
            colours.push_back(between(p.colours, p.first + t * (p.last - p.first)));
        }
    }
    if (name.ends_with("-r")) std::reverse(colours.begin(), colours.end());
    return colours;
}

}  // namespace viz
