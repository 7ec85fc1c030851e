// Ctrl-C and SIGTERM: the real program as a child, told to stop when it says that it has come so far.
#include <signal.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>

#include "data/snapshot_reader.hpp"
#include "support/child.hpp"
#include "support/made_snapshot.hpp"
#include "support/places.hpp"

using support::Child;
using support::ScratchFolder;
namespace fs = std::filesystem;

namespace {

const std::string stopped_scenario = support::in_tree("runs/scenarios/baseline-2026.toml");

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

TEST_CASE("A run that is stopped keeps its months in a whole file and exits 75", "[runs][norway]") {
    const ScratchFolder folder;
    const auto file = folder.path() / "s.nc";
    for (const int signal : {SIGINT, SIGTERM}) {
        Child run({"run", stopped_scenario, "--months", "600", "--replicates", "1", "--progress", "json",
                   "-o", file});
        REQUIRE(run.says("\"simulating\""));
        run.signal(signal);
        const auto outcome = run.end();
        INFO(outcome.err);
        CHECK(outcome.exit_code == 75);
        CHECK(outcome.out.empty());
        CHECK(outcome.err.find("stopped after") != std::string::npos);
        CHECK(outcome.err.find("the same command again with --resume") != std::string::npos);
        CHECK(names_in(folder.path()) == std::vector<std::string>{"s.nc.resume", "s.partial.nc"});
        const auto partial = data::read_snapshot(folder.path() / "s.partial.nc");
        CHECK(partial.time_points >= 2);
        CHECK(partial.time_points < 601);
        CHECK(partial.lists->size() > 5'000);
    }
}

TEST_CASE("An ensemble that is stopped keeps its finished replicates in a whole file and exits 75",
          "[runs][norway]") {
    const ScratchFolder folder;
    Child run({"run", stopped_scenario, "--months", "1", "--replicates", "9000", "--progress", "json", "-o",
               folder.path() / "s.nc"});
    REQUIRE(run.says("\"simulating replicates\""));
    run.signal(SIGINT);
    const auto outcome = run.end();
    INFO(outcome.err);
    CHECK(outcome.exit_code == 75);
    CHECK(outcome.err.find("of 9000 replicates") != std::string::npos);
    CHECK(names_in(folder.path()) == std::vector<std::string>{"s.nc.resume", "s.partial.nc"});
    const auto partial = data::read_snapshot(folder.path() / "s.partial.nc");
    CHECK(partial.time_points == 2);
    CHECK(partial.kept.seeds.size() >= 1);
    CHECK(partial.kept.seeds.size() < 9000);
    CHECK(partial.kept.seeds.front() >= 1);
}

TEST_CASE("A signal before anything is opened ends any command with a sentence, and nothing is written",
          "[runs][fast]") {
    const ScratchFolder folder;
    const auto here = [&](const char* name) { return (folder.path() / name).string(); };
    for (const auto& arguments : std::vector<std::vector<std::string>>{
             {"run", stopped_scenario, "--months", "1", "--replicates", "1", "-o", here("a.nc")},
             {"run", stopped_scenario, "--months", "1", "--replicates", "2", "-o", here("a.nc")},
             {"validate", stopped_scenario},
             {"access", "-o", here("a.nc"), "--csv", here("a.csv")},
             {"report", "--viewer", "-o", here("a.html")},
             {"init", here("a.toml")}})
        for (const int signal : {SIGINT, SIGTERM}) {
            const auto outcome = Child(arguments, signal).end();
            INFO(arguments.front() << ": " << outcome.err);
            CHECK(outcome.exit_code == 75);
            CHECK(outcome.out.empty());
            CHECK(outcome.err.find("stopped; no file is left half written\n") == 0);
            CHECK(fs::is_empty(folder.path()));
        }
}

TEST_CASE("A film that is stopped between its pictures is not there", "[runs][norway]") {
    const ScratchFolder folder, tools;
    const auto ffmpeg = tools.file("ffmpeg", "#!/bin/sh\nfor last; do :; done\ncat > \"$last\"\n");
    fs::permissions(ffmpeg, fs::perms::owner_all);
    const std::string path = std::getenv("PATH");
    setenv("PATH", (tools.path().string() + ":" + path).c_str(), 1);
    const auto snapshot = folder.path() / "made.nc";
    support::make_snapshot(snapshot);
    Child map({"map", snapshot, "--animate", folder.path() / "film.mp4", "--progress", "json"});
    setenv("PATH", path.c_str(), 1);
    REQUIRE(map.says("\"drawing\""));
    map.signal(SIGINT);
    const auto outcome = map.end();
    INFO(outcome.err);
    CHECK(outcome.exit_code == 75);
    CHECK(names_in(folder.path()) == std::vector<std::string>{"made.nc"});
}
