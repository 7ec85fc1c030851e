#include "runs/commands/command.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <tuple>
#include <vector>

#include "data/version.hpp"
#include "geo/base/error.hpp"
#include "geo/base/nearest_name.hpp"

namespace runs {
namespace {

constexpr const char* exit_codes =
    "Exit codes: 0 done, 1 failed, 2 wrong input, 74 disk or file trouble, 75 try again.";

/// Filled before main begins, by the registrations of all files.
std::vector<Command>& registered_commands() {
    static std::vector<Command> commands;
    return commands;
}

void add_common(CLI::App& app, Context& context) {
    app.add_option("--threads", context.threads,
                   "how many threads; results do not depend on it (0: all cores)")
        ->capture_default_str();
    app.add_flag("--json", context.json, "print the result as one JSON object");
    app.add_flag("--dry-run", context.dry_run, "say what would be done and stop");
    app.add_option("--progress", context.progress, "progress bar on stderr")
        ->check(CLI::IsMember({"auto", "always", "never", "json"}))
        ->capture_default_str();
}

}  // namespace

Registration::Registration(Command command) {
    registered_commands().push_back(std::move(command));
}

std::optional<CommandLine> read_command_line(int argc, char** argv, geo::StopToken stop, int& exit_code) {
    CLI::App app{"Legekart: who has a GP where in Norway, and what changes it."};
    app.set_version_flag("--version", fmt::format("legekart {} ({})", data::version, data::git_commit));
    app.require_subcommand(1);
    app.footer(std::string("Start here: legekart run runs/scenarios/baseline-2026.toml\n") + exit_codes);

    auto commands = registered_commands();
    std::sort(commands.begin(), commands.end(), [](const Command& a, const Command& b) {
        return std::tie(a.order, a.name) < std::tie(b.order, b.name);
    });
    CommandLine line;
    line.context.stop = std::move(stop);
    std::vector<std::pair<CLI::App*, Act>> ready;
    for (const auto& command : commands) {
        auto& sub = *app.add_subcommand(command.name, command.summary);
        ready.emplace_back(&sub, command.set_up(sub));
        sub.footer(command.examples + exit_codes);
        const auto parts = sub.get_subcommands([](CLI::App*) { return true; });
        for (auto* part : parts) {
            add_common(*part, line.context);
            part->footer(exit_codes);
        }
        if (parts.empty()) add_common(sub, line.context);
    }
    std::vector<char*> words(argv, argv + argc);
    const std::string first = argc > 1 ? argv[1] : "";
    if (first == "help") {  // `legekart help run` is `legekart run --help`
        static char help[] = "--help";
        words.erase(words.begin() + 1);
        words.push_back(help);
    }
    std::vector<std::string> known;
    for (const auto& command : commands) known.push_back(command.name);
    if (first != "help" && !first.empty() && first[0] != '-' &&
        std::find(known.begin(), known.end(), first) == known.end()) {
        fmt::print(stderr, "legekart: no command '{}'{}\n", first,
                   geo::meant_or(known, first, fmt::format("expected one of {}", fmt::join(known, ", "))));
        exit_code = 2;
        return std::nullopt;
    }
    try {
        app.parse(static_cast<int>(words.size()), words.data());
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) {
            exit_code = app.exit(error);
            return std::nullopt;
        }
        throw geo::InputError(fmt::format("legekart: {}\nsee: legekart --help", error.what()));
    }
    for (auto& [sub, act] : ready)
        if (*sub) line.act = std::move(act);
    return line;
}

}  // namespace runs
