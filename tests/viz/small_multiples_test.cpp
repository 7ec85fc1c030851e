#include <catch2/catch.hpp>

#include "geo/base/error.hpp"
#include "support/program.hpp"
#include "support/tiny_snapshot.hpp"
#include "viz/map/map.hpp"
#include "viz/svg_canvas.hpp"

using namespace viz;
using support::three_squares;

namespace {

std::string drawn(std::span<const Panel> panels, const MapSpec& spec) {
    SvgCanvas canvas(spec.page.width, spec.page.height);
    draw_panels(canvas, three_squares(), panels, spec);
    return canvas.finish();
}

MapSpec plain_spec() {
    MapSpec s;
    s.title = "Maps";
    s.page = {900, 600};
    s.classes = user_classes({5});
    s.insets = std::vector<Inset>{};
    return s;
}

}  // namespace

TEST_CASE("Every panel has its title and its map, on a page of any shape", "[viz][fast]") {
    const std::vector<Panel> panels{{"one", {1, 2, 9}}, {"two", {1, 2, 9}}, {"three", {9, 9, 9}}};
    for (const Page page : {Page{900, 600}, Page{600, 900}}) {
        auto s = plain_spec();
        s.page = page;
        const auto svg = drawn(panels, s);
        for (const char* title : {">one<", ">two<", ">three<"}) CHECK(support::count_of(svg, title) == 1);
        CHECK(support::count_of(svg, "<clipPath") == 3);
        const auto dark = hex(palette("ylorrd", 2)[1]);
        CHECK(support::count_of(svg, "fill=\"" + dark + "\"") == 5 + 1);  // areas of 9, and the legend
    }
}

TEST_CASE("A single panel is a whole map", "[viz][fast]") {
    const Panel one{"not shown", {1, 2, 9}};
    SvgCanvas canvas(900, 600);
    draw_map(canvas, three_squares(), one.values, plain_spec());
    CHECK(drawn(std::span(&one, 1), plain_spec()) == canvas.finish());
}

TEST_CASE("Doubt in any panel is told in the legend that all share", "[viz][fast]") {
    auto s = plain_spec();
    s.values = Values::differences;
    s.classes = user_classes({-1, 1});
    std::vector<Panel> panels{{"one", {0, 0, 3}}, {"two", {0, 0, 3}}};
    CHECK(support::count_of(drawn(panels, s), "Ikke til å skille fra null") == 0);
    panels[1].uncertain = {1, 0, 0};
    CHECK(support::count_of(drawn(panels, s), "Ikke til å skille fra null") == 1);
}

TEST_CASE("Nothing to show is said", "[viz][fast]") {
    SvgCanvas canvas(900, 600);
    CHECK_THROWS_AS(draw_panels(canvas, three_squares(), {}, plain_spec()), geo::InputError);
    const Panel one{"", {}};
    CHECK_THROWS_AS(draw_panels(canvas, {}, std::span(&one, 1), plain_spec()), geo::InputError);
}
