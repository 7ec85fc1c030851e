#include "data/output_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): kill is POSIX
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <ctime>
#include <system_error>
#include <utility>

#include "data/cannot_make.hpp"
#include "data/uninterrupted.hpp"
#include "geo/base/error.hpp"
#include "geo/base/stop.hpp"

namespace data {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view passing = ".tmp.";

const std::string& host() {
    static const std::string name = [] {
        char text[256] = {};
        ::gethostname(text, sizeof(text) - 1);
        return *text ? std::string(text) : std::string("host");
    }();
    return name;
}

/// The file a chain of links ends in, there or not.
fs::path followed(fs::path path) {
    std::error_code error;
    for (int links = 0; fs::is_symlink(fs::symlink_status(path, error)); ++links) {
        if (links == 40) cannot_make(path, "cannot create the file", ELOOP);
        const auto next = fs::read_symlink(path, error);
        if (error) cannot_make(path, "cannot create the file", error.value());
        path = next.is_absolute() ? next : path.parent_path() / next;
    }
    return path;
}

fs::path folder_of(const fs::path& file) {
    return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

/// Some file systems and pipes cannot be synced and say EINVAL.
bool forced(int descriptor) {
    return uninterrupted([&] { return ::fsync(descriptor); }) == 0 || errno == EINVAL || errno == EROFS;
}

/// Whether nothing was lost. A close that a signal interrupts is done all the same, and may not be tried
/// again.
bool was_closed(int descriptor) {
    return ::close(descriptor) == 0 || errno == EINTR;
}

/// Opens a pipe or device to be written into. A pipe waits for its reader; a signal in the meantime stops us.
int opened_stream(const fs::path& path) {
    for (;;) {
        const int into =
            uninterrupted([&] { return ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK); });
        if (into >= 0) {  // from here on a slow reader is waited for
            ::fcntl(into, F_SETFL, ::fcntl(into, F_GETFL) & ~O_NONBLOCK);
            return into;
        }
        if (errno != ENXIO || !fs::is_fifo(path)) return -1;
        constexpr timespec pause{0, 20'000'000};
        if (::nanosleep(&pause, nullptr) != 0) throw geo::Stopped();
    }
}

bool is_among(const fs::path& file, const fs::path& input) {
    std::error_code none;
    if (!fs::is_directory(input, none)) return fs::equivalent(file, input, none);
    for (const auto& entry : fs::directory_iterator(input, none))
        if (entry.is_regular_file(none) && fs::equivalent(file, entry.path(), none)) return true;
    return false;
}

}  // namespace

void must_keep_inputs(const std::vector<fs::path>& files, const std::vector<fs::path>& inputs) {
    std::error_code none;
    for (const auto& file : files)
        for (const auto& input : inputs)
            if (file != "-" && !input.empty() && fs::exists(file, none) && is_among(file, input))
                throw geo::InputError(
                    file.string(), "is an input of this very command and would be lost; choose another name");
}

std::string process_mark() {
    return fmt::format("{}.{}", host(), ::getpid());
}

bool is_dead(std::string_view mark) {
    const auto dot = mark.rfind('.');
    if (dot == std::string_view::npos || mark.substr(0, dot) != host()) return false;
    int pid = 0;
    const auto digits = mark.substr(dot + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), pid);
    // "-2" stands behind the number of a process that makes the same file twice.
    if (error != std::errc() || pid <= 0 || (end != digits.data() + digits.size() && *end != '-'))
        return false;
    return ::kill(pid, 0) != 0 && errno == ESRCH;
}

std::vector<fs::path> remove_leftovers(const fs::path& folder, std::string_view name) {
    std::vector<fs::path> removed;
    std::error_code ignored;
    for (fs::directory_iterator at(folder, ignored), end; !ignored && at != end; at.increment(ignored)) {
        const auto file = at->path().filename().string();
        const auto mark = file.find(passing);
        if (mark == std::string::npos || (!name.empty() && file.substr(0, mark) != name)) continue;
        if (!is_dead(std::string_view(file).substr(mark + passing.size()))) continue;
        std::error_code gone;
        if (fs::remove(at->path(), gone)) removed.push_back(at->path());
    }
    std::sort(removed.begin(), removed.end());
    return removed;
}

