#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "viz/canvas.hpp"
#include "viz/wording.hpp"

namespace viz {

/// Draws into the format the path's extension names, .png, .pdf or .svg in any case, and writes the file,
/// `width` x `height` pixels. `title` goes into the file for viewers. Throws InputError for another
/// extension; otherwise as data::write_file.
void write_picture(const std::filesystem::path& path, std::uint32_t width, std::uint32_t height,
                   const std::string& title, Language language, const std::function<void(Canvas&)>& draw);

}  // namespace viz
