#include "viz/palette.hpp"

#include <catch2/catch.hpp>

#include "geo/base/error.hpp"

using namespace viz;

namespace {

double light(Rgb c) {
    return 0.299 * c.r + 0.587 * c.g + 0.114 * c.b;
}

}  // namespace

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
