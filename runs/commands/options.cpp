#include "runs/commands/options.hpp"

#include <fmt/format.h>

#include "data/output_file.hpp"
#include "data/project_folder.hpp"
#include "data/toml_text.hpp"
#include "geo/base/error.hpp"

namespace runs {

viz::Language read_language(const std::string& text) {
    if (text == "no") return viz::Language::norwegian;
    if (text == "en") return viz::Language::english;
    throw CLI::ValidationError("--language", fmt::format("'{}', expected no or en", text));
}

void add_settings(CLI::App& app, KeyValues& set, const char* what) {
    app.add_option_function<std::vector<std::string>>(
           "--set",
           [&set](const std::vector<std::string>& texts) {
               for (const auto& text : texts) {
                   const auto equals = text.find('=');
                   if (equals == std::string::npos)
                       throw CLI::ValidationError(
                           "--set", fmt::format("'{}', expected key=value such as run.months=24", text));
                   set.emplace_back(text.substr(0, equals), text.substr(equals + 1));
               }
           },
           what)
        ->take_all();
}

namespace {

/// An input set's folder as a scenario file would name it, the same however it is spelled.
std::string quoted_folder(const std::string& given) {
    if (given.empty()) throw geo::InputError("--inputs", "is empty, expected a folder");
    return data::toml_text(std::filesystem::weakly_canonical(data::inputs_folder(given)).string(),
                           "--inputs");
}

}  // namespace

KeyValues ScenarioOptions::overrides() const {
    auto all = set;
    if (seed) all.emplace_back("run.seed", std::to_string(*seed));
    if (replicates) all.emplace_back("run.replicates", std::to_string(*replicates));
    if (months) all.emplace_back("run.months", std::to_string(*months));
    if (inputs) all.emplace_back("inputs.folder", quoted_folder(*inputs));
    return all;
}

void add_scenario(CLI::App& app, ScenarioOptions& options, const ScenarioWords& words) {
    app.add_option("scenario", options.scenario, "a scenario file (.toml)")->required();
    app.add_option("--seed", options.seed, "another draw of the same scenario");
    app.add_option("--months", options.months, words.months);
    app.add_option("--replicates", options.replicates, words.replicates);
    app.add_option("--inputs", options.inputs, "an input set (default: the scenario's)");
    add_settings(app, options.set, words.set);
}

model::Area AreaOptions::area(const data::Snapshot& snapshot) const {
    return data::area_names(snapshot, data::read_own_areas(own)).together(names);
}

void add_area(CLI::App& app, AreaOptions& options, const std::string& what) {
    auto* area = add_several(
        app, "--area", options.names,
        (what + ": a municipality, county, health region, hospital area, \"centrality 6\", \"under 2000\" or "
                "one of your own, by name or number; several with commas are one area")
            .c_str());
    app.add_option(
           "--areas", options.own,
           "areas of your own: a table (.csv, .xlsx) with the columns area and municipality, or .toml "
           "with [areas]")
        ->needs(area);
}

void add_no_cache(CLI::App& app, bool& no_cache) {
    app.add_flag("--no-cache", no_cache, "do not keep the order of large road files");
}

data::RoadCache road_cache(bool no_cache) {
    return data::RoadCache(no_cache ? std::filesystem::path() : data::RoadCache::users_folder());
}

namespace {

void must_be_output(const std::filesystem::path& file) {
    const auto refuse = [&](const std::string& why) { throw geo::InputError(file.string(), why); };
    std::error_code none;
    if (file.has_parent_path() && !std::filesystem::is_directory(file.parent_path(), none))
        refuse(fmt::format("folder {} does not exist; make it with mkdir -p", file.parent_path().string()));
    if (!file.has_filename() || std::filesystem::is_directory(file, none))
        refuse("is a folder, expected the name of a file to write");
}

}  // namespace

void must_be_outputs(const std::vector<std::filesystem::path>& files,
                     const std::vector<std::filesystem::path>& inputs, bool may_be_stdout) {
    std::error_code none;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (files[i] == "-" && !may_be_stdout)
            throw geo::InputError("-o -", "this file cannot go to standard output; give it a name");
        if (files[i] != "-") must_be_output(files[i]);
        for (std::size_t j = 0; j < i; ++j)
            if (std::filesystem::weakly_canonical(files[i], none) ==
                std::filesystem::weakly_canonical(files[j], none))
                throw geo::InputError(files[i].string(), "is given as output twice; give each its own name");
    }
    data::must_keep_inputs(files, inputs);
}

std::FILE* beside(const std::filesystem::path& output) {
    return output == "-" ? stderr : stdout;
}

}  // namespace runs
