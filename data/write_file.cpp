#include "data/write_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

#include "geo/base/error.hpp"

namespace data {
namespace {

/// A file being written; closed and removed unless it was kept.
class Unfinished {
public:
    explicit Unfinished(const std::filesystem::path& path)
        : path_(path.string() + ".tmp." + std::to_string(::getpid())),
          descriptor_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
        if (descriptor_ < 0) cannot_make(path, "cannot create the file", errno);
    }
    ~Unfinished() {
        if (descriptor_ >= 0) ::close(descriptor_);
        if (!kept_) ::unlink(path_.c_str());
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;

    void write(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) fail("write");
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        if (::fsync(descriptor_) != 0 && errno != EINVAL)
            fail("write");  // EINVAL: a pipe has nothing to sync
    }
    void keep_as(const std::filesystem::path& path) {
        const int descriptor = descriptor_;
        descriptor_ = -1;
        if (::close(descriptor) != 0) fail("close");
        if (::rename(path_.c_str(), path.c_str()) != 0) fail("rename");
        kept_ = true;
    }

private:
    [[noreturn]] void fail(const char* attempt) const {
        throw std::system_error(errno, std::generic_category(),
                                "cannot " + std::string(attempt) + " " + path_);
    }

    std::string path_;
    int descriptor_;
    bool kept_ = false;
};

}  // namespace

void cannot_make(const std::filesystem::path& path, const std::string& attempt, int reason) {
    for (const int machine : {ENOSPC, EDQUOT, EIO, EROFS, EFBIG, EMFILE, ENFILE, ENOMEM})
        if (reason == machine)
            throw std::system_error(reason, std::generic_category(), path.string() + ": " + attempt);
    throw geo::InputError(path.string(),
                          attempt + ": " + std::strerror(reason) + "; choose a place you can write to");
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
    Unfinished file(path);
    file.write(bytes);
    file.keep_as(path);
}

}  // namespace data
