#include "data/read_text_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>

#include "data/uninterrupted.hpp"
#include "geo/base/error.hpp"

namespace data {

void must_be_no_stream(const std::filesystem::path& file) {
    std::error_code none;
    const auto status = std::filesystem::status(file, none);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status) &&
        !std::filesystem::is_directory(status))
        throw geo::InputError(file.string(), "is a pipe or device, expected a file");
}

std::string read_text_file(const std::filesystem::path& file, std::uintmax_t most_bytes,
                           const char* expected) {
    const auto refuse = [&](const std::string& why) {
        throw geo::InputError(file.string(), fmt::format("{}, expected {}", why, expected));
    };
    // Without waiting for who would write into a pipe.
    const int descriptor =
        uninterrupted([&] { return ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK); });
    if (descriptor < 0) refuse(fmt::format("cannot be read ({})", std::strerror(errno)));
    const std::unique_ptr<const int, void (*)(const int*)> closer(&descriptor,
                                                                  [](const int* d) { ::close(*d); });
    struct stat about {};
    if (::fstat(descriptor, &about) != 0)
        throw std::system_error(errno, std::generic_category(), fmt::format("cannot read {}", file.string()));
    if (S_ISDIR(about.st_mode)) refuse("is a folder");
    if (!S_ISREG(about.st_mode)) refuse("is a pipe or device");
    std::string text;
    char piece[1 << 14];
    for (;;) {
        const ssize_t got = ::read(descriptor, piece, sizeof(piece));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0)
            throw std::system_error(errno, std::generic_category(),
                                    fmt::format("cannot read {}", file.string()));
        if (got == 0) return text;
        text.append(piece, static_cast<std::size_t>(got));
        if (text.size() > most_bytes) refuse(fmt::format("is larger than {} bytes", most_bytes));
    }
}

}  // namespace data
