#include "viz/svg_canvas.hpp"
#include "viz/xml.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

namespace viz {
namespace {

/// Tenths of a pixel as short text: 12.3, .5, -4.
void append_tenths(std::string& out, long tenths) {
    if (tenths < 0) out += '-';
    const long size = std::abs(tenths);
    if (size >= 10 || size == 0) out += fmt::format_int(size / 10).c_str();
    if (size % 10 != 0) {
        out += '.';
        out += static_cast<char>('0' + size % 10);
    }
}

void append_pair(std::string& out, long x, long y) {
    append_tenths(out, x);
    if (y >= 0) out += ' ';
    append_tenths(out, y);
}

long tenths(double v) {
    return std::lround(v * 10);
}

std::string tenth_text(double v) {
    std::string out;
    append_tenths(out, tenths(v));
    return out;
}

/// Absolute start, then relative steps: half the bytes of absolute places.
void append_path(std::string& out, const Path& path) {
    for (std::uint32_t i = 0; i < path.size(); ++i) {
        const auto line = path.line(i);
        long x = tenths(line[0].x), y = tenths(line[0].y);
        out += 'M';
        append_pair(out, x, y);
        char glue = 'l';
        for (const Xy& p : line.subspan(1)) {
            const long dx = tenths(p.x) - x, dy = tenths(p.y) - y;
            if (dx == 0 && dy == 0) continue;
            if (glue == 'l' || dx >= 0) out += glue;
            append_pair(out, dx, dy);
            glue = ' ';
            x += dx;
            y += dy;
        }
        if (path.closed) out += 'z';
    }
}

}  // namespace

SvgCanvas::SvgCanvas(std::uint32_t width, std::uint32_t height, std::string_view title,
                     std::string_view language)
    : Canvas(width, height) {
    out_ = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
        "role=\"img\"{2} "
        "font-family=\"'DejaVu Sans', Verdana, Arial, sans-serif\" fill-rule=\"evenodd\" "
        "stroke-linejoin=\"round\">\n",
        width, height, language.empty() ? "" : fmt::format(" xml:lang=\"{}\"", language));
    if (!title.empty()) out_ += "<title>" + xml_text(title) + "</title>\n";
    rect({0, 0, static_cast<double>(width), static_cast<double>(height)},
         {.fill = paper, .stroke = {}, .width = 0});
}

void SvgCanvas::shape(const Path& path, const Paint& paint, std::string_view title) {
    if (path.empty()) return;
    out_ += "<path d=\"";
    append_path(out_, path);
    out_ += fmt::format(R"(" fill="{}")", paint.fill ? hex(*paint.fill) : "none");
    if (paint.stroke)
        out_ += fmt::format(R"( stroke="{}" stroke-width="{:.2f}")", hex(*paint.stroke), paint.width);
    out_ += title.empty() ? "/>\n" : "><title>" + xml_text(title) + "</title></path>\n";
}

void SvgCanvas::text(Xy at, std::string_view text, const TextStyle& style) {
    out_ += fmt::format(R"(<text x="{}" y="{}" font-size="{}" fill="{}")", tenth_text(at.x), tenth_text(at.y),
                        tenth_text(style.size), hex(style.colour));
    if (style.weight == Weight::bold) out_ += " font-weight=\"bold\"";
    if (style.anchor != Anchor::start)
        out_ += style.anchor == Anchor::middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"";
    if (style.halo)
        out_ += fmt::format(R"( stroke="{}" stroke-width="{}" paint-order="stroke")", hex(paper),
                            tenth_text(style.size * 0.32));
    out_ += ">" + xml_text(text) + "</text>\n";
}

void SvgCanvas::push_clip(Box box) {
    ++clips_;
    out_ += fmt::format(
        "<clipPath id=\"clip{0}\"><rect x=\"{1}\" y=\"{2}\" width=\"{3}\" height=\"{4}\"/></clipPath>\n"
        "<g clip-path=\"url(#clip{0})\">\n",
        clips_, tenth_text(box.x), tenth_text(box.y), tenth_text(box.width), tenth_text(box.height));
}

void SvgCanvas::pop_clip() {
    out_ += "</g>\n";
}

std::string SvgCanvas::finish() {
    out_ += "</svg>\n";
    return std::move(out_);
}

}  // namespace viz
