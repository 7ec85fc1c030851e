#include "data/detail/probe.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): sigaction is POSIX
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <new>
#include <string>
#include <string_view>
#include <system_error>

#include "geo/base/error.hpp"

namespace data::detail {

namespace fs = std::filesystem;

namespace {

/// What a child says begins with one of these or a Refusal, then how many bytes follow.
constexpr char came_through = '.', failed = '!';

constexpr std::size_t most_said = std::size_t{256} << 20;

/// Takes apart what a child said. It may have been out of its mind: nothing it claims is believed.
class Heard {
public:
    explicit Heard(std::string_view said) : left_(said) {}
    bool empty() const { return left_.empty(); }
    char letter() { return take(1).front(); }
    std::uint64_t number() {
        std::uint64_t number = 0;
        std::memcpy(&number, take(sizeof number).data(), sizeof number);
        return number;
    }
    std::string_view text() { return take(number()); }

private:
    std::string_view take(std::uint64_t bytes) {
        if (bytes > left_.size()) throw Refusal::broken;
        const auto taken = left_.substr(0, bytes);
        left_.remove_prefix(bytes);
        return taken;
    }
    std::string_view left_;
};

void add_number(std::string& said, std::uint64_t number) {
    std::array<char, sizeof number> bytes{};
    std::memcpy(bytes.data(), &number, sizeof number);
    said.append(bytes.data(), bytes.size());
}

void add_text(std::string& said, const std::string& text) {
    add_number(said, text.size());
    said += text;
}

std::string told(const FileTexts& all) {
    std::string said;
    for (const auto& [key, texts] : all) {
        add_text(said, key);
        add_number(said, texts.size());
        for (const auto& text : texts) add_text(said, text);
    }
    return said;
}

FileTexts understood(const std::string& said) {
    Heard heard(said);
    const char verdict = heard.letter();
    Heard content(heard.text());
    if (!heard.empty()) throw Refusal::broken;
    if (verdict == failed)
        throw std::system_error(static_cast<int>(content.number()), std::generic_category());
    if (verdict != came_through) throw Refusal{verdict};
    FileTexts all;
    while (!content.empty()) {
        auto& texts = all[std::string(content.text())];
        for (auto left = content.number(); left > 0; --left) texts.emplace_back(content.text());
    }
    return all;
}

/// Content on which the library goes on for ever or takes all memory there is costs no more than this. A
/// crash is no news for the terminal and needs no core file; who asks us to stop asks the parent.
/// Gives whether memory was limited more by who started us.
bool limit_the_child(double file_bytes, pid_t parent) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) _exit(1);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) (void)::signal(signal, SIG_IGN);
    for (const int signal : {SIGXCPU, SIGSEGV, SIGBUS, SIGABRT, SIGPIPE}) (void)::signal(signal, SIG_DFL);
    if (const int nowhere = ::open("/dev/null", O_WRONLY); nowhere >= 0) ::dup2(nowhere, STDERR_FILENO);
    const auto limit = [](auto resource, double most) {
        rlimit now{};
        getrlimit(resource, &now);
        const bool was_less = now.rlim_cur < static_cast<rlim_t>(most);
        if (!was_less) now.rlim_cur = static_cast<rlim_t>(most);
        setrlimit(resource, &now);
        return was_less;
    };
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, 3 + file_bytes / 5e6);
    double pages = 0;
    if (!(std::ifstream("/proc/self/statm") >> pages)) return false;
    return limit(RLIMIT_AS, pages * static_cast<double>(sysconf(_SC_PAGESIZE)) + 1e9 + 10 * file_bytes);
}

/// A verdict and what belongs to it, in one message.
std::string message(char verdict, const std::string& content) {
    std::string said(1, verdict);
    add_text(said, content);
    return said;
}

std::string failure(int reason) {
    std::string content;
    add_number(content, static_cast<std::uint64_t>(reason));
    return message(failed, content);
}

