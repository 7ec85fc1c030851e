#include "viz/map/map.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "geo/base/error.hpp"
#include "support/program.hpp"
#include "support/tiny_snapshot.hpp"
#include "viz/cairo_canvas.hpp"
#include "viz/svg_canvas.hpp"

using namespace viz;
using support::three_squares;

namespace {

MapSpec spec() {
    MapSpec s;
    s.title = "Andel uten fast lege, Ærøskøbing å";
    s.legend_title = "Andel";
    s.unit = "%";
    s.source = "Testdata";
    s.footer = "Scenario test";
    s.page = {600, 800};
    s.classes = user_classes({5, 10});
    s.names = {"Vest", "Midt", "Øst"};
    s.insets = std::vector<Inset>{};
    return s;
}

std::string svg_of(const std::vector<double>& values, const MapSpec& s) {
    SvgCanvas canvas(s.page.width, s.page.height);
    draw_map(canvas, three_squares(), values, s);
    return canvas.finish();
}

std::size_t pixels_of(const CairoCanvas& canvas, Rgb colour) {
    std::size_t count = 0;
    for (std::uint32_t y = 0; y < static_cast<std::uint32_t>(canvas.height()); ++y)
        for (std::uint32_t x = 0; x < static_cast<std::uint32_t>(canvas.width()); ++x)
            count += canvas.pixel(x, y) == colour;
    return count;
}

}  // namespace

