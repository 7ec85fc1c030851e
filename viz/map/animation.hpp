#pragma once
#include <filesystem>
#include <functional>

#include "viz/map/map.hpp"

namespace viz {

/// A film of maps, one panel after the other, as .mp4 (H.264) or .gif: six a second, or one a second where
/// there are at most a dozen; the last one stays for two seconds. A panel's title is a line under the
/// subtitle.
///
/// The program ffmpeg makes the film; pixels go to it as they are drawn. `drawn` is told how many frames are
/// done. The file with the final name is always whole. Throws InputError where ffmpeg is not installed and
/// for another extension, std::system_error if ffmpeg fails (disk full).
void write_animation(const std::filesystem::path& path, const geo::Boundaries& shapes,
                     std::span<const Panel> panels, const MapSpec& spec,
                     const std::function<void(int)>& drawn);

}  // namespace viz
