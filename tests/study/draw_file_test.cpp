// A run that is stopped anywhere goes on to the same end.
#include "runs/study/draw_file.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "data/sha256.hpp"
#include "data/version.hpp"
#include "runs/study/run_file.hpp"
#include "support/complaint.hpp"
#include "support/program.hpp"
#include "support/small_country.hpp"
#include "support/stopping_at.hpp"

using Catch::Contains;
using support::text_of;

namespace {

struct KeptCountry {
    support::ScratchFolder folder;
    std::filesystem::path scenario_file = support::write_small_country(folder.path(), 4, 2000, 18);
    data::Scenario scenario =
        data::read_scenario(scenario_file, {{"output.cells", "[\"start\", \"2026-10\", \"end\"]"}});
    data::InputSet set = data::read_input_set(scenario.inputs);
    std::filesystem::path file = folder.path() / "x.draw";
    std::string identity = study::draw_identity(scenario, set, scenario.seed);

    /// Simulates until `month` is done, from what is kept, and keeps it.
    study::Simulation until(int month) {
        geo::StopSource source;
        const auto watch = support::stopping_at(month, source);
        study::Keeping keeping{file};
        if (auto kept = study::read_draw(file, identity)) keeping.from = std::move(kept->run);
        return study::simulate(scenario, set, watch, {}, geo::build_hierarchy, std::move(keeping));
    }
};

}  // namespace

TEST_CASE("A run that is stopped three times and resumed is the run that was never stopped, to the byte",
          "[study][fast]") {
    KeptCountry country;
    study::simulate_into(country.folder.path() / "whole.nc", country.scenario, country.set);
    for (const int month : {0, 7, 13}) CHECK(country.until(month).months_done() == month);
    const auto last = country.until(99);
    REQUIRE(last.months_done() == 18);
    study::write_run(country.folder.path() / "parts.nc", country.scenario, country.set, last);
    CHECK(text_of(country.folder.path() / "parts.nc") == text_of(country.folder.path() / "whole.nc"));
}

TEST_CASE("A world that was kept and read is kept as the same bytes", "[study][fast]") {
    KeptCountry country;
    country.until(5);
    const auto first = text_of(country.file);
    auto kept = study::read_draw(country.file, country.identity);
    REQUIRE(kept);
    CHECK_FALSE(kept->finished);
    study::write_draw(country.file, kept->run, country.identity, false);
    CHECK(text_of(country.file) == first);
    kept->run.world = {};
    study::write_draw(country.file, kept->run, country.identity, true);
    const auto finished = study::read_draw(country.file, country.identity);
    CHECK(finished->finished);
    CHECK(finished->run.tables == kept->run.tables);
    CHECK(finished->run.remarks == kept->run.remarks);
}

TEST_CASE("A kept draw is refused for another seed, other months, parameters or inputs, and when damaged",
          "[study][fast]") {
    KeptCountry country;
    country.until(2);
    const auto read = [&](const std::string& identity) {
        return support::complaint([&] { study::read_draw(country.file, identity); });
    };
    CHECK_THAT(read(study::draw_identity(country.scenario, country.set, 2)),
               Contains("another program, scenario"));
    auto other = country.scenario;
    other.months = 17;
    CHECK(study::draw_identity(other, country.set, 1) != country.identity);
    other = data::read_scenario(country.scenario_file, {{"parameters.vacancy.locum_cover", "0.5"}});
    CHECK(study::draw_identity(other, country.set, 1) != country.identity);
    auto set = country.set;
    set.attributions.front().sha256[0] ^= 1;
    CHECK(study::draw_identity(country.scenario, set, 1) != country.identity);
    set = country.set;
    set.figures.crossings.push_back({"A–B", {"A–B fv. 1"}, "fv. 1"});
    CHECK(study::draw_identity(country.scenario, set, 1) != country.identity);
    const auto whole = text_of(country.file);
    for (const std::size_t at : {std::size_t{3}, whole.size() / 2, whole.size() - 2}) {
        auto damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 4);
        std::ofstream(country.file, std::ios::binary) << damaged;
        CHECK_THAT(read(country.identity), Contains("is damaged"));
        std::ofstream(country.file, std::ios::binary) << whole.substr(0, at);
        CHECK_THAT(read(country.identity), Contains("is damaged"));
    }
    CHECK_FALSE(study::read_draw(country.folder.path() / "none", country.identity));
}

TEST_CASE("Replicates that were kept, finished and under way, give the ensemble that was never stopped",
          "[study][fast]") {
    KeptCountry country;
    country.scenario.cell_months.clear();
    country.scenario.replicates = 4;
    const auto& folder = country.folder.path();
    const auto write = [&](const char* name, const study::Ensemble& run) {
        study::write_replicates(folder / name, country.scenario, country.set, run);
    };
    write("whole.nc", study::simulate_ensemble(country.scenario, country.set, folder));
    auto kept = study::KeptDraws::beside(folder / "parts.nc");
    CHECK(kept.folder == folder / "parts.nc.resume");
    geo::StopSource source;
    const auto watch = support::stopping_at(1, source);
    const auto stopped =
        study::simulate_ensemble(country.scenario, country.set, folder, watch, geo::build_hierarchy, kept);
    CHECK(stopped.sums.replicates() >= 1);
    CHECK(!kept.files().empty());
    write("parts.nc",
          study::simulate_ensemble(country.scenario, country.set, folder, {}, geo::build_hierarchy, kept));
    CHECK(kept.files().size() == 4);
    CHECK(text_of(folder / "parts.nc") == text_of(folder / "whole.nc"));
    kept.remove();
    CHECK_FALSE(std::filesystem::exists(kept.folder));
}

TEST_CASE("Two builds of one version are two programs", "[study][fast]") {
    CHECK(data::program_sha256() == data::sha256_of_file("/proc/self/exe"));
}
