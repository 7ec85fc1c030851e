#include "data/detail/seal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <vector>

#include "data/sha256.hpp"
#include "data/uninterrupted.hpp"
#include "geo/base/error.hpp"

namespace data::detail {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view signature("\211HDF\r\n\032\n", 8);
constexpr std::string_view words = "\nlegekart sha256 ";
constexpr std::size_t seal_bytes = words.size() + 64 + 1;
static_assert(seal_bytes == 82, "the number stands in seal.hpp and data/README.md");

std::string line_of(const std::string& digest) {
    return fmt::format("{}{}\n", words, digest);
}

/// An open file that is closed when done.
class Opened {
public:
    Opened(const fs::path& path, int flags)
        : path_(path), descriptor_(uninterrupted([&] { return ::open(path.c_str(), flags | O_CLOEXEC); })) {
        if (descriptor_ < 0) fail("open");
    }
    ~Opened() { ::close(descriptor_); }
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;

    std::size_t size() const {
        struct stat about {};
        if (::fstat(descriptor_, &about) != 0) fail("ask for the size of");
        return static_cast<std::size_t>(about.st_size);
    }
    /// The next bytes, as many as there are up to the room given.
    std::size_t read(unsigned char* into, std::size_t room) const {
        std::size_t got = 0;
        while (got < room) {
            const ssize_t more = ::read(descriptor_, into + got, room - got);
            if (more < 0 && errno == EINTR) continue;
            if (more < 0) fail("read");
            if (more == 0) break;
            got += static_cast<std::size_t>(more);
        }
        return got;
    }
    void write(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) fail("write");
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    [[noreturn]] void fail(const char* attempt) const {
        throw std::system_error(errno, std::generic_category(),
                                fmt::format("cannot {} {}", attempt, path_.string()));
    }

private:
    const fs::path& path_;
    int descriptor_;
};

/// Adds the next `size` bytes to a digest; false if the file ends before.
bool add(RunningSha256& digest, const Opened& file, std::size_t size) {
    std::vector<unsigned char> piece(1 << 18);
    while (size > 0) {
        const auto got = file.read(piece.data(), std::min(size, piece.size()));
        if (got == 0) return false;
        digest.add(piece.data(), got);
        size -= got;
    }
    return true;
}

}  // namespace

void seal(const fs::path& path) {
    RunningSha256 digest;
    {
        const Opened file(path, O_RDONLY);
        add(digest, file, file.size());
    }
    Opened(path, O_WRONLY | O_APPEND).write(line_of(digest.hex()));
}

std::string check_seal(const fs::path& path) {
    const Opened file(path, O_RDONLY);
    const auto size = file.size();
    const auto refuse = [&](const char* what) {
        throw geo::InputError(path.string(), fmt::format("{}; make or fetch it again", what));
    };
    constexpr const char* cut =
        "does not end with its checksum: it is cut short, was changed by another program, or was made by an "
        "older legekart";
    unsigned char first[signature.size()] = {};
    const auto got = file.read(first, sizeof(first));
    if (std::string_view(reinterpret_cast<const char*>(first), got) != signature)
        refuse("cannot be opened as netCDF-4 / HDF5: it does not begin as one, it is another kind of file");
    if (size < signature.size() + seal_bytes) refuse(cut);
    RunningSha256 digest;
    digest.add(first, sizeof(first));
    std::string line(seal_bytes, '\0');
    auto* const end = reinterpret_cast<unsigned char*>(line.data());
    if (!add(digest, file, size - sizeof(first) - seal_bytes) || file.read(end, seal_bytes) != seal_bytes ||
        !line.starts_with(words))
        refuse(cut);
    auto whole = digest;
    if (line != line_of(digest.hex())) refuse("is damaged: its content does not fit its checksum");
    whole.add(end, seal_bytes);
    return whole.hex();
}

}  // namespace data::detail
