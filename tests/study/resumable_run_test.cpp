// Runs into a file that are stopped and gone on from.
#include "runs/study/resumable_run.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "data/snapshot_reader.hpp"
#include "geo/base/threads.hpp"
#include "support/program.hpp"
#include "support/small_country.hpp"
#include "support/stopping_at.hpp"

namespace fs = std::filesystem;
using support::stopping_at;
using support::text_of;

namespace {

/// A country one can draw, 14 months, and whatever is written of it.
struct StoppedCountry {
    support::ScratchFolder folder;
    fs::path file = support::write_small_country(folder.path(), 4, 2000, 14);
    data::Scenario scenario = data::read_scenario(file);
    data::InputSet set = data::read_input_set(scenario.inputs);

    fs::path path(const char* name) const { return folder.path() / name; }
};

/// What `write` makes when it is stopped after `count` steps and called again is what it makes in one go, and
/// nothing else is left. Gives how much was done at the stop.
template <class Write>
int resumed_is_whole(const StoppedCountry& country, int count, const Write& write) {
    const auto act = [&](const char* name, int steps) {
        geo::StopSource source;
        const auto output = country.path(name);
        const auto written = write(output, stopping_at(steps, source), study::KeptDraws::beside(output));
        return std::tuple(written.whole(), written.done, written.file);
    };
    const auto [whole, all, file] = act("whole.nc", -1);
    CHECK(whole);
    CHECK(file == country.path("whole.nc"));
    const auto [stopped_whole, some, part] = act("parts.nc", count);
    CHECK_FALSE(stopped_whole);
    CHECK(part == country.path("parts.partial.nc"));
    CHECK(fs::exists(part));
    CHECK_FALSE(fs::exists(country.path("parts.nc")));
    CHECK(!study::KeptDraws::beside(country.path("parts.nc")).files().empty());
    CHECK(std::get<1>(act("parts.nc", -1)) == all);
    CHECK(text_of(country.path("parts.nc")) == text_of(country.path("whole.nc")));
    CHECK_FALSE(fs::exists(part));
    CHECK_FALSE(fs::exists(study::KeptDraws::beside(country.path("parts.nc")).folder));
    return some;
}

}  // namespace

TEST_CASE("Draws that are stopped leave what is done beside the file, and become whole when called again",
          "[study][fast]") {
    const geo::ThreadLimit two(2);  // of four draws
    StoppedCountry country;
    country.scenario.replicates = 4;
    const int some =
        resumed_is_whole(country, 1, [&](const auto& output, const auto& watch, const auto& kept) {
            return study::write_resumable_draws(output, country.scenario, country.set, watch,
                                                geo::build_hierarchy, kept);
        });
    CHECK(some >= 1);
    CHECK(some < 4);
}

TEST_CASE("A single draw that is stopped leaves its months, and becomes whole when called again",
          "[study][fast]") {
    const StoppedCountry country;
    const int some =
        resumed_is_whole(country, 5, [&](const auto& output, const auto& watch, const auto& kept) {
            return study::write_resumable_run(output, country.scenario, country.set, watch,
                                              geo::build_hierarchy, kept);
        });
    CHECK(some == 5);
}

TEST_CASE("A run of which nothing is kept reads and leaves nothing", "[study][fast]") {
    const StoppedCountry country;
    geo::StopSource source;
    const auto written =
        study::write_resumable_run(country.path("a.nc"), country.scenario, country.set,
                                   stopping_at(3, source), geo::build_hierarchy, study::KeptDraws{});
    CHECK(written.done == 3);
    CHECK(written.file == country.path("a.partial.nc"));
    CHECK_FALSE(fs::exists("000000.draw"));
}

TEST_CASE("A run that says no number of draws has thirty, and one where squares are asked for",
          "[study][fast]") {
    const StoppedCountry country;
    auto text = text_of(country.file);
    const std::string said = "replicates = 1\n";
    text.erase(text.find(said), said.size());
    const auto file = country.folder.file("unsaid.toml", text);
    CHECK(study::read_with_usual_draws(country.file).replicates == 1);
    const auto draws = [&](const data::Overrides& set) {
        return study::read_with_usual_draws(file, set).replicates;
    };
    CHECK(draws({}) == study::usual_replicates);
    CHECK(draws({{"run.replicates", "3"}}) == 3);
    CHECK(draws({{"output.cells", "[\"end\"]"}}) == 1);
}

TEST_CASE("A run that begins anew forgets what was kept, and says so; one that goes on keeps it",
          "[study][fast]") {
    const support::ScratchFolder folder;
    const auto output = folder.path() / "x.nc";
    const auto kept = study::KeptDraws::beside(output);
    fs::create_directory(kept.folder);
    std::ofstream(kept.file(0)) << "a draw";
    std::vector<std::string> told;
    const auto remark = [&](const std::string& sentence) { told.push_back(sentence); };
    CHECK(study::KeptDraws::begin(output, true, remark).files().size() == 1);
    CHECK(told.empty());
    CHECK(study::KeptDraws::begin(output, false, remark).files().empty());
    REQUIRE(told.size() == 1);
    CHECK(told.front().find("held 1 draws") != std::string::npos);
    CHECK_FALSE(fs::exists(kept.folder));
}

TEST_CASE("A job that Slurm put back into its queue is known by its count", "[study][fast]") {
    ::unsetenv("SLURM_RESTART_COUNT");
    CHECK_FALSE(study::was_requeued());
    for (const auto& [count, again] : {std::pair{"0", false}, {"", false}, {"1", true}, {"12", true}}) {
        ::setenv("SLURM_RESTART_COUNT", count, 1);
        CHECK(study::was_requeued() == again);
    }
    ::unsetenv("SLURM_RESTART_COUNT");
}
