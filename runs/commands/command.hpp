#pragma once
// What a command is. One file per command holds its options, its examples and what it does, and registers
// it; no other file names it.
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "geo/base/stop.hpp"

namespace CLI {
class App;
}

namespace runs {

/// Options every command knows, and whether the user asks to stop.
struct Context {
    unsigned threads = 0;           ///< changes only speed; 0: all cores
    bool json = false;              ///< the result as one JSON object on stdout
    bool dry_run = false;           ///< say what would be done, do nothing
    std::string progress = "auto";  ///< auto, always, never, json
    geo::StopToken stop = {};       ///< asks when the user does (Ctrl-C, SIGTERM)

    /// A result on stdout wants no bar unless it was asked for.
    std::string progress_mode() const { return json && progress == "auto" ? "never" : progress; }
};

/// Does what a command line asks for, once it is read. Gives the exit code: 0 done, 1 failed, 75 stopped
/// before the end but resumable; all else is thrown.
using Act = std::function<int(const Context&)>;

struct Command {
    std::string name, summary;
    std::string examples;  ///< shown under the options; ends with a line break, may be empty
    int order;             ///< place among the commands that --help lists
    /// Adds the options, or parts with options of their own (`sweep run`), and gives what to do.
    std::function<Act(CLI::App&)> set_up;
};

/// Makes a command known. One object of namespace scope in the command's file.
struct Registration {
    explicit Registration(Command command);
};

/// The set-up of a command with one struct of options: `add` binds them, `act` is given them.
template <class Options>
std::function<Act(CLI::App&)> with_options(void (*add)(CLI::App&, Options&),
                                           int (*act)(const Options&, const Context&)) {
    return [add, act](CLI::App& app) -> Act {
        const auto options = std::make_shared<Options>();
        add(app, *options);
        return [act, options](const Context& context) { return act(*options, context); };
    };
}

struct CommandLine {
    Act act;
    Context context;
};

/// Reads the command line. For --help and --version prints and returns nothing with `exit_code` 0; for a
/// mistake prints one line saying what was expected and sets `exit_code` to 2.
std::optional<CommandLine> read_command_line(int argc, char** argv, geo::StopToken stop, int& exit_code);

}  // namespace runs