OutputFile::OutputFile(const fs::path& path) {
    choose(path);
    const auto stem = straight_ ? fs::temp_directory_path() / "legekart" : target_;
    if (!straight_) remove_leftovers(folder_of(target_), target_.filename().string());
    for (int twice = 1; descriptor_ < 0; ++twice) {
        temporary_ = stem;
        temporary_ +=
            fmt::format("{}{}{}", passing, process_mark(), twice == 1 ? "" : fmt::format("-{}", twice));
        descriptor_ = uninterrupted(
            [&] { return ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666); });
        if (descriptor_ < 0 && errno != EEXIST) cannot_make(path, "cannot create the file", errno);
    }
}

void OutputFile::choose(const fs::path& path) {
    target_ = path;
    if (path == "-") {
        straight_ = true;
        return;
    }
    struct stat there {};
    if (::stat(path.c_str(), &there) != 0) {
        target_ = followed(path);
        return;
    }
    if (S_ISDIR(there.st_mode))
        throw geo::InputError(path.string(), "is a folder, expected the name of a file to write");
    straight_ = !S_ISREG(there.st_mode);
    if (straight_) return;
    if ((there.st_mode & 0222) == 0)
        throw geo::InputError(path.string(),
                              "is write-protected; choose another name, or allow writing with chmod u+w");
    target_ = followed(path);
    mode_ = static_cast<int>(there.st_mode & 0777);
}

OutputFile::~OutputFile() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    ::unlink(temporary_.c_str());
}

void OutputFile::fail(const char* attempt) const {
    throw std::system_error(errno, std::generic_category(),
                            fmt::format("cannot {} {}", attempt, temporary_.string()));
}

void OutputFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("write");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void OutputFile::keep() {
    if (straight_) {
        pour();
        return;
    }
    if (mode_ >= 0 && ::fchmod(descriptor_, static_cast<mode_t>(mode_)) != 0) fail("give its mode to");
    if (!forced(descriptor_)) fail("force to disk");
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) fail("rename");
    // From here on the file is there under its name; a failing close or sync is told all the same.
    if (!was_closed(std::exchange(descriptor_, -1))) fail("close");
    const auto folder = folder_of(target_);
    const int at = uninterrupted([&] { return ::open(folder.c_str(), O_RDONLY | O_CLOEXEC); });
    if (at < 0) return;  // a folder that may be written to but not read
    const bool safe = forced(at);
    const int reason = errno;
    ::close(at);
    errno = reason;
    if (!safe) fail("force to disk the folder of");
}

/// Copies the whole content into what is no file.
void OutputFile::pour() {
    const int from = uninterrupted([&] { return ::open(temporary_.c_str(), O_RDONLY | O_CLOEXEC); });
    if (from < 0) fail("read");
    ::unlink(temporary_.c_str());
    ::close(std::exchange(descriptor_, from));
    const int into = target_ == "-" ? ::dup(STDOUT_FILENO) : opened_stream(target_);
    const auto refuse = [&](int reason) {
        if (into >= 0) ::close(into);
        throw std::system_error(
            reason, std::generic_category(),
            fmt::format("cannot write to {}", target_ == "-" ? "standard output" : target_.string()));
    };
    if (into < 0) refuse(errno);
    std::vector<char> piece(1 << 16);
    for (;;) {
        const ssize_t got = ::read(from, piece.data(), piece.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) refuse(errno);
        if (got == 0) break;
        for (ssize_t done = 0; done < got;) {
            const ssize_t written = ::write(into, piece.data() + done, static_cast<std::size_t>(got - done));
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) refuse(errno);
            done += written;
        }
    }
    if (!was_closed(into)) refuse(errno);
    ::close(std::exchange(descriptor_, -1));
}

}  // namespace data
