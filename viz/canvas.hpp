#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "viz/palette.hpp"

namespace viz {

/// A place on a page: pixels of the PNG, from its upper left corner, y downwards.
struct Xy {
    double x = 0, y = 0;
    bool operator==(const Xy&) const = default;
};

/// An upright rectangle on a page.
struct Box {
    double x = 0, y = 0, width = 0, height = 0;
    double right() const { return x + width; }
    double bottom() const { return y + height; }
    bool operator==(const Box&) const = default;
};
Box grown(Box box, double margin);
bool overlap(Box a, Box b);

/// Lines or rings as nested offset arrays: line i has the points [start[i], start[i+1]).
struct Path {
    std::vector<Xy> points;
    std::vector<std::uint32_t> start{0};
    bool closed = true;  ///< rings: the last point joins the first

    std::uint32_t size() const { return static_cast<std::uint32_t>(start.size() - 1); }
    bool empty() const { return start.size() == 1; }
    std::span<const Xy> line(std::uint32_t i) const {
        return std::span(points).subspan(start[i], start[i + 1] - start[i]);
    }
    /// Ends the line that the last points belong to; a single point is dropped.
    void end_line();
};

struct Paint {
    std::optional<Rgb> fill;
    std::optional<Rgb> stroke;
    double width = 1;  ///< of the stroke, pixels
};

enum class Anchor { start, middle, end };
enum class Weight { regular, bold };

struct TextStyle {
    double size = 20;  ///< em, pixels
    Weight weight = Weight::regular;
    Rgb colour = ink;
    Anchor anchor = Anchor::start;
    bool halo = false;  ///< a pale rim, for names over a map
};

/// Width of a line of text in the font of all maps (DejaVu Sans), pixels. The same for every kind of canvas.
double text_width(std::string_view text, double size, Weight weight = Weight::regular);

/// Breaks text at spaces so that every line fits; a word wider than that stays whole. '\n' breaks too.
std::vector<std::string> wrapped(std::string_view text, double width, double size, Weight weight);

/// Lines at 45 degrees inside the rings of `area` (even-odd), `spacing` apart. They hang on the page's
/// origin, so neighbouring areas continue each other's lines.
Path hatch_lines(const Path& area, double spacing);

/// Which way the lines of a hatch go, so that two meanings can be told apart.
enum class Hatch { rising, falling };

/// A page that is drawn on once. Everything is drawn through it, so all file formats show the same picture.
class Canvas {
public:
    Canvas(double width, double height) : width_(width), height_(height) {}
    virtual ~Canvas() = default;
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    double width() const { return width_; }
    double height() const { return height_; }

    /// Fills (even-odd), then strokes. `title` is shown by viewers of SVG when the pointer rests on the
    /// shape.
    virtual void shape(const Path& path, const Paint& paint, std::string_view title = {}) = 0;
    /// `at` is on the baseline.
    virtual void text(Xy at, std::string_view text, const TextStyle& style) = 0;
    /// Until pop_clip nothing outside the box is drawn.
    virtual void push_clip(Box box) = 0;
    virtual void pop_clip() = 0;

    void rect(Box box, const Paint& paint);
    void line(Xy from, Xy to, Rgb colour, double width);
    void hatch(const Path& area, Rgb colour, double spacing, double width, Hatch way = Hatch::rising);

private:
    double width_, height_;
};

}  // namespace viz
