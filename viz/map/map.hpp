#pragma once
#include <filesystem>
#include <span>

#include "geo/boundaries.hpp"
#include "viz/canvas.hpp"
#include "viz/map/map_spec.hpp"

namespace viz {

/// A map of one value per municipality; NaN is no data and hatched. The page is filled.
/// Throws InputError for an unknown palette or a zoom to nothing; the numbers of rows must agree.
void draw_map(Canvas& canvas, const geo::Boundaries& shapes, std::span<const double> values,
              const MapSpec& spec);

/// A map of squares over bare land.
void draw_map(Canvas& canvas, const geo::Boundaries& shapes, const Cells& cells, const MapSpec& spec);

/// A grid of maps with the same classes and one legend; a single panel is a whole map.
void draw_panels(Canvas& canvas, const geo::Boundaries& shapes, std::span<const Panel> panels,
                 const MapSpec& spec);

/// The same into a file: PNG, PDF or SVG by the extension. The file with the final name is always whole.
/// Throws InputError for an unknown extension or a folder that is not there, std::runtime_error for a full
/// disk.
void write_map(const std::filesystem::path& path, const geo::Boundaries& shapes,
               std::span<const double> values, const MapSpec& spec);
void write_map(const std::filesystem::path& path, const geo::Boundaries& shapes, const Cells& cells,
               const MapSpec& spec);
void write_panels(const std::filesystem::path& path, const geo::Boundaries& shapes,
                  std::span<const Panel> panels, const MapSpec& spec);

}  // namespace viz
