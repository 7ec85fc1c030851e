#include "viz/map/map_parts.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "geo/base/error.hpp"
#include "support/tiny_snapshot.hpp"
#include "viz/svg_canvas.hpp"

using namespace viz;
using support::three_squares;

namespace {

const double no_value = std::nan("");

MapSpec english() {
    MapSpec spec;
    spec.language = Language::english;
    spec.legend_title = "Share";
    spec.unit = "percent";
    spec.page = {600, 800};
    return spec;
}

std::vector<std::string> labels_of(const Legend& legend) {
    std::vector<std::string> labels;
    for (const auto& row : legend.rows)
        labels.push_back(row.label + (row.count.empty() ? "" : ": " + row.count));
    return labels;
}

}  // namespace

TEST_CASE("A legend has a row per class, then no data and doubt where there are any", "[viz][fast]") {
    auto spec = english();
    spec.classes = user_classes({-1, 1});
    const std::vector<double> shown{-5, 0, 0.5, 7, no_value};
    const Look look = make_look(three_squares(), shown, spec);
    CHECK(labels_of(make_legend(look, spec, shown, "places", 2, true)) ==
          std::vector<std::string>{"under −1: 1", "−1 to 1: 2", "1 and over: 1", "No data: 1",
                                   "Not distinguishable from zero: 2"});
    const std::vector<double> known{-5, 0, 7};
    const auto plain = make_legend(look, spec, known, "places", 0, false);
    CHECK(labels_of(plain) == std::vector<std::string>{"under −1", "−1 to 1", "1 and over"});
    CHECK(plain.title == "Share");
    CHECK(plain.count_title.empty());
}

TEST_CASE("Where the title says what is shown, the unit is the legend's title", "[viz][fast]") {
    auto spec = english();
    spec.legend_title.clear();
    spec.classes = user_classes({1});
    const std::vector<double> shown{0, 2};
    const auto legend = make_legend(make_look(three_squares(), shown, spec), spec, shown, "places", 0, true);
    CHECK(legend.title == "Percent");
    CHECK(legend.unit.empty());
    CHECK(legend.count_title == "places");
}

TEST_CASE("A legend's lines are wrapped so that it keeps its width", "[viz][fast]") {
    Legend legend{"Short", "", "", {{ink, {}, "1–2", ""}}};
    const auto narrow = legend_size(legend, 200, 10);
    legend.title = "A title of so many words that it cannot stand in one line of this width";
    const auto high = legend_size(legend, 200, 10);
    CHECK(high.x <= 200);
    CHECK(high.y > narrow.y + 10);
}

TEST_CASE("A wide legend goes on in a new line where the width ends", "[viz][fast]") {
    Legend legend{"", "", "", {}};
    for (int i = 0; i < 6; ++i) legend.rows.push_back({ink, {}, "a class of values", ""});
    SvgCanvas canvas(2000, 400);
    const double one_line = draw_wide_legend(canvas, legend, {0, 0}, 2000, 10);
    const double more = draw_wide_legend(canvas, legend, {0, 0}, 300, 10);
    CHECK(more >= 2 * one_line);
}

TEST_CASE("A scale bar is the longest of 1, 2 or 5 times a power of ten that fits", "[viz][fast]") {
    const Projection km({0, 0, 1'000'000, 1'000'000}, {0, 0, 1000, 1000});  // a pixel is a kilometre
    const auto bar = make_scale_bar(km, 99, Language::norwegian);
    CHECK(bar.label == "50 km");
    CHECK(bar.pixels == Approx(50));
    CHECK(make_scale_bar(km, 100.1, Language::norwegian).label == "100 km");
    CHECK(make_scale_bar(km, 2500, Language::norwegian).label == "2\u202f000 km");
    const Projection metres({0, 0, 1000, 1000}, {0, 0, 1000, 1000});
    CHECK(make_scale_bar(metres, 240, Language::english).label == "200 m");
}

