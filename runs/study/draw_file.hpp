#pragma once
// One draw of a scenario as a file, finished or under way, so that whoever dies or is told to stop loses no
// work.
#include <filesystem>
#include <optional>
#include <string>

#include "data/input_set.hpp"
#include "data/scenario.hpp"
#include "runs/study/simulated.hpp"

namespace study {

/// What a draw is the same draw by: program, scenario with all that was set, inputs, months and seed.
std::string draw_identity(const data::Scenario& scenario, const data::InputSet& set, std::uint64_t seed);

/// Writes the draw as data::OutputFile does; its world too if months are left to do. Not for other machines
/// or versions: numbers stand as this program holds them.
void write_draw(const std::filesystem::path& path, const Simulation& run, const std::string& identity,
                bool finished);

/// A draw that was kept.
struct KeptDraw {
    Simulation run;
    bool finished = false;
};

/// The draw; its world needs a setting before it can go on, see restore_setting(). Nothing if there is no
/// such file. Throws InputError if the file is damaged or holds another draw.
std::optional<KeptDraw> read_draw(const std::filesystem::path& path, const std::string& identity);

/// Puts what make_setting() made beneath a world that was read.
void restore_setting(model::World& world, model::Setting setting);

}  // namespace study
