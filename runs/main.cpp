// Where a person's choices meet the machinery: parse, act, report, one catch.
#include <fcntl.h>
#include <fmt/format.h>
#include <malloc.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): sigaction is POSIX
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <new>
#include <system_error>

#include "geo/base/error.hpp"
#include "geo/base/stop.hpp"
#include "geo/base/threads.hpp"
#include "runs/commands/command.hpp"

namespace {

/// Only the program has something process-wide: a signal handler can reach nothing else.
geo::StopSource stop;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
extern "C" void ask_to_stop(int) {
    stop.ask();
}

constexpr int stopping[] = {SIGTERM, SIGINT, SIGHUP, SIGXCPU};

sigset_t stopping_set() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : stopping) sigaddset(&set, signal);
    return set;
}

/// Before the libraries are set up, which takes a while: a signal waits until somebody listens.
extern "C" void hold_signals_back(int, char**, char**) {
    const auto set = stopping_set();
    sigprocmask(SIG_BLOCK, &set, nullptr);
}
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): a function is no object
[[gnu::section(".preinit_array"), gnu::used]] void (*const hold_at_first)(int, char**,
                                                                          char**) = hold_signals_back;

/// The first signal asks to stop, a second one of its kind ends the process. Signals held back until now are
/// heard too; those that who started us wants ignored (nohup) are not. What was being written is written on.
/// A file that may not grow is an error like a full disk, not the end of the process.
void listen_to_signals() {
    for (const int signal : stopping) {
        struct sigaction before {
        }, action{};
        sigaction(signal, nullptr, &before);
        if (before.sa_handler == SIG_IGN) continue;
        action.sa_handler = ask_to_stop;
        action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
        sigaction(signal, &action, nullptr);
    }
    (void)std::signal(SIGXFSZ, SIG_IGN);
    const auto heard = stopping_set();
    sigprocmask(SIG_UNBLOCK, &heard, nullptr);
}

/// A standard stream that is closed would give its number to the next file opened, and that file the words
/// meant for the stream. Errors go nowhere then; a result fails, as it must.
void fill_closed_streams() {
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(stream, F_GETFD) == -1)
            ::open("/dev/null", stream == STDERR_FILENO ? O_WRONLY : O_RDONLY);
}

/// Large tables come and go: memory that is given back to the system is paid for page by page when the next
/// one comes. (glibc's bounds; a variable MALLOC_... of the environment no longer counts.)
void keep_freed_memory() {
    constexpr int most_mmap = 32 << 20, most_kept = 1 << 30, more_at_once = 16 << 20;  // bytes
    mallopt(M_MMAP_THRESHOLD, most_mmap);
    mallopt(M_TRIM_THRESHOLD, most_kept);
    mallopt(M_TOP_PAD, more_at_once);
}

/// A sentence on stderr, also where nobody can read it.
void complain(const std::string& sentence) {
    (void)std::fputs((sentence + "\n").c_str(), stderr);
}

}  // namespace

int main(int argc, char** argv) {
    keep_freed_memory();
    fill_closed_streams();
    listen_to_signals();
    try {
        int exit_code = 0;
        const auto line = runs::read_command_line(argc, argv, stop.token(), exit_code);
        if (!line) return exit_code;
        line->context.stop.check();
        const geo::ThreadLimit limit(line->context.threads);
        const int done = line->act(line->context);
        // What is buffered may meet the full disk only now.
        if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
            throw std::system_error(errno, std::generic_category(), "cannot write to standard output");
        return done;
    } catch (const geo::InputError& error) {
        complain(error.what());
        return 2;
    } catch (const geo::Stopped&) {
        complain("stopped; no file is left half written\nto do it after all: the same command again");
        return 75;
    } catch (const geo::TryAgain& error) {
        complain(error.what());
        return 75;
    } catch (const std::system_error& error) {
        complain(fmt::format("legekart: {}", error.what()));
        return 74;
    } catch (const std::bad_alloc&) {
        complain("legekart: there is not enough memory; use fewer --threads, or a machine with more");
        return 1;
    } catch (const std::exception& error) {
        complain(fmt::format("legekart: {}", error.what()));
        return 1;
    }
}
