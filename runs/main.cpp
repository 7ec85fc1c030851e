// Where a person's choices meet the machinery: parse, act, report, one catch.
#include <fmt/format.h>
#include <signal.h>

#include <cstdio>
#include <system_error>

#include "geo/base/error.hpp"
#include "geo/base/stop.hpp"
#include "geo/base/threads.hpp"
#include "runs/commands/command.hpp"

namespace {

/// Only the program has something process-wide: a signal handler can reach nothing else.
geo::StopSource stop;
extern "C" void ask_to_stop(int) {
    stop.ask();
}

/// The first Ctrl-C or SIGTERM asks to stop, a second one ends the process. A signal that who started us held
/// back until now is heard too.
void listen_to_signals() {
    struct sigaction action {};
    action.sa_handler = ask_to_stop;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigset_t heard;
    sigemptyset(&heard);
    for (const int signal : {SIGTERM, SIGINT}) {
        sigaction(signal, &action, nullptr);
        sigaddset(&heard, signal);
    }
    sigprocmask(SIG_UNBLOCK, &heard, nullptr);
}

/// A sentence on stderr, also where nobody can read it.
void complain(const std::string& sentence) {
    std::fputs((sentence + "\n").c_str(), stderr);
}

}  // namespace

int main(int argc, char** argv) {
    listen_to_signals();
    try {
        int exit_code = 0;
        const auto line = runs::read_command_line(argc, argv, stop.token(), exit_code);
        if (!line) return exit_code;
        line->context.stop.check();
        const geo::ThreadLimit limit(line->context.threads);
        return line->act(line->context);
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
    } catch (const std::exception& error) {
        complain(fmt::format("legekart: {}", error.what()));
        return 1;
    }
}
