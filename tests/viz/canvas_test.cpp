#include "viz/canvas.hpp"

#include <catch2/catch.hpp>

#include "viz/cairo_canvas.hpp"
#include "viz/svg_canvas.hpp"
#include "viz/xml.hpp"

using namespace viz;

namespace {

std::string body(const std::function<void(SvgCanvas&)>& draw) {
    SvgCanvas canvas(100, 50);
    const auto empty = [] {
        SvgCanvas other(100, 50);
        return other.finish();
    }();
    draw(canvas);
    const auto end = std::string("</svg>\n").size();
    return canvas.finish().substr(empty.size() - end);
}

}  // namespace

TEST_CASE("Boxes overlap where they share more than an edge", "[viz][fast]") {
    CHECK(overlap(Box{0, 0, 10, 10}, Box{9, 9, 10, 10}));
    CHECK(!overlap(Box{0, 0, 10, 10}, Box{10, 0, 10, 10}));
    CHECK(overlap(grown(Box{0, 0, 10, 10}, 1), Box{10, 0, 10, 10}));
    CHECK(grown(Box{5, 5, 10, 10}, 2) == Box{3, 3, 14, 14});
}

TEST_CASE("A line of a path has two points or more", "[viz][fast]") {
    Path path;
    path.points = {{0, 0}, {1, 1}};
    path.end_line();
    path.points.push_back({2, 2});
    path.end_line();  // a single point is dropped
    path.end_line();  // and so is nothing
    CHECK(path.size() == 1);
    CHECK(path.points.size() == 2);
}

TEST_CASE("Text breaks at spaces so that lines fit, and at line breaks", "[viz][fast]") {
    using Lines = std::vector<std::string>;
    CHECK(wrapped("one two", 1000, 10, Weight::regular) == Lines{"one two"});
    CHECK(wrapped("one two", 1, 10, Weight::regular) == Lines{"one", "two"});  // words stay whole
    CHECK(wrapped("one\ntwo", 1000, 10, Weight::regular) == Lines{"one", "two"});
    CHECK(wrapped("", 1000, 10, Weight::regular).empty());
    const double width = text_width("one two", 10);
    CHECK(wrapped("one two three", width + 0.1, 10, Weight::regular) == Lines{"one two", "three"});
    CHECK(text_width("one two", 20) == Approx(2 * width));
    CHECK(text_width("one two", 10, Weight::bold) > width);
}

TEST_CASE("XML has no marks of its own in texts", "[viz][fast]") {
    CHECK(xml_text("a < b & \"c\" > d") == "a &lt; b &amp; &quot;c&quot; &gt; d");
    CHECK(xml_text("Ærø\x01") == "Ærø");
}

TEST_CASE("An SVG path has a start and relative steps in tenths of a pixel", "[viz][fast]") {
    CHECK(body([](SvgCanvas& canvas) {
              Path path;
              path.points = {{1, 2}, {11.52, 2}, {11.52, 2.04}, {1, 12}};
              path.end_line();
              canvas.shape(path, {.fill = Rgb{255, 0, 0}, .stroke = {}}, "A & B");
          }) ==
          "<path d=\"M1 2l10.5 0-10.5 10z\" fill=\"#ff0000\"><title>A &amp; B</title></path>\n</svg>\n");
    CHECK(body([](SvgCanvas& canvas) { canvas.shape({}, {.fill = ink, .stroke = {}}); }) == "</svg>\n");
}

TEST_CASE("SVG text stays text, with its weight, anchor and halo", "[viz][fast]") {
    const auto svg = body([](SvgCanvas& canvas) {
        canvas.text({5, 6}, "Bodø <",
                    {.size = 10, .weight = Weight::bold, .anchor = Anchor::end, .halo = true});
    });
    for (const char* part : {"x=\"5\" y=\"6\"", "font-size=\"10\"", "font-weight=\"bold\"",
                             "text-anchor=\"end\"", "paint-order=\"stroke\"", ">Bodø &lt;</text>"})
        CHECK(svg.find(part) != std::string::npos);
}

TEST_CASE("An SVG page names its title and language", "[viz][fast]") {
    SvgCanvas canvas(100, 50, "Kart & mer", "nb");
    const auto svg = canvas.finish();
    CHECK(svg.find("width=\"100\" height=\"50\"") != std::string::npos);
    CHECK(svg.find("xml:lang=\"nb\"") != std::string::npos);
    CHECK(svg.find("<title>Kart &amp; mer</title>") != std::string::npos);
}

TEST_CASE("Nothing is drawn outside a clip", "[viz][fast]") {
    CairoCanvas canvas(CairoCanvas::Format::png, 40, 20);
    canvas.push_clip({0, 0, 20, 20});
    canvas.rect({0, 0, 40, 20}, {.fill = Rgb{255, 0, 0}, .stroke = {}});
    canvas.pop_clip();
    CHECK(canvas.pixel(10, 10) == Rgb{255, 0, 0});
    CHECK(canvas.pixel(30, 10) == paper);
    canvas.rect({30, 0, 10, 20}, {.fill = Rgb{0, 0, 255}, .stroke = {}});
    CHECK(canvas.pixel(35, 10) == Rgb{0, 0, 255});
    CHECK(canvas.pixels().size() == 40 * 20 * 4);
    const auto svg = body([](SvgCanvas& page) {
        page.push_clip({0, 0, 20, 20});
        page.pop_clip();
    });
    CHECK(svg.find("<rect x=\"0\" y=\"0\" width=\"20\" height=\"20\"/></clipPath>") != std::string::npos);
    CHECK(svg.find("</g>") != std::string::npos);
}

TEST_CASE("A ring within a ring is a hole on every canvas", "[viz][fast]") {
    Path path;
    path.points = {{0, 0}, {40, 0}, {40, 40}, {0, 40}};
    path.end_line();
    path.points.insert(path.points.end(), {{10, 10}, {30, 10}, {30, 30}, {10, 30}});
    path.end_line();
    CairoCanvas canvas(CairoCanvas::Format::png, 40, 40);
    canvas.shape(path, {.fill = ink, .stroke = {}});
    CHECK(canvas.pixel(5, 5) == ink);
    CHECK(canvas.pixel(20, 20) == paper);
}