std::string what_is_read(const fs::path& path, double file_bytes, bool little_memory) {
    try {
        return message(
            came_through,
            told(read_through(path, most_unpacked_bytes(static_cast<std::uintmax_t>(file_bytes)))));
    } catch (Refusal refusal) {
        // Its checksum fits, so that what could not be read is likelier to have had no room than to be
        // broken.
        if (refusal == Refusal::broken && little_memory) return failure(ENOMEM);
        return message(static_cast<char>(refusal), {});
    } catch (const std::system_error& error) {
        return failure(error.code().value());
    } catch (const std::bad_alloc&) {
        if (little_memory) return failure(ENOMEM);
        return message(static_cast<char>(Refusal::claims_too_much), {});
    }
}

/// Whatever is thrown ends the child here: what the parent has begun is the parent's to end.
[[noreturn]] void be_the_child(const fs::path& path, double file_bytes, pid_t parent, int out) noexcept {
    const bool little_memory = limit_the_child(file_bytes, parent);
    const auto said = what_is_read(path, file_bytes, little_memory);
    for (std::size_t at = 0; at < said.size();) {
        const auto written = ::write(out, said.data() + at, said.size() - at);
        if (written < 0 && errno != EINTR) _exit(1);
        at += static_cast<std::size_t>(std::max<ssize_t>(written, 0));
    }
    _exit(0);
}

/// A child process and the pipe it talks through; both are gone with it.
class Child {
public:
    /// Runs `be(end of the pipe to write to)` in the child, which does not come back from it.
    template <class Be>
    explicit Child(const Be& be) {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) fail();
        ear_ = ends[0];
        id_ = ::fork();
        if (id_ == 0) {
            ::close(ends[0]);
            be(ends[1]);
        }
        const int reason = errno;
        ::close(ends[1]);
        if (id_ > 0) return;
        ::close(ends[0]);
        errno = reason;
        fail();
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        ::close(ear_);
        if (!waited_ && ::waitpid(id_, nullptr, WNOHANG) == 0) {
            ::kill(id_, SIGKILL);
            wait();
        }
    }

    /// All it says, until it is silent for good; Refusal::broken if it was lost.
    std::string listen() {
        std::string said;
        std::array<char, 1 << 16> part{};
        for (;;) {
            const auto read = ::read(ear_, part.data(), part.size());
            if (read < 0 && errno == EINTR) continue;
            if (read < 0) fail();
            if (read == 0) break;
            said.append(part.data(), static_cast<std::size_t>(read));
            if (said.size() > most_said) throw Refusal::broken;
        }
        // A caller who lets the system collect its children leaves no status; then what it said must do.
        const int status = wait();
        if (WIFSIGNALED(status) &&
            WTERMSIG(status) == SIGKILL)  // most likely by who looks after a full memory
            throw std::system_error(ENOMEM, std::generic_category());
        if (status != 0) throw Refusal::broken;
        return said;
    }

private:
    [[noreturn]] static void fail() { throw std::system_error(errno, std::generic_category()); }
    int wait() {
        int status = 0;
        if (!waited_)
            while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
            }
        waited_ = true;
        return status;
    }
    pid_t id_ = -1;
    int ear_ = -1;
    bool waited_ = false;
};

}  // namespace

double most_unpacked_bytes(std::uintmax_t file_bytes) {
    return 1e6 + 1100 * static_cast<double>(file_bytes);
}

FileTexts probe(const fs::path& path) {
    std::error_code error;
    const auto bytes = fs::file_size(path, error);
    if (error) throw std::system_error(error, fmt::format("cannot ask for the size of {}", path.string()));
    try {
        Child child([&, parent = ::getpid()](int out) {
            be_the_child(path, static_cast<double>(bytes), parent, out);
        });
        return understood(child.listen());
    } catch (const std::system_error& failure) {
        throw std::system_error(failure.code(), fmt::format("cannot read {}", path.string()));
    } catch (Refusal refusal) {
        throw geo::InputError(
            path.string(),
            fmt::format("{}; make or fetch it again",
                        refusal == Refusal::claims_too_much
                            ? "claims to hold more than a file of its size can"
                        : refusal == Refusal::too_many ? "holds more things or texts than any file of ours"
                        : refusal == Refusal::points_elsewhere
                            ? "holds links or points to other files, which no file of ours does"
                            : "is broken inside: the HDF5 library cannot read it through"));
    }
}

}  // namespace data::detail
