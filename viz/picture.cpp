#include "viz/picture.hpp"

#include <algorithm>
#include <cctype>

#include "data/write_file.hpp"
#include "geo/base/error.hpp"
#include "viz/cairo_canvas.hpp"
#include "viz/messages.hpp"
#include "viz/svg_canvas.hpp"

namespace viz {

void write_picture(const std::filesystem::path& path, std::uint32_t width, std::uint32_t height,
                   const std::string& title, Language language, const std::function<void(Canvas&)>& draw) {
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    std::string bytes;
    if (extension == ".svg") {
        SvgCanvas canvas(width, height, title, messages(language).writing.tag);
        draw(canvas);
        bytes = canvas.finish();
    } else if (extension == ".png" || extension == ".pdf") {
        const auto format = extension == ".png" ? CairoCanvas::Format::png : CairoCanvas::Format::pdf;
        CairoCanvas canvas(format, width, height, title);
        draw(canvas);
        bytes = canvas.finish();
    } else {
        throw geo::InputError(path.string(), "pictures are .png, .pdf or .svg; found '" + extension + "'");
    }
    data::write_file(path, bytes);
}

}  // namespace viz
