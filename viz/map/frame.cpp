#include <cmath>

#include "viz/map/map_parts.hpp"
#include "viz/messages.hpp"

namespace viz {
namespace {

/// Draws lines downwards from `y`; returns where the next block may start.
double lines_down(Canvas& canvas, double x, double y, const std::vector<std::string>& lines,
                  const TextStyle& style) {
    for (const auto& line : lines) {
        canvas.text({x, y + style.size}, line, style);
        y += 1.25 * style.size;
    }
    return y;
}

/// The small print, its last line ending at `bottom`; returns where it starts.
double lines_up(Canvas& canvas, double x, double bottom, double width, const MapSpec& spec, double size) {
    std::vector<std::string> lines;
    const auto add = [&](const std::string& text) {
        for (auto& line : wrapped(text, width, size, Weight::regular)) lines.push_back(std::move(line));
    };
    if (!spec.source.empty()) add(messages(spec.language).map.source(spec.source));
    if (!spec.footer.empty()) add(spec.footer);
    const double top = bottom - 1.35 * size * static_cast<double>(lines.size());
    double y = top;
    for (const auto& line : lines) {
        canvas.text({x, y + size}, line, {.size = size, .colour = soft_ink});
        y += 1.35 * size;
    }
    return top;
}

}  // namespace

Frame draw_frame(Canvas& canvas, const MapSpec& spec) {
    const double w = canvas.width(), h = canvas.height();
    const double unit = std::sqrt(w * h / (static_cast<double>(portrait.width) * portrait.height));
    const double em = 21 * unit, margin = 40 * unit;
    canvas.rect({0, 0, w, h}, {.fill = paper, .stroke = {}, .width = 0});
    const bool landscape = w > 1.15 * h;
    const double text_box = landscape ? 0.315 * w - 1.6 * margin : w - 2 * margin;
    const TextStyle title{.size = (landscape ? 40 : 38) * unit, .weight = Weight::bold};
    const TextStyle subtitle{.size = 24 * unit, .colour = soft_ink};
    double y = lines_down(canvas, margin, 0.8 * margin,
                          wrapped(spec.title, text_box, title.size, title.weight), title);
    y += 6 * unit;
    y = lines_down(canvas, margin, y, wrapped(spec.subtitle, text_box, subtitle.size, subtitle.weight),
                   subtitle);
    y += 16 * unit;
    const double bottom = lines_up(canvas, margin, h - 0.5 * margin, text_box, spec, 15 * unit);
    if (landscape) {
        const double x = 0.315 * w;
        return {{x, 0, w - x, h}, {margin, y + 14 * unit, text_box, bottom - y - 28 * unit}, em};
    }
    return {{0, y, w, bottom - y - 14 * unit}, {margin, y, 0, 0}, em};
}

}  // namespace viz
