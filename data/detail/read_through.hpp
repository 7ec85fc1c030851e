#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace data::detail {

/// Texts of variable length by `text_key` of their variable or attribute.
using FileTexts = std::unordered_map<std::string, std::vector<std::string>>;

/// The key of a variable's texts, or of an attribute's (of "/" for the file's).
std::string text_key(std::string_view object, std::string_view attribute = {});

/// Why a file is not read at all.
enum class Refusal : char { claims_too_much = 'm', too_many = 'n', points_elsewhere = 'e', broken = 'b' };

/// Reads all of an HDF5 file and gives its texts of variable length. What cannot be read is left out; a
/// reader who asks for it tells of it. Throws Refusal if the file claims more than `most_bytes`, has over
/// 200 000 things or 64 MB of texts, or points to other files. The library may crash on hostile content or
/// never end: call it where that costs nothing.
FileTexts read_through(const std::filesystem::path& file, double most_bytes);

}  // namespace data::detail
