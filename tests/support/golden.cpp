#include "support/golden.hpp"
#include "support/places.hpp"

#include <fmt/format.h>
#include <gdal_priv.h>

#include <array>
#include <cmath>
#include <mutex>
#include <stdexcept>
#include <vector>

namespace support {
namespace {

constexpr int levels = 6;  // of red, green and blue: 216 colours fit the palette of a PNG

struct Picture {
    int width = 0, height = 0;
    std::vector<std::uint8_t> colour;  ///< (red * levels + green) * levels + blue
};

int value_of(int level) {
    return level * 255 / (levels - 1);
}

/// Red, green and blue levels of a colour.
std::array<int, 3> parts(std::uint8_t colour) {
    return {colour / (levels * levels), colour / levels % levels, colour % levels};
}

Picture read_picture(const std::filesystem::path& path) {
    static std::once_flag once;
    std::call_once(once, GDALAllRegister);
    const GDALDatasetUniquePtr file(GDALDataset::Open(path.c_str(), GDAL_OF_RASTER));
    if (!file) throw std::runtime_error("cannot read the picture " + path.string());
    Picture picture{file->GetRasterXSize(), file->GetRasterYSize(), {}};
    const auto pixels = static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
    const int bands = file->GetRasterCount();
    std::vector<std::vector<std::uint8_t>> band(static_cast<std::size_t>(bands));
    for (int b = 0; b < bands; ++b) {
        auto& values = band[static_cast<std::size_t>(b)];
        values.resize(pixels);
        if (file->GetRasterBand(b + 1)->RasterIO(GF_Read, 0, 0, picture.width, picture.height, values.data(),
                                                 picture.width, picture.height, GDT_Byte, 0, 0) != CE_None)
            throw std::runtime_error("cannot read the pixels of " + path.string());
    }
    if (bands == 1) {  // a reference: rows of its palette are our colours
        picture.colour = std::move(band[0]);
        return picture;
    }
    const auto level = [](std::uint8_t value) {
        return static_cast<int>(std::lround(value / 255.0 * (levels - 1)));
    };
    for (std::size_t i = 0; i < pixels; ++i)
        picture.colour.push_back(static_cast<std::uint8_t>(
            (level(band[0][i]) * levels + level(band[1][i])) * levels + level(band[2][i])));
    return picture;
}

void write_picture(const std::filesystem::path& path, Picture picture) {
    auto* memory = GetGDALDriverManager()->GetDriverByName("MEM");
    auto* png = GetGDALDriverManager()->GetDriverByName("PNG");
    const GDALDatasetUniquePtr raster(
        memory->Create("", picture.width, picture.height, 1, GDT_Byte, nullptr));
    GDALColorTable colours;
    for (int c = 0; c < levels * levels * levels; ++c) {
        const auto [r, g, b] = parts(static_cast<std::uint8_t>(c));
        const GDALColorEntry entry{static_cast<short>(value_of(r)), static_cast<short>(value_of(g)),
                                   static_cast<short>(value_of(b)), 255};
        colours.SetColorEntry(c, &entry);
    }
    auto* band = raster->GetRasterBand(1);
    band->SetColorTable(&colours);
    if (band->RasterIO(GF_Write, 0, 0, picture.width, picture.height, picture.colour.data(), picture.width,
                       picture.height, GDT_Byte, 0, 0) != CE_None)
        throw std::runtime_error("cannot fill a picture");
    const GDALDatasetUniquePtr file(
        png->CreateCopy(path.c_str(), raster.get(), FALSE, nullptr, nullptr, nullptr));
    if (!file) throw std::runtime_error("cannot write the picture " + path.string());
}

PictureDifference difference(const Picture& a, const Picture& b) {
    if (a.width != b.width || a.height != b.height) return {255, 1};
    double sum = 0, off = 0;
    for (std::size_t i = 0; i < a.colour.size(); ++i) {
        const auto p = parts(a.colour[i]), q = parts(b.colour[i]);
        int most = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            const int apart = std::abs(value_of(p[k]) - value_of(q[k]));
            sum += apart;
            most = std::max(most, apart);
        }
        off += most > 60;
    }
    const auto pixels = static_cast<double>(a.colour.size());
    return {sum / (3 * pixels), off / pixels};
}

}  // namespace

PictureDifference picture_difference(const std::filesystem::path& a, const std::filesystem::path& b) {
    return difference(read_picture(a), read_picture(b));
}

bool agree(const PictureDifference& difference) {
    return difference.mean <= 1 && difference.share <= 0.01;
}

std::string golden_difference(const std::filesystem::path& picture, const std::string& name) {
    const auto golden = std::filesystem::path(support::in_tree("tests/golden")) / (name + ".png");
    const auto folder = std::filesystem::temp_directory_path() / "legekart-new-pictures";
    const auto fresh = folder / (name + ".png");
    const auto drawn = read_picture(picture);
    std::string what = "there is no reference " + golden.string();
    if (std::filesystem::exists(golden)) {
        const auto apart = difference(drawn, read_picture(golden));
        if (agree(apart)) return "";
        what = fmt::format(
            "the picture is {:.2f} of 255 (at most 1) from {} and {:.1f} % of its pixels "
            "(at most 1) are off",
            apart.mean, golden.string(), 100 * apart.share);
    }
    std::filesystem::create_directories(folder);
    write_picture(fresh, drawn);
    return fmt::format("{}; look at {}, and if it is right: cp {} {}", what, fresh.string(), fresh.string(),
                       golden.string());
}

}  // namespace support
