#include "geo/base/error.hpp"
#include "viz/map/map.hpp"
#include "viz/picture.hpp"

namespace viz {
namespace {

void write_page(const std::filesystem::path& path, const MapSpec& spec,
                const std::function<void(Canvas&)>& draw) {
    const auto [width, height] = spec.page;
    if (width < 200 || height < 200 || width > 20000 || height > 20000)
        throw geo::InputError("picture size", "expected 200 to 20 000 pixels each way");
    write_picture(path, width, height, spec.title, spec.language, draw);
}

}  // namespace

void write_map(const std::filesystem::path& path, const geo::Boundaries& shapes,
               std::span<const double> values, const MapSpec& spec) {
    write_page(path, spec, [&](Canvas& canvas) { draw_map(canvas, shapes, values, spec); });
}

void write_map(const std::filesystem::path& path, const geo::Boundaries& shapes, const Cells& cells,
               const MapSpec& spec) {
    write_page(path, spec, [&](Canvas& canvas) { draw_map(canvas, shapes, cells, spec); });
}

void write_panels(const std::filesystem::path& path, const geo::Boundaries& shapes,
                  std::span<const Panel> panels, const MapSpec& spec) {
    write_page(path, spec, [&](Canvas& canvas) { draw_panels(canvas, shapes, panels, spec); });
}

}  // namespace viz