TEST_CASE("Neighbouring squares of one class and row become one ring", "[viz][fast]") {
    const std::vector<std::int32_t> col{1, 0, 3, 0, 5}, row{0, 0, 0, 1, 0};
    const std::vector<double> value{1, 1, 1, 9, no_value};
    const auto rings = cell_rings({1000, col, row, value}, user_classes({5}));
    REQUIRE(rings.size() == 3);  // two classes and no data
    REQUIRE(rings[0].size() == 2);
    CHECK(rings[0].line(0)[0] == Xy{0, 1});
    CHECK(rings[0].line(0)[1] == Xy{2, 1});  // two squares wide
    CHECK(rings[0].line(1)[0] == Xy{3, 1});
    CHECK(rings[1].size() == 1);
    CHECK(rings[2].size() == 1);
}

TEST_CASE("Colours are as many as classes, and a zoom leaves the others out of focus", "[viz][fast]") {
    auto spec = english();
    spec.zoom = {1};
    spec.group = {1, 1, 2};
    const std::vector<double> values{-3, 0, 4};
    spec.values = Values::differences;
    const Look look = make_look(three_squares(), values, spec);
    CHECK(look.colours.size() == static_cast<std::size_t>(look.classes.size()));
    CHECK(look.classes == difference_classes(values, 7));  // six is made odd
    CHECK(look.in_focus == std::vector<std::uint8_t>{0, 1, 0});
    CHECK(look.group_lines.points.size() == 2);
    spec.palette = "rainbow";
    CHECK_THROWS_AS(make_look(three_squares(), values, spec), geo::InputError);
}

TEST_CASE("Zero has a class of its own where it is common and nothing is below", "[viz][fast]") {
    const auto own_zero = [&](const std::vector<double>& values) {
        return make_look(three_squares(), values, english()).classes.own_zero;
    };
    CHECK(own_zero({0, 0, 1, 2, 3, 4}));
    CHECK(!own_zero({0, 1, 2, 3, 4, 5, 6, 7}));  // one in eight, of six classes
    CHECK(!own_zero({0, 0, -1, 2, 3, 4}));
}

TEST_CASE("A frame leaves its middle to the map, and a column beside it on a landscape page", "[viz][fast]") {
    auto spec = english();
    spec.title = "Title";
    SvgCanvas upright(600, 800);
    const auto portrait_frame = draw_frame(upright, spec);
    CHECK(portrait_frame.column.width == 0);
    CHECK(portrait_frame.panel.width == 600);
    SvgCanvas wide(1600, 800);
    const auto slide_frame = draw_frame(wide, spec);
    CHECK(slide_frame.panel.height == 800);
    CHECK(slide_frame.column.right() < slide_frame.panel.x);

    spec.title = "A long title that needs several lines because it says so much about the map below it";
    spec.source = "Makers of tests";
    SvgCanvas filled(600, 800);
    const auto less = draw_frame(filled, spec).panel;
    CHECK(less.y > portrait_frame.panel.y);
    CHECK(less.bottom() < portrait_frame.panel.bottom());
    CHECK(filled.finish().find("Source: Makers of tests") != std::string::npos);
}

TEST_CASE("Names give way to what is there before them", "[viz][fast]") {
    auto spec = english();
    spec.names = {"Vest", "Midt", "Øst"};
    const auto shapes = three_squares();
    const Projection projection(extent_of(shapes), {0, 0, 600, 200});
    const std::vector<double> values{1, 2, 3};
    const Look look = make_look(shapes, values, spec);
    SvgCanvas canvas(600, 200);
    draw_names(canvas, shapes, look, spec, projection, {{200, 0, 200, 200}}, 16);  // Midt is covered
    const auto svg = canvas.finish();
    CHECK(svg.find(">Vest<") != std::string::npos);
    CHECK(svg.find(">Øst<") != std::string::npos);
    CHECK(svg.find(">Midt<") == std::string::npos);
}
