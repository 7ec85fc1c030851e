#include <algorithm>
#include <cctype>

#include "data/write_file.hpp"
#include "geo/base/error.hpp"
#include "viz/cairo_canvas.hpp"
#include "viz/map/map.hpp"
#include "viz/svg_canvas.hpp"

namespace viz {
namespace {

/// Draws into the format the path's extension names and writes the file.
template <class Draw>
void write_picture(const std::filesystem::path& path, const MapSpec& spec, const Draw& draw) {
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto [width, height] = spec.page;
    if (width < 200 || height < 200 || width > 20000 || height > 20000)
        throw geo::InputError("picture size", "expected 200 to 20 000 pixels each way");
    std::string bytes;
    if (extension == ".svg") {
        SvgCanvas canvas(width, height, spec.title, spec.language == Language::norwegian ? "nb" : "en");
        draw(canvas);
        bytes = canvas.finish();
    } else if (extension == ".png" || extension == ".pdf") {
        const auto format = extension == ".png" ? CairoCanvas::Format::png : CairoCanvas::Format::pdf;
        CairoCanvas canvas(format, width, height, spec.title);
        draw(canvas);
        bytes = canvas.finish();
    } else {
        throw geo::InputError(path.string(), "pictures are .png, .pdf or .svg; found '" + extension + "'");
    }
    data::write_file(path, bytes);
}

}  // namespace

void write_map(const std::filesystem::path& path, const geo::Boundaries& shapes,
               std::span<const double> values, const MapSpec& spec) {
    write_picture(path, spec, [&](Canvas& canvas) { draw_map(canvas, shapes, values, spec); });
}

void write_map(const std::filesystem::path& path, const geo::Boundaries& shapes, const Cells& cells,
               const MapSpec& spec) {
    write_picture(path, spec, [&](Canvas& canvas) { draw_map(canvas, shapes, cells, spec); });
}

void write_panels(const std::filesystem::path& path, const geo::Boundaries& shapes,
                  std::span<const Panel> panels, const MapSpec& spec) {
    write_picture(path, spec, [&](Canvas& canvas) { draw_panels(canvas, shapes, panels, spec); });
}

}  // namespace viz