TEST_CASE("Each area is painted in the colour of its class, as large as its neighbours", "[viz][fast]") {
    auto s = spec();
    CairoCanvas canvas(CairoCanvas::Format::png, s.page.width, s.page.height);
    draw_map(canvas, three_squares(), std::vector<double>{1, 7, 20}, s);
    const auto colours = palette("ylorrd", 3);
    std::vector<double> areas;
    for (const auto colour : colours) areas.push_back(static_cast<double>(pixels_of(canvas, colour)));
    for (const double area : areas) {
        CHECK(area > 5'000);
        CHECK(area == Approx(areas[0]).epsilon(0.1));
    }
    CHECK(pixels_of(canvas, sea) > 10'000);
}

TEST_CASE("A municipality too small to be seen is a dot in its colour, with its name", "[viz][fast]") {
    auto s = spec();
    const auto plain = svg_of({1, 7, 20}, s);
    auto shapes = three_squares();  // the last one shrinks to a hundredth
    const auto first = shapes.ring_start[shapes.part_start[shapes.area_start[2]]];
    for (auto i = first + 1; i < shapes.points.size(); ++i) {
        auto& p = shapes.points[i];
        p.east_m = shapes.points[first].east_m + (p.east_m - shapes.points[first].east_m) / 100;
        p.north_m = shapes.points[first].north_m + (p.north_m - shapes.points[first].north_m) / 100;
    }
    CairoCanvas canvas(CairoCanvas::Format::png, s.page.width, s.page.height);
    draw_map(canvas, shapes, std::vector<double>{1, 7, 20}, s);
    CHECK(pixels_of(canvas, palette("ylorrd", 3)[2]) > 20);
    SvgCanvas svg(s.page.width, s.page.height);
    draw_map(svg, shapes, std::vector<double>{1, 7, 20}, s);
    const auto text = svg.finish();
    const auto count = [](const std::string& in, const std::string& what) {
        std::size_t n = 0;
        for (auto at = in.find(what); at != std::string::npos; at = in.find(what, at + 1)) ++n;
        return n;
    };
    CHECK(count(text, "Øst") == count(plain, "Øst") + 1);
}

TEST_CASE("Land beyond the border is drawn behind the municipalities", "[viz][fast]") {
    auto s = spec();
    const auto pixels = [&] {
        CairoCanvas canvas(CairoCanvas::Format::png, s.page.width, s.page.height);
        draw_map(canvas, three_squares(), std::vector<double>{1, 7, 20}, s);
        return std::pair{pixels_of(canvas, land), pixels_of(canvas, palette("ylorrd", 3)[0])};
    };
    const auto [bare, value] = pixels();
    auto neighbours = three_squares();
    for (auto& p : neighbours.points) p.north_m -= 5'000;
    s.neighbours = &neighbours;
    const auto [more, same] = pixels();
    CHECK(more > bare + 1'000);
    CHECK(same == value);
}

TEST_CASE("An area without data is hatched, and the legend says so", "[viz][fast]") {
    const auto s = spec();
    const auto known = svg_of({1, 7, 20}, s);
    const auto unknown = svg_of({1, std::nan(""), 20}, s);
    CHECK(known.find("Ingen data") == std::string::npos);
    CHECK(unknown.find("Ingen data") != std::string::npos);
    CHECK(unknown.find(hex(hatch_ink)) != std::string::npos);
    CHECK(known.find(hex(hatch_ink)) == std::string::npos);
}

TEST_CASE("Differences that may be chance are hatched", "[viz][fast]") {
    auto s = spec();
    s.values = Values::differences;
    s.classes.reset();
    const auto sure = svg_of({-4, 0, 6}, s);
    s.uncertain = {0, 0, 1};
    const auto unsure = svg_of({-4, 0, 6}, s);
    CHECK(unsure != sure);
    CHECK(unsure.size() > sure.size());
}

TEST_CASE("An SVG map holds its words as text", "[viz][fast]") {
    const auto svg = svg_of({1, 7, 20}, spec());
    for (const char* words : {"Andel uten fast lege, Ærøskøbing å", "Testdata", "Scenario test", "Midt"})
        CHECK(svg.find(words) != std::string::npos);
    CHECK(svg.find("<text") != std::string::npos);
    CHECK(svg.find("<glyph") == std::string::npos);
    auto english = spec();
    english.language = Language::english;
    CHECK(svg_of({1, std::nan(""), 20}, english).find("No data") != std::string::npos);
}

TEST_CASE("The same map has the same bytes, in every format a PNG of the size asked for", "[viz][fast]") {
    CHECK(svg_of({1, 7, 20}, spec()) == svg_of({1, 7, 20}, spec()));
    const support::ScratchFolder folder;
    const std::vector<double> values{1, 7, 20};
    for (const char* name : {"a.png", "b.png", "a.pdf", "a.svg"})
        write_map(folder.path() / name, three_squares(), values, spec());
    const auto png = support::text_of(folder.path() / "a.png");
    CHECK(png == support::text_of(folder.path() / "b.png"));
    const auto big_endian = [&](std::size_t at) {
        std::uint32_t v = 0;
        for (std::size_t i = 0; i < 4; ++i) v = v << 8 | static_cast<unsigned char>(png[at + i]);
        return v;
    };
    CHECK(big_endian(16) == 600);
    CHECK(big_endian(20) == 800);
    CHECK(support::text_of(folder.path() / "a.pdf").substr(0, 5) == "%PDF-");
}

TEST_CASE("What cannot be drawn or written is named, and no part of a file stays", "[viz][fast]") {
    const support::ScratchFolder folder;
    const std::vector<double> values{1, 7, 20};
    CHECK_THROWS_AS(write_map(folder.path() / "none" / "a.png", three_squares(), values, spec()),
                    geo::InputError);
    CHECK_THROWS_AS(write_map(folder.path() / "a.bmp", three_squares(), values, spec()), geo::InputError);
    auto s = spec();
    s.palette = "rainbow";
    CHECK_THROWS_AS(write_map(folder.path() / "a.png", three_squares(), values, s), geo::InputError);
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("A zoom shows its areas larger and leaves the others bare", "[viz][fast]") {
    auto s = spec();
    const auto area_of_middle = [&] {
        CairoCanvas canvas(CairoCanvas::Format::png, s.page.width, s.page.height);
        draw_map(canvas, three_squares(), std::vector<double>{1, 7, 20}, s);
        return pixels_of(canvas, palette("ylorrd", 3)[1]);
    };
    const auto whole = area_of_middle();
    s.zoom = {1};
    CHECK(area_of_middle() > 2 * whole);
}

TEST_CASE("Squares of a grid are painted over land", "[viz][fast]") {
    auto s = spec();
    const std::vector<std::int32_t> col{1, 150}, row{6550, 6550};
    const std::vector<double> value{1, 20};
    CairoCanvas canvas(CairoCanvas::Format::png, s.page.width, s.page.height);
    draw_map(canvas, three_squares(), Cells{1000, col, row, value}, s);
    CHECK(pixels_of(canvas, land) > 10'000);
    const auto svg = [&] {
        SvgCanvas page(s.page.width, s.page.height);
        draw_map(page, three_squares(), Cells{1000, col, row, value}, s);
        return page.finish();
    }();
    CHECK(svg.find(hex(palette("ylorrd", 3)[2])) != std::string::npos);
}

TEST_CASE("Small multiples share one legend", "[viz][fast]") {
    auto s = spec();
    const std::vector<Panel> panels{{"2026", {1, 7, 20}}, {"2036", {2, 8, 30}}};
    SvgCanvas canvas(s.page.width, s.page.height);
    draw_panels(canvas, three_squares(), panels, s);
    const auto svg = canvas.finish();
    CHECK(svg.find("2026") != std::string::npos);
    CHECK(svg.find("2036") != std::string::npos);
    const auto label = class_labels(*s.classes, Language::norwegian)[1];
    const auto first = svg.find(">" + label + "<");
    REQUIRE(first != std::string::npos);
    CHECK(svg.find(">" + label + "<", first + 1) == std::string::npos);
}

TEST_CASE("Doubt and missing data are hatched in directions that mirror each other", "[viz][fast]") {
    Path square;  // around the page's left edge, so that its mirror image is itself
    square.points = {{-50, 0}, {50, 0}, {50, 100}, {-50, 100}};
    square.end_line();
    const auto lines = hatch_lines(square, 10);
    REQUIRE(lines.size() > 10);
    for (std::uint32_t i = 0; i < lines.size(); ++i) {
        const auto line = lines.line(i);
        CHECK(line[1].x - line[0].x == Approx(line[0].y - line[1].y));  // y is downwards: rising
    }
    const auto drawn = [&](Hatch way) {
        SvgCanvas canvas(100, 100);
        canvas.hatch(square, hatch_ink, 10, 1, way);
        return canvas.finish();
    };
    CHECK(drawn(Hatch::rising) != drawn(Hatch::falling));
    CHECK(drawn(Hatch::rising).size() == Approx(drawn(Hatch::falling).size()).epsilon(0.1));
}
