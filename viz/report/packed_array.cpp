#include "viz/report/packed_array.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <stdexcept>
#include <string_view>

namespace viz {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// 0 -1 1 -2 … as 0 1 2 3 …, modulo 2^32.
constexpr std::uint32_t zigzag(std::uint32_t value) {
    return (value << 1) ^ (value >> 31 ? ~0U : 0U);
}
constexpr std::uint32_t unzigzag(std::uint32_t value) {
    return (value >> 1) ^ (value & 1 ? ~0U : 0U);
}

/// Zigzag numbers, of the values or of their steps.
std::vector<std::uint32_t> folded(std::span<const std::int32_t> values, bool steps) {
    std::vector<std::uint32_t> result;
    result.reserve(values.size());
    std::uint32_t before = 0;
    for (const std::int32_t value : values) {
        const auto now = static_cast<std::uint32_t>(value);
        result.push_back(zigzag(steps ? now - before : now));
        before = now;
    }
    return result;
}

/// Bits that the numbers need: a cheap guess at their packed size.
std::uint64_t bits(const std::vector<std::uint32_t>& numbers) {
    std::uint64_t total = 0;
    for (const std::uint32_t n : numbers) total += static_cast<std::uint64_t>(std::bit_width(n));
    return total;
}

std::vector<std::uint8_t> deflated(std::vector<std::uint8_t>& bytes) {
    z_stream stream{};
    // Negative window bits: a bare deflate stream.
    if (deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("zlib: cannot begin to compress");
    std::vector<std::uint8_t> result(deflateBound(&stream, static_cast<uLong>(bytes.size())));
    stream.next_in = bytes.data();
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = result.data();
    stream.avail_out = static_cast<uInt>(result.size());
    const int outcome = deflate(&stream, Z_FINISH);
    result.resize(stream.total_out);
    deflateEnd(&stream);
    if (outcome != Z_STREAM_END) throw std::runtime_error("zlib: cannot compress");
    return result;
}

std::vector<std::uint8_t> inflated(std::vector<std::uint8_t>& bytes, std::size_t size) {
    z_stream stream{};
    if (inflateInit2(&stream, -15) != Z_OK) throw std::runtime_error("zlib: cannot begin to decompress");
    std::vector<std::uint8_t> result(size + 1);
    stream.next_in = bytes.data();
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = result.data();
    stream.avail_out = static_cast<uInt>(result.size());
    const int outcome = inflate(&stream, Z_FINISH);
    const bool whole = outcome == Z_STREAM_END && stream.total_out == size;
    inflateEnd(&stream);
    if (!whole) throw std::invalid_argument("unpacked: the compressed data are damaged");
    result.resize(size);
    return result;
}

std::vector<std::uint8_t> from_base64(std::string_view text) {
    std::vector<std::uint8_t> result;
    std::uint32_t held = 0;
    int count = 0;
    for (const char c : text.substr(0, text.find('='))) {
        const auto digit = alphabet.find(c);
        if (digit == std::string_view::npos) throw std::invalid_argument("unpacked: not base64");
        held = held << 6 | static_cast<std::uint32_t>(digit);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        result.push_back(static_cast<std::uint8_t>(held >> count));
    }
    return result;
}

}  // namespace

std::string base64(std::span<const std::uint8_t> bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t left = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t held = 0;
        for (std::size_t k = 0; k < 3; ++k) held = held << 8 | (k < left ? bytes[i + k] : 0U);
        for (std::size_t k = 0; k < 4; ++k) text += k <= left ? alphabet[held >> (18 - 6 * k) & 63] : '=';
    }
    return text;
}

PackedArray packed(std::span<const std::int32_t> values) {
    auto numbers = folded(values, false);
    auto steps = folded(values, true);
    PackedArray result;
    result.size = static_cast<std::uint32_t>(values.size());
    result.steps = bits(steps) < bits(numbers);
    if (result.steps) numbers.swap(steps);
    std::uint32_t all = 0;
    for (const std::uint32_t n : numbers) all |= n;
    result.planes = (std::bit_width(all) + 7) / 8;
    std::vector<std::uint8_t> bytes;
    bytes.reserve(numbers.size() * static_cast<std::size_t>(result.planes));
    for (int plane = 0; plane < result.planes; ++plane)
        for (const std::uint32_t n : numbers) bytes.push_back(static_cast<std::uint8_t>(n >> (8 * plane)));
    if (!bytes.empty()) result.data = base64(deflated(bytes));
    return result;
}

PackedText packed_text(std::string_view text) {
    std::vector<std::uint8_t> bytes(text.begin(), text.end());
    return {text.size(), bytes.empty() ? std::string() : base64(deflated(bytes))};
}

std::vector<std::int32_t> unpacked(const PackedArray& array) {
    if (array.planes < 0 || array.planes > 4)
        throw std::invalid_argument("unpacked: more than four bytes a number");
    std::vector<std::uint8_t> bytes;
    if (array.planes > 0) {
        auto raw = from_base64(array.data);
        bytes = inflated(raw, std::size_t{array.size} * static_cast<std::size_t>(array.planes));
    }
    std::vector<std::int32_t> result;
    result.reserve(array.size);
    std::uint32_t before = 0;
    for (std::size_t i = 0; i < array.size; ++i) {
        std::uint32_t n = 0;
        for (std::size_t plane = 0; plane < static_cast<std::size_t>(array.planes); ++plane)
            n |= std::uint32_t{bytes[plane * array.size + i]} << (8 * plane);
        n = unzigzag(n);
        before = array.steps ? before + n : n;
        result.push_back(static_cast<std::int32_t>(before));
    }
    return result;
}

}  // namespace viz
