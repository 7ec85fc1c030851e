#include "viz/cairo_canvas.hpp"

#include <cairo-pdf.h>
#include <cairo.h>

#include <cassert>
#include <cstring>
#include <stdexcept>

namespace viz {
namespace {

constexpr double points_per_pixel = 0.5;  // PDF: 72 points, 144 pixels to the inch

template <auto Destroy>
struct CairoDelete {
    template <class T>
    void operator()(T* object) const {
        Destroy(object);
    }
};
using Surface = std::unique_ptr<cairo_surface_t, CairoDelete<cairo_surface_destroy>>;
using Context = std::unique_ptr<cairo_t, CairoDelete<cairo_destroy>>;
using FontOptions = std::unique_ptr<cairo_font_options_t, CairoDelete<cairo_font_options_destroy>>;

void require(cairo_status_t status, const char* attempt) {
    if (status != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error(std::string("Cairo: cannot ") + attempt + ": " +
                                 cairo_status_to_string(status));
}

cairo_status_t collect(void* bytes, const unsigned char* data, unsigned length) {
    try {
        static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
    } catch (const std::exception&) {
        return CAIRO_STATUS_NO_MEMORY;
    }
    return CAIRO_STATUS_SUCCESS;
}

void set_colour(cairo_t* cr, Rgb c) {
    cairo_set_source_rgb(cr, c.r / 255.0, c.g / 255.0, c.b / 255.0);
}

void set_font(cairo_t* cr, double size, Weight weight) {
    cairo_select_font_face(cr, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL,
                           weight == Weight::bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(cr, size);
}

/// Widths that scale with the size, so that a line has one width in PNG, PDF and SVG.
void set_metrics(cairo_t* cr) {
    const FontOptions options(cairo_font_options_create());
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    cairo_set_font_options(cr, options.get());
}

double width_in(cairo_t* cr, const std::string& text, double size, Weight weight) {
    set_font(cr, size, weight);
    cairo_text_extents_t extents;
    cairo_text_extents(cr, text.c_str(), &extents);
    return extents.x_advance;
}

}  // namespace

double text_width(std::string_view text, double size, Weight weight) {
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1));
    const Context cr(cairo_create(surface.get()));
    set_metrics(cr.get());
    const double width = width_in(cr.get(), std::string(text), size, weight);
    require(cairo_status(cr.get()), "measure text");
    return width;
}

struct CairoCanvas::Page {
    Format format = Format::png;
    std::string bytes;  // outlives the surface, which writes into it until it is destroyed
    Surface surface;
    Context cr;
};

CairoCanvas::CairoCanvas(Format format, std::uint32_t width, std::uint32_t height, const std::string& title)
    : Canvas(width, height), page_(std::make_unique<Page>()) {
    page_->format = format;
    if (format == Format::png) {
        page_->surface.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width),
                                                        static_cast<int>(height)));
    } else {
        page_->surface.reset(cairo_pdf_surface_create_for_stream(
            collect, &page_->bytes, width * points_per_pixel, height * points_per_pixel));
        cairo_pdf_surface_set_metadata(page_->surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
        // No wall clock in the file: the same map is the same bytes.
        cairo_pdf_surface_set_metadata(page_->surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, "");
    }
    require(cairo_surface_status(page_->surface.get()), "start a page");
    page_->cr.reset(cairo_create(page_->surface.get()));
    cairo_t* cr = page_->cr.get();
    if (format == Format::pdf) cairo_scale(cr, points_per_pixel, points_per_pixel);
    set_metrics(cr);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    set_colour(cr, paper);
    cairo_paint(cr);
}

CairoCanvas::~CairoCanvas() = default;

void CairoCanvas::shape(const Path& path, const Paint& paint, std::string_view) {
    cairo_t* cr = page_->cr.get();
    cairo_new_path(cr);
    for (std::uint32_t i = 0; i < path.size(); ++i) {
        const auto line = path.line(i);
        cairo_move_to(cr, line[0].x, line[0].y);
        for (const Xy& p : line.subspan(1)) cairo_line_to(cr, p.x, p.y);
        if (path.closed) cairo_close_path(cr);
    }
    if (paint.fill) {
        set_colour(cr, *paint.fill);
        cairo_fill_preserve(cr);
    }
    if (paint.stroke) {
        set_colour(cr, *paint.stroke);
        cairo_set_line_width(cr, paint.width);
        cairo_stroke_preserve(cr);
    }
    cairo_new_path(cr);
}

void CairoCanvas::text(Xy at, std::string_view text, const TextStyle& style) {
    cairo_t* cr = page_->cr.get();
    const std::string line(text);
    const double width = width_in(cr, line, style.size, style.weight);
    const double shift = style.anchor == Anchor::start    ? 0
                         : style.anchor == Anchor::middle ? width / 2
                                                          : width;
    if (style.halo) {
        cairo_move_to(cr, at.x - shift, at.y);
        cairo_text_path(cr, line.c_str());
        set_colour(cr, paper);
        cairo_set_line_width(cr, style.size * 0.32);
        cairo_stroke(cr);
    }
    cairo_move_to(cr, at.x - shift, at.y);
    set_colour(cr, style.colour);
    cairo_show_text(cr, line.c_str());
    cairo_new_path(cr);
}

void CairoCanvas::push_clip(Box box) {
    cairo_save(page_->cr.get());
    cairo_rectangle(page_->cr.get(), box.x, box.y, box.width, box.height);
    cairo_clip(page_->cr.get());
}

void CairoCanvas::pop_clip() {
    cairo_restore(page_->cr.get());
}

Rgb CairoCanvas::pixel(std::uint32_t x, std::uint32_t y) const {
    assert(page_->format == Format::png && x < width() && y < height());
    cairo_surface_t* surface = page_->surface.get();
    cairo_surface_flush(surface);
    const unsigned char* row = cairo_image_surface_get_data(surface) +
                               static_cast<std::ptrdiff_t>(y) * cairo_image_surface_get_stride(surface);
    std::uint32_t value = 0;
    std::memcpy(&value, row + 4 * static_cast<std::ptrdiff_t>(x), 4);
    return {static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 8),
            static_cast<std::uint8_t>(value)};
}

std::span<const unsigned char> CairoCanvas::pixels() const {
    assert(page_->format == Format::png);
    cairo_surface_t* surface = page_->surface.get();
    cairo_surface_flush(surface);
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
    assert(stride == 4 * static_cast<std::size_t>(width()));
    return {cairo_image_surface_get_data(surface), stride * static_cast<std::size_t>(height())};
}

std::string CairoCanvas::finish() {
    require(cairo_status(page_->cr.get()), "draw");
    cairo_surface_t* surface = page_->surface.get();
    if (page_->format == Format::png) {
        cairo_surface_flush(surface);
        require(cairo_surface_write_to_png_stream(surface, collect, &page_->bytes), "write a PNG");
    } else {
        cairo_show_page(page_->cr.get());
        require(cairo_status(page_->cr.get()), "end a PDF page");
        cairo_surface_finish(surface);
        require(cairo_surface_status(surface), "write a PDF");
    }
    return std::move(page_->bytes);
}

}  // namespace viz
