#include "data/sha256.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <vector>

#include "data/read_text_file.hpp"
#include "data/uninterrupted.hpp"
#include "geo/base/error.hpp"

namespace data {

/// Of OpenSSL's libcrypto, which Debian's HDF5 loads already.
struct RunningSha256::State {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
};

RunningSha256::RunningSha256() : state_(std::make_unique<State>()) {
    if (!state_->context || EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("libcrypto: cannot start a SHA-256 digest");
}

RunningSha256::RunningSha256(const RunningSha256& other) : state_(std::make_unique<State>()) {
    if (!state_->context || EVP_MD_CTX_copy_ex(state_->context.get(), other.state_->context.get()) != 1)
        throw std::runtime_error("libcrypto: cannot copy a SHA-256 digest");
}

RunningSha256::RunningSha256(RunningSha256&&) noexcept = default;
RunningSha256& RunningSha256::operator=(RunningSha256&&) noexcept = default;
RunningSha256::~RunningSha256() = default;

void RunningSha256::add(const void* bytes, std::size_t count) {
    if (EVP_DigestUpdate(state_->context.get(), bytes, count) != 1)
        throw std::runtime_error("libcrypto: cannot continue a SHA-256 digest");
}

std::string RunningSha256::hex() {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (EVP_DigestFinal_ex(state_->context.get(), digest, &size) != 1)
        throw std::runtime_error("libcrypto: cannot finish a SHA-256 digest");
    return fmt::format("{:02x}", fmt::join(digest, digest + size, ""));
}

std::string sha256(std::span<const unsigned char> bytes) {
    RunningSha256 digest;
    digest.add(bytes.data(), bytes.size());
    return digest.hex();
}

std::string sha256_of_file(const std::filesystem::path& path) {
    const auto refuse = [&]() {
        throw geo::InputError(path.string(), fmt::format("cannot be read: {}", std::strerror(errno)));
    };
    must_be_no_stream(path);
    const int descriptor = uninterrupted([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); });
    if (descriptor < 0) refuse();
    const std::unique_ptr<const int, void (*)(const int*)> closer(&descriptor,
                                                                  [](const int* d) { ::close(*d); });
    RunningSha256 digest;
    std::vector<unsigned char> piece(1 << 18);
    for (;;) {
        const ssize_t got = ::read(descriptor, piece.data(), piece.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) refuse();
        if (got == 0) return digest.hex();
        digest.add(piece.data(), static_cast<std::size_t>(got));
    }
}

}  // namespace data
