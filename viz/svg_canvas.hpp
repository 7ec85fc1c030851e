#pragma once
#include <string>

#include "viz/canvas.hpp"

namespace viz {

/// A page as SVG, written by ourselves: text stays text that office programs and search engines can read
/// (Cairo writes outlines of letters). The bytes depend on what was drawn only. Places are rounded to a tenth
/// of a pixel.
class SvgCanvas final : public Canvas {
public:
    SvgCanvas(std::uint32_t width, std::uint32_t height, std::string_view title = {},
              std::string_view language = {});

    void shape(const Path& path, const Paint& paint, std::string_view title = {}) override;
    void text(Xy at, std::string_view text, const TextStyle& style) override;
    void push_clip(Box box) override;
    void pop_clip() override;

    /// The whole file. Draws no more after it.
    std::string finish();

private:
    std::string out_;
    int clips_ = 0;
};

}  // namespace viz
