#pragma once
#include <memory>
#include <span>
#include <string>

#include "viz/canvas.hpp"

namespace viz {

/// A page drawn by Cairo: a PNG of exactly its pixels, or a PDF with 144 of them to the inch (1190 x 1684 is
/// A4).
class CairoCanvas final : public Canvas {
public:
    enum class Format { png, pdf };
    CairoCanvas(Format format, std::uint32_t width, std::uint32_t height, const std::string& title = {});
    ~CairoCanvas() override;
    CairoCanvas(const CairoCanvas&) = delete;
    CairoCanvas& operator=(const CairoCanvas&) = delete;

    void shape(const Path& path, const Paint& paint, std::string_view title = {}) override;
    void text(Xy at, std::string_view text, const TextStyle& style) override;
    void push_clip(Box box) override;
    void pop_clip() override;

    /// The colour of one pixel; only of a PNG.
    Rgb pixel(std::uint32_t x, std::uint32_t y) const;
    /// All pixels from the upper left corner, four bytes each: blue, green, red, unused; only of a PNG.
    std::span<const unsigned char> pixels() const;
    /// The whole file. Draws no more after it. Throws std::runtime_error with Cairo's reason if anything went
    /// wrong since the start.
    std::string finish();

private:
    struct Page;
    std::unique_ptr<Page> page_;
};

}  // namespace viz
