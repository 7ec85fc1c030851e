#include "data/detail/probe.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): sigaction is POSIX
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "geo/base/error.hpp"

namespace data::detail {

namespace fs = std::filesystem;

namespace {

/// The child's last letter if it came through, and if the machine failed; a Refusal's otherwise.
constexpr char came_through = '.', failed = '!';

void add_number(std::string& said, std::uint64_t number) {
    std::array<char, sizeof number> bytes{};
    std::memcpy(bytes.data(), &number, sizeof number);
    said.append(bytes.data(), bytes.size());
}

void add_text(std::string& said, const std::string& text) {
    add_number(said, text.size());
    said += text;
}

/// Takes apart what a child said. It may have been out of its mind: nothing it claims is believed.
class Heard {
public:
    explicit Heard(const std::string& said) : left_(said) {}
    bool empty() const { return left_.empty(); }
    std::uint64_t number() {
        std::uint64_t number = 0;
        std::memcpy(&number, take(sizeof number).data(), sizeof number);
        return number;
    }
    std::string text() { return std::string(take(number())); }

private:
    std::string_view take(std::uint64_t bytes) {
        if (bytes > left_.size()) throw Refusal::broken;
        const auto taken = left_.substr(0, bytes);
        left_.remove_prefix(bytes);
        return taken;
    }
    std::string_view left_;
};

std::string told(const FileTexts& all) {
    std::string said;
    for (const auto& [key, texts] : all) {
        add_text(said, key);
        add_number(said, texts.size());
        for (const auto& text : texts) add_text(said, text);
    }
    return said + came_through;
}

FileTexts understood(std::string said) {
    if (said.empty()) throw Refusal::broken;
    const char verdict = said.back();
    said.pop_back();
    if (verdict == failed)
        throw std::system_error(static_cast<int>(Heard(said).number()), std::generic_category());
    if (verdict != came_through) throw Refusal{verdict};
    FileTexts all;
    for (Heard heard(said); !heard.empty();) {
        auto& texts = all[heard.text()];
        for (auto left = heard.number(); left > 0; --left) texts.push_back(heard.text());
    }
    return all;
}

[[noreturn]] void be_the_child(const fs::path& path, double file_bytes, double most_bytes, int out) {
    // Who asks us to stop asks the parent; a crash is no news for the terminal and needs no core file.
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) (void)::signal(signal, SIG_IGN);
    for (const int signal : {SIGXCPU, SIGSEGV, SIGBUS, SIGABRT, SIGPIPE}) (void)::signal(signal, SIG_DFL);
    if (const int nowhere = ::open("/dev/null", O_WRONLY); nowhere >= 0) ::dup2(nowhere, STDERR_FILENO);
    const auto seconds = static_cast<rlim_t>(10 + file_bytes / 10e6);
    const rlimit cpu{seconds, seconds}, none{0, 0};
    setrlimit(RLIMIT_CPU, &cpu);
    setrlimit(RLIMIT_CORE, &none);
    std::string said;
    try {
        said = told(read_through(path, most_bytes));
    } catch (Refusal refusal) {
        said = static_cast<char>(refusal);
    } catch (const std::system_error& error) {
        add_number(said, static_cast<std::uint64_t>(error.code().value()));
        said += failed;
    } catch (...) {
        _exit(1);
    }
    for (std::size_t at = 0; at < said.size();) {
        const auto written = ::write(out, said.data() + at, said.size() - at);
        if (written < 0 && errno != EINTR) _exit(1);
        at += static_cast<std::size_t>(std::max<ssize_t>(written, 0));
    }
    _exit(0);
}

/// All that comes through a pipe until its other end is closed.
std::string heard_from(int pipe) {
    std::string said;
    std::array<char, 1 << 16> part{};
    for (;;) {
        const auto read = ::read(pipe, part.data(), part.size());
        if (read < 0 && errno == EINTR) continue;
        if (read <= 0) return said;
        said.append(part.data(), static_cast<std::size_t>(read));
    }
}

FileTexts read_by_a_child(const fs::path& path, std::uintmax_t bytes, double most_bytes) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return read_through(path, most_bytes);
    const pid_t child = ::fork();
    if (child == 0) be_the_child(path, static_cast<double>(bytes), most_bytes, ends[1]);
    ::close(ends[1]);
    if (child < 0) {  // no room for one more process: the seal must do
        ::close(ends[0]);
        return read_through(path, most_bytes);
    }
    auto said = heard_from(ends[0]);
    ::close(ends[0]);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    // A caller who lets the system collect its children leaves no status; then the last letter must do.
    if (status != 0) throw Refusal::broken;
    return understood(std::move(said));
}

}  // namespace

double most_unpacked_bytes(std::uintmax_t file_bytes) {
    return 1e6 + 1100 * static_cast<double>(file_bytes);
}

FileTexts probe(const fs::path& path) {
    std::error_code error;
    const auto bytes = fs::file_size(path, error);
    if (error) throw std::system_error(error, fmt::format("cannot ask for the size of {}", path.string()));
    try {
        return read_by_a_child(path, bytes, most_unpacked_bytes(bytes));
    } catch (const std::system_error& failure) {
        throw std::system_error(failure.code(), fmt::format("cannot read {}", path.string()));
    } catch (Refusal refusal) {
        throw geo::InputError(path.string(),
                              fmt::format("{}; make or fetch it again",
                                          refusal == Refusal::claims_too_much
                                              ? "claims to hold more than a file of its size can"
                                          : refusal == Refusal::points_elsewhere
                                              ? "points to other files, which no file of ours does"
                                              : "is broken inside: the HDF5 library cannot read it through"));
    }
}

}  // namespace data::detail
