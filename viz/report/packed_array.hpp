#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace viz {

/// Whole numbers as a short text for a page. Decoded by viz/page/src/decode.ts.
///
/// Numbers, or their steps from one to the next where those are smaller, become unsigned (zigzag: 0 -1 1 -2
/// …), the lowest bytes of all come first, then the next bytes up to the highest one in use; the whole is
/// deflated (RFC 1951, no header) and written as base64.
struct PackedArray {
    std::uint32_t size = 0;
    int planes = 0;      ///< bytes in use of each number, 0 to 4
    bool steps = false;  ///< differences from the entry before, the first from 0
    std::string data;
    bool operator==(const PackedArray&) const = default;
};

PackedArray packed(std::span<const std::int32_t> values);
/// The inverse. Throws std::invalid_argument for text that packed() did not make.
std::vector<std::int32_t> unpacked(const PackedArray& array);

/// A text, deflated and written as base64.
struct PackedText {
    std::size_t bytes = 0;
    std::string data;
};
PackedText packed_text(std::string_view text);

std::string base64(std::span<const std::uint8_t> bytes);

}  // namespace viz
