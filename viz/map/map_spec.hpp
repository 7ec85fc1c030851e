#pragma once
// What a map says and how it looks.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "viz/classes.hpp"
#include "viz/map/projection.hpp"
#include "viz/wording.hpp"

namespace viz {

/// Size of a picture in pixels; a PDF has 144 of them to the inch.
struct Page {
    std::uint32_t width, height;
    bool operator==(const Page&) const = default;
};
inline constexpr Page portrait{1190, 1684};  ///< A4
inline constexpr Page slide{1920, 1080};     ///< 16:9

/// A corner of the map drawn larger.
struct Inset {
    Extent extent;
    std::string title;
};

/// A place on the ground with a short label, such as a number.
struct Mark {
    geo::Point place;
    std::string label;
};

/// Values of a difference map are signed and get a diverging palette centred on zero.
enum class Values { amounts, differences };

/// What a map says and how it looks. Everything but the title has a default that makes a whole map.
struct MapSpec {
    std::string title, subtitle;
    std::string legend_title;  ///< what the colours mean
    std::string no_value;      ///< what is hatched; empty: "no data"
    std::string unit;          ///< of the values, such as "prosent"; shown in the legend
    std::string source;        ///< after "Kilde: "
    std::string footer;        ///< scenario, seed, version
    Language language = Language::norwegian;
    Page page = portrait;

    Values values = Values::amounts;
    std::string palette;  ///< a name of viz/palette.hpp; empty: ylorrd, or rdbu-r for differences
    std::optional<Classes>
        classes;          ///< fixed classes; empty: quantiles with zero apart, or difference_classes
    int class_count = 6;  ///< wanted, where `classes` is empty
    std::vector<std::uint8_t> uncertain;  ///< per municipality: 1 is grey, "not distinguishable from zero"

    std::vector<std::string>
        names;  ///< per municipality: shown in a zoomed map and by viewers of SVG; may be empty
    std::vector<std::uint32_t>
        group;  ///< per municipality: its county, for the stronger borders; may be empty
    std::vector<std::uint32_t>
        zoom;  ///< municipalities the map is about; the others are bare land. Empty: all
    const geo::Boundaries* neighbours = nullptr;  ///< bare land behind all; outlives the map
    std::vector<Mark> marks;                      ///< drawn over the values, the first on top
    std::optional<std::vector<Inset>>
        insets;  ///< empty optional: the Oslo fjord, where the map shows the country
};

/// Squares of a grid with a value each: cell i covers [col, col + 1) x [row, row + 1) times cell_m. NaN: no
/// data.
struct Cells {
    std::uint32_t cell_m = 1000;
    std::span<const std::int32_t> col, row;
    std::span<const double> value;
};

/// One map of several that share classes and legend.
struct Panel {
    std::string title;
    std::vector<double> values = {};           ///< per municipality; none on a map of squares
    std::vector<std::uint8_t> uncertain = {};  ///< as MapSpec::uncertain
    std::optional<Cells> cells = {};           ///< a map of squares instead
};

}  // namespace viz
