#include "viz/canvas.hpp"

#include <algorithm>
#include <cmath>

namespace viz {

Box grown(Box b, double m) {
    return {b.x - m, b.y - m, b.width + 2 * m, b.height + 2 * m};
}

bool overlap(Box a, Box b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

void Path::end_line() {
    if (points.size() - start.back() < 2)
        points.resize(start.back());
    else
        start.push_back(static_cast<std::uint32_t>(points.size()));
}

std::vector<std::string> wrapped(std::string_view text, double width, double size, Weight weight) {
    std::vector<std::string> lines;
    std::string line;
    bool started = false;
    const auto finish = [&] {
        lines.push_back(line);
        line.clear();
        started = false;
    };
    std::size_t at = 0;
    while (at <= text.size() && !text.empty()) {
        const auto end = std::min(text.find_first_of(" \n", at), text.size());
        const auto word = text.substr(at, end - at);
        const auto before = line.size();
        if (started) line += ' ';
        line += word;
        if (started && text_width(line, size, weight) > width) {
            line.resize(before);
            finish();
            line = word;
        }
        started = true;
        if (end < text.size() && text[end] == '\n') finish();
        at = end + 1;
    }
    if (started) finish();
    return lines;
}

Path hatch_lines(const Path& area, double spacing) {
    // A line of the hatch holds the points with x + y = k * spacing.
    struct Crossing {
        long line;
        double x;
    };
    std::vector<Crossing> crossings;
    for (std::uint32_t r = 0; r < area.size(); ++r) {
        const auto ring = area.line(r);
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Xy a = ring[i], b = ring[(i + 1) % ring.size()];
            const double sa = (a.x + a.y) / spacing, sb = (b.x + b.y) / spacing;
            const auto first = static_cast<long>(std::ceil(std::min(sa, sb)));
            for (long k = first; static_cast<double>(k) < std::max(sa, sb);
                 ++k)  // half open: a corner counts once
                crossings.push_back({k, a.x + (b.x - a.x) * (static_cast<double>(k) - sa) / (sb - sa)});
        }
    }
    std::sort(crossings.begin(), crossings.end(), [](const Crossing& p, const Crossing& q) {
        return p.line != q.line ? p.line < q.line : p.x < q.x;
    });
    Path lines;
    lines.closed = false;
    for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
        const Crossing &p = crossings[i], &q = crossings[i + 1];
        if (q.x - p.x < 0.05) continue;
        const double sum = static_cast<double>(p.line) * spacing;
        lines.points.insert(lines.points.end(), {Xy{p.x, sum - p.x}, Xy{q.x, sum - q.x}});
        lines.end_line();
    }
    return lines;
}

void Canvas::rect(Box b, const Paint& paint) {
    Path path;
    path.points = {{b.x, b.y}, {b.right(), b.y}, {b.right(), b.bottom()}, {b.x, b.bottom()}};
    path.end_line();
    shape(path, paint);
}

void Canvas::line(Xy from, Xy to, Rgb colour, double width) {
    Path path;
    path.closed = false;
    path.points = {from, to};
    path.end_line();
    shape(path, {.fill = {}, .stroke = colour, .width = width});
}

void Canvas::hatch(const Path& area, Rgb colour, double spacing, double width, Hatch way) {
    const auto mirrored = [](Path path) {
        for (Xy& p : path.points) p.x = -p.x;
        return path;
    };
    const Path lines =
        way == Hatch::rising ? hatch_lines(area, spacing) : mirrored(hatch_lines(mirrored(area), spacing));
    if (!lines.empty()) shape(lines, {.fill = {}, .stroke = colour, .width = width});
}

}  // namespace viz
