#pragma once
#include <filesystem>
#include <string>

namespace support {

/// How far two pictures of one size are apart, colours in 0-255.
struct PictureDifference {
    double mean;   ///< of absolute differences, over pixels and the three colours
    double share;  ///< of pixels with a colour more than 60 off
};

/// Compares a PNG with the reference tests/golden/NAME.png, both in 216 colours, which keeps references
/// small. Returns nothing where they agree: at most 1 of 255 on average and one pixel in a hundred off, so
/// that another version of the text renderer passes and a municipality of another class does not. Else a
/// sentence that says how far they are apart, where the new picture is, and how to accept it.
std::string golden_difference(const std::filesystem::path& picture, const std::string& name);

/// Both must be PNG files of one size; other sizes are 255 apart.
PictureDifference picture_difference(const std::filesystem::path& a, const std::filesystem::path& b);

}  // namespace support
