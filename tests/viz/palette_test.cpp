#include "viz/palette.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "geo/base/error.hpp"

using namespace viz;

namespace {

double light(Rgb c) {
    return 0.299 * c.r + 0.587 * c.g + 0.114 * c.b;
}

struct Lab {
    double l, a, b;
};

double linear(std::uint8_t channel) {
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

/// CIE 1976 L*a*b* of linear sRGB, white D65 (IEC 61966-2-1).
Lab lab(const std::array<double, 3>& rgb) {
    const auto [r, g, b] = rgb;
    const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
    const double x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
    const double y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
    const double z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

/// How eyes see a colour. Deficiencies at full severity: Machado, Oliveira and Fernandes 2009, table for 1.0.
struct Eyes {
    const char* name;
    std::array<std::array<double, 3>, 3> matrix;
};
constexpr std::array<Eyes, 5> all_eyes{{
    {"usual", {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
    {"protanopia",
     {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}}},
    {"deuteranopia",
     {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}}},
    {"tritanopia",
     {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}}},
    {"greyscale", {{{0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}}}},
}};

Lab seen(Rgb colour, const Eyes& eyes) {
    const std::array in{linear(colour.r), linear(colour.g), linear(colour.b)};
    std::array<double, 3> out{};
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t k = 0; k < 3; ++k) out[i] += eyes.matrix[i][k] * in[k];
    for (double& c : out) c = std::clamp(c, 0.0, 1.0);
    return lab(out);
}

double distance(Lab p, Lab q) {
    return std::hypot(p.l - q.l, p.a - q.a, p.b - q.b);
}

}  // namespace

TEST_CASE("Neighbouring classes are told apart by all eyes and on grey paper", "[viz][fast]") {
    CHECK(distance(lab({0, 0, 0}), lab({1, 1, 1})) == Approx(100).epsilon(1e-3));
    for (const auto name : palette_names()) {
        if (palette_kind(name) == PaletteKind::categorical) continue;
        for (const auto& eyes : all_eyes) {
            const auto colours = palette(name, palette_kind(name) == PaletteKind::diverging ? 7 : 6);
            for (std::size_t i = 1; i < colours.size(); ++i) {
                INFO(name << " " << eyes.name << " " << hex(colours[i - 1]) << " " << hex(colours[i]));
                CHECK(distance(seen(colours[i - 1], eyes), seen(colours[i], eyes)) > 5);
            }
        }
    }
}

TEST_CASE("Sequential palettes grow darker from little to much", "[viz][fast]") {
    for (const auto name : palette_names()) {
        if (palette_kind(name) != PaletteKind::sequential) continue;
        INFO(name);
        const auto colours = palette(name, 7);
        for (std::size_t i = 1; i < colours.size(); ++i) CHECK(light(colours[i]) < light(colours[i - 1]));
    }
}

TEST_CASE("Diverging palettes are palest in the middle", "[viz][fast]") {
    for (const auto name : palette_names()) {
        if (palette_kind(name) != PaletteKind::diverging) continue;
        INFO(name);
        const auto colours = palette(name, 5);
        CHECK(light(colours[2]) > light(colours[1]));
        CHECK(light(colours[1]) > light(colours[0]));
        CHECK(light(colours[2]) > light(colours[3]));
        CHECK(light(colours[3]) > light(colours[4]));
    }
}

TEST_CASE("A palette of kinds has no more than its own colours", "[viz][fast]") {
    CHECK(palette_kind("okabe-ito") == PaletteKind::categorical);
    CHECK(palette("okabe-ito", 7).size() == 7);
    CHECK_THROWS_AS(palette("okabe-ito", 20), geo::InputError);
    CHECK(palette("viridis", 1)[0] == palette("viridis", 3)[1]);  // one class: the middle
}
