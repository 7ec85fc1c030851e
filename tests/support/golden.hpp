#pragma once
#include <filesystem>
#include <string>

namespace support {

/// How far two pictures of one size are apart, colours in 0-255.
struct PictureDifference {
    double mean;   ///< of absolute differences, over pixels and the three colours
    double share;  ///< of pixels with a colour more than 60 off
};

/// Both in 216 colours. Pictures of different sizes are 255 apart.
PictureDifference picture_difference(const std::filesystem::path& a, const std::filesystem::path& b);

/// At most 1 of 255 on average and one pixel in a hundred off: another version of the text renderer passes, a
/// county in other colours does not.
bool agree(const PictureDifference& difference);

/// Compares a PNG with the reference tests/golden/NAME.png, which is kept in 216 colours to be small. Returns
/// nothing where they agree, else a sentence: how far they are apart, where the new picture is, and how to
/// accept it.
std::string golden_difference(const std::filesystem::path& picture, const std::string& name);

}  // namespace support
