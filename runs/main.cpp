// Where a person's choices meet the machinery: parse, act, report, one catch.
#include <fmt/format.h>
#include <signal.h>

#include <cstdio>
#include <system_error>

#include "geo/base/error.hpp"
#include "geo/base/stop.hpp"
#include "geo/base/threads.hpp"
#include "runs/commands/commands.hpp"

namespace {

struct Act {
    int operator()(const runs::RunArguments& a) const { return runs::run(a); }
    int operator()(const runs::InitArguments& a) const { return runs::init(a); }
    int operator()(const runs::ValidateArguments& a) const { return runs::validate(a); }
    int operator()(const runs::MapArguments& a) const { return runs::map(a); }
    int operator()(const runs::AccessArguments& a) const { return runs::access(a); }
    int operator()(const runs::ReportArguments& a) const { return runs::report(a); }
    int operator()(const runs::ExportArguments& a) const { return runs::export_files(a); }
    int operator()(const runs::CompareArguments& a) const { return runs::compare(a); }
    int operator()(const runs::InfoArguments& a) const { return runs::info(a); }
    int operator()(const runs::PrepareArguments& a) const { return runs::prepare(a); }
    int operator()(const runs::SweepArguments& a) const { return runs::sweep(a); }
    int operator()(const runs::SensitivityArguments& a) const { return runs::sensitivity(a); }
};

/// Only the program has something process-wide: a signal handler can reach nothing else.
geo::StopSource stop;
extern "C" void ask_to_stop(int) {
    stop.ask();
}

/// The first Ctrl-C or SIGTERM asks to stop, a second one ends the process.
void listen_to_signals() {
    struct sigaction action {};
    action.sa_handler = ask_to_stop;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGINT, &action, nullptr);
}

}  // namespace

int main(int argc, char** argv) {
    listen_to_signals();
    try {
        int exit_code = 0;
        auto arguments = runs::read_arguments(argc, argv, exit_code);
        if (!arguments) return exit_code;
        std::visit([](runs::Common& common) { common.stop = stop.token(); }, *arguments);
        const geo::ThreadLimit limit(
            std::visit([](const runs::Common& common) { return common.threads; }, *arguments));
        return std::visit(Act{}, *arguments);
    } catch (const geo::InputError& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 2;
    } catch (const geo::Stopped&) {
        fmt::print(stderr, "stopped; nothing is written\nto do it after all: the same command again\n");
        return 75;
    } catch (const geo::TryAgain& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 75;
    } catch (const std::system_error& error) {
        fmt::print(stderr, "legekart: {}\n", error.what());
        return 74;
    } catch (const std::exception& error) {
        fmt::print(stderr, "legekart: {}\n", error.what());
        return 1;
    }
}
