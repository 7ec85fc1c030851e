#include "viz/compare/effect_chart.hpp"

#include <catch2/catch.hpp>

#include "geo/base/error.hpp"
#include "support/program.hpp"
#include "viz/svg_canvas.hpp"

using namespace viz;

namespace {

EffectChart chart() {
    EffectChart c;
    c.title = "What matters";
    c.footer = "Made for tests";
    c.panels = {
        {"Result", "Share of variance", {{"pay", 0.5, 0.4, 0.6, {}}, {"distance", -0.2, -0.3, -0.1, {}}}}};
    return c;
}

std::string svg_of(const EffectChart& c) {
    SvgCanvas canvas(1200, static_cast<std::uint32_t>(height_of(c)));
    draw_effects(canvas, c);
    return canvas.finish();
}

constexpr const char* strong_fill = "fill=\"#216696\"";
constexpr const char* pale_fill = "fill=\"#a6c8e0\"";

}  // namespace

TEST_CASE("A chart says its title, results, factors and what bars measure", "[viz][fast]") {
    const auto svg = svg_of(chart());
    for (const char* words :
         {">What matters<", ">Result<", ">Share of variance<", ">pay<", ">distance<", ">Made for tests<"})
        CHECK(support::count_of(svg, words) == 1);
    CHECK(support::count_of(svg, strong_fill) == 2);
    CHECK(svg.find(">0,2<") != std::string::npos);  // the axis, in Norwegian
}

TEST_CASE("A bar's part is drawn darker over a pale whole", "[viz][fast]") {
    auto c = chart();
    c.panels[0].bars[0].inner = 0.3;
    const auto svg = svg_of(c);
    CHECK(support::count_of(svg, pale_fill) == 1);
    CHECK(support::count_of(svg, strong_fill) == 2);
}

TEST_CASE("A chart grows by a row for each bar", "[viz][fast]") {
    auto c = chart();
    const double before = height_of(c);
    c.panels[0].bars.push_back({"luck", 0, 0, 0, {}});
    const double row = height_of(c) - before;
    CHECK(row > 0);
    c.panels[0].bars.push_back({"more luck", 0, 0, 0, {}});
    CHECK(height_of(c) == before + 2 * row);
}

TEST_CASE("A label too long for its room ends in dots", "[viz][fast]") {
    auto c = chart();
    c.panels[0].bars[0].label = std::string(200, 'x');
    const auto svg = svg_of(c);
    CHECK(svg.find("xxx…<") != std::string::npos);
    CHECK(support::count_of(svg, std::string(100, 'x')) == 0);
}

TEST_CASE("A chart of bars that are all zero still has an axis", "[viz][fast]") {
    auto c = chart();
    c.panels[0].bars = {{"nothing", 0, 0, 0, {}}};
    CHECK(svg_of(c).find("nan") == std::string::npos);
    CHECK(svg_of(c).find("inf") == std::string::npos);
}

TEST_CASE("A chart is written as its extension says", "[viz][fast]") {
    const support::ScratchFolder folder;
    write_effects(folder.path() / "a.svg", chart());
    CHECK(support::text_of(folder.path() / "a.svg").find("xml:lang=\"nb\"") != std::string::npos);
    write_effects(folder.path() / "a.PNG", chart());
    CHECK(support::text_of(folder.path() / "a.PNG").substr(1, 3) == "PNG");
    CHECK_THROWS_WITH(write_effects(folder.path() / "a.bmp", chart()), Catch::Contains("'.bmp'"));
    CHECK(!std::filesystem::exists(folder.path() / "a.bmp"));
}
