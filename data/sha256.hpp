#pragma once
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace data {

/// A SHA-256 (FIPS 180-4) of bytes that come in pieces. A copy goes on by itself.
class RunningSha256 {
public:
    RunningSha256();
    ~RunningSha256();
    RunningSha256(const RunningSha256& other);
    RunningSha256& operator=(const RunningSha256&) = delete;
    RunningSha256(RunningSha256&&) noexcept;
    RunningSha256& operator=(RunningSha256&&) noexcept;
    void add(const void* bytes, std::size_t count);
    /// 64 lower-case hexadecimal digits. Nothing may be added afterwards.
    std::string hex();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The same of bytes at hand.
std::string sha256(std::span<const unsigned char> bytes);

/// The same of a file's content, read in pieces. Throws InputError if the file cannot be read, or is a pipe
/// or device.
std::string sha256_of_file(const std::filesystem::path& path);

}  // namespace data
