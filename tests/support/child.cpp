#include "support/child.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>

#include "support/places.hpp"

namespace support {

Child::Child(std::vector<std::string> arguments, int held) {
    arguments.insert(arguments.begin(), program_file());
    std::vector<char*> words;
    for (auto& argument : arguments) words.push_back(argument.data());
    words.push_back(nullptr);
    const auto out = (scratch_.path() / "out").string();
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("cannot make a pipe");
    pid_ = ::fork();
    if (pid_ < 0) throw std::runtime_error("cannot start a process");
    if (pid_ == 0) {
        if (held != 0) {
            sigset_t set;
            sigemptyset(&set);
            sigaddset(&set, held);
            sigprocmask(SIG_BLOCK, &set, nullptr);
            ::raise(held);
        }
        ::dup2(::open(out.c_str(), O_WRONLY | O_CREAT, 0600), STDOUT_FILENO);
        ::dup2(ends[1], STDERR_FILENO);
        ::execv(words[0], words.data());
        ::_exit(127);
    }
    ::close(ends[1]);
    errors_ = ends[0];
}

Child::~Child() {
    ::close(errors_);
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

std::optional<std::string> Child::line() {
    for (;;) {
        if (const auto end = said_.find('\n', read_to_); end != std::string::npos) {
            const auto text = said_.substr(read_to_, end - read_to_);
            read_to_ = end + 1;
            return text;
        }
        std::array<char, 4096> piece{};
        const auto got = ::read(errors_, piece.data(), piece.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return std::nullopt;
        said_.append(piece.data(), static_cast<std::size_t>(got));
    }
}

bool Child::says(const std::string& text) {
    while (const auto next = line())
        if (next->find(text) != std::string::npos) return true;
    return false;
}

void Child::signal(int number) const {
    ::kill(pid_, number);
}

Outcome Child::end() {
    while (line()) {
    }
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
            text_of(scratch_.path() / "out"), said_};
}

}  // namespace support
