#pragma once
// The pieces a map is put together from. viz/map.cpp and viz/small_multiples.cpp decide where they go.
#include "geo/boundaries.hpp"
#include "viz/canvas.hpp"
#include "viz/map/map_spec.hpp"

namespace viz {

/// Classes, colours and the class of every municipality or square: what all pictures of one map share.
struct Look {
    Classes classes;
    std::vector<Rgb> colours;                    ///< per class
    std::vector<std::optional<int>> area_class;  ///< per municipality; empty on a map of squares
    std::vector<std::uint8_t> in_focus;          ///< per municipality
    std::vector<std::uint8_t> uncertain;         ///< per municipality; empty: none
    GroundLines group_lines;                     ///< between counties
    std::vector<Path> cell_rings;                ///< per class, ground kilometres; only on a map of squares
};

/// `all` are the values that decide the classes.
Look make_look(const geo::Boundaries& shapes, std::span<const double> all, const MapSpec& spec);

struct LegendRow {
    Rgb colour;
    std::optional<Hatch> hatch;
    std::string label;
    std::string count;
};

struct Legend {
    std::string title, unit, count_title;
    std::vector<LegendRow> rows;
};

/// Squares of one class as rings in ground kilometres; neighbours in a row become one ring. The last path
/// holds those without data.
std::vector<Path> cell_rings(const Cells& cells, const Classes& classes);

/// One row for each class, then "no data" and "not distinguishable from zero" where the map has some.
Legend make_legend(const Look& look, const MapSpec& spec, std::span<const double> shown,
                   std::string_view things, std::size_t uncertain, bool with_counts);

/// Width and height of a legend no wider than `widest`, when text is `em` high.
Xy legend_size(const Legend& legend, double widest, double em);
void draw_legend(Canvas& canvas, const Legend& legend, Xy at, double widest, double em);
/// The same in lines of words across `width`, without counts; returns its height.
double draw_wide_legend(Canvas& canvas, const Legend& legend, Xy at, double width, double em);

/// Sea, land, values, hatches and borders inside `box`; `stroke` is the width of a municipality border,
/// pixels.
void draw_layer(Canvas& canvas, const geo::Boundaries& shapes, const Look& look, const MapSpec& spec,
                const Projection& projection, Box box, double stroke);

/// Names of the municipalities in focus where they fit.
void draw_names(Canvas& canvas, const geo::Boundaries& shapes, const Look& look, const MapSpec& spec,
                const Projection& projection, std::vector<Box> taken, double em);

/// Width of a scale bar at most `widest` pixels, and its drawing with the left end of the bar at `at`.
struct ScaleBar {
    double pixels;
    std::string label;
};
ScaleBar make_scale_bar(const Projection& projection, double widest, Language language);
void draw_scale_bar(Canvas& canvas, const ScaleBar& bar, Xy at, double em);

/// Title, subtitle, source and footer around the map, and the box that is left for it.
struct Frame {
    Box panel;      ///< for the map
    Box column;     ///< for the legend beside the map on a landscape page; no width on a portrait page
    double em = 0;  ///< size of plain text, pixels
};
Frame draw_frame(Canvas& canvas, const MapSpec& spec);

}  // namespace viz
