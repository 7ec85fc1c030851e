#pragma once
// Options that several commands share.
#include <CLI/CLI.hpp>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "data/own_areas.hpp"
#include "data/road_cache.hpp"
#include "viz/wording.hpp"

namespace runs {

/// "no" or "en". Throws CLI::ValidationError saying so for anything else.
viz::Language read_language(const std::string& text);

/// --language, for a viz::Language that holds the default, or for an optional one.
template <class Target>
void add_language(CLI::App& app, Target& language, const char* what) {
    app.add_option_function<std::string>(
        "--language", [&language](const std::string& text) { language = read_language(text); }, what);
}

/// An option that may be given several times or with commas, and leaves the next word alone.
template <class T>
CLI::Option* add_several(CLI::App& app, const char* name, std::vector<T>& values, const char* what) {
    return app.add_option(name, values, what)->delimiter(',')->allow_extra_args(false);
}

/// Keys and what is put in place of their values.
using KeyValues = std::vector<std::pair<std::string, std::string>>;

/// --set key=value, as often as one likes.
void add_settings(CLI::App& app, KeyValues& set, const char* what);

/// A scenario file and what is put in place of its keys.
struct ScenarioOptions {
    std::filesystem::path scenario;
    std::optional<std::uint64_t> seed;
    std::optional<int> months, replicates;
    std::optional<std::string> inputs;  ///< none: the scenario's
    KeyValues set;

    /// Throws InputError if `inputs` is no input set.
    KeyValues overrides() const;
};

/// What --months, --replicates and --set mean for a command.
struct ScenarioWords {
    const char *months, *replicates, *set;
};
void add_scenario(CLI::App& app, ScenarioOptions& options, const ScenarioWords& words);

/// An area as it is asked for.
struct AreaOptions {
    std::vector<std::string> names;  ///< several are one area; none: the nation
    std::filesystem::path own;       ///< file of areas of one's own

    bool asked() const { return !names.empty(); }
    /// Throws InputError naming the nearest for a name that is not known.
    model::Area area(const data::Snapshot& snapshot) const;
};
/// --area and --areas; `what` the command does with the area.
void add_area(CLI::App& app, AreaOptions& options, const std::string& what);

/// --no-cache, and the cache it leaves.
void add_no_cache(CLI::App& app, bool& no_cache);
data::RoadCache road_cache(bool no_cache);

/// Throws InputError if nothing can be written under these names: the folder is not there, the name is that
/// of a folder, of one of the inputs (see data::must_keep_inputs) or given twice. "-" is standard output, if
/// the command can write there.
void must_be_outputs(const std::vector<std::filesystem::path>& files,
                     const std::vector<std::filesystem::path>& inputs, bool may_be_stdout = false);

/// Where to say what a command did, if its result may stand on standard output itself.
std::FILE* beside(const std::filesystem::path& output);

}  // namespace runs
