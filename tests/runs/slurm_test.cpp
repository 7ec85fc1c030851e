// A sweep on a real Slurm, with everything going wrong that a cluster has to offer.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "support/places.hpp"
#include "support/program.hpp"
#include "support/small_country.hpp"

using Catch::Contains;
using nlohmann::json;
using support::legekart;
using support::text_of;
namespace fs = std::filesystem;

namespace {

/// A Slurm of one node that goes with the object.
class Slurm {
public:
    explicit Slurm(fs::path folder) : folder_(std::move(folder)) {
        const auto outcome = support::shell(script + " start " + folder_.string());
        INFO(outcome.err);
        // Without Slurm this test fails, it is not skipped: install tests/packages.txt.
        REQUIRE(outcome.exit_code == 0);
    }
    ~Slurm() { support::shell(script + " stop " + folder_.string()); }
    Slurm(const Slurm&) = delete;
    Slurm& operator=(const Slurm&) = delete;

    support::Outcome shell(const std::string& line) const {
        return support::shell("source " + (folder_ / "environment").string() + "; " + line);
    }
    support::Outcome sweep(const std::string& arguments) const {
        return shell(support::program_file() + " sweep " + arguments);
    }
    /// Until nobody is in the queue.
    void wait() const {
        const auto outcome = shell(
            "for i in $(seq 300); do [ -z \"$(squeue --noheader)\" ] && exit 0; sleep 0.5; done; squeue; "
            "exit 1");
        INFO(outcome.out);
        REQUIRE(outcome.exit_code == 0);
    }

private:
    const std::string script = support::in_tree("tests/support/slurm.sh");
    fs::path folder_;
};

/// 40 runs, of which run 7 cannot be done.
std::string plan_text() {
    std::string covers, cells;
    for (int run = 0; run < 40; ++run) {
        covers += fmt::format("{}{:.2f}", run ? ", " : "", 0.5 + run * 0.01);
        cells += fmt::format("{}{}", run ? ", " : "", run == 7 ? 500 : 1000);
    }
    return fmt::format(
        "name = \"forty\"\nscenario = \"small.toml\"\n[design]\nkind = \"list\"\n"
        "[[factors]]\nkey = \"parameters.vacancy.locum_cover\"\nvalues = [{}]\n"
        "[[factors]]\nkey = \"parameters.initial.cell_m\"\nvalues = [{}]\n",
        covers, cells);
}

/// What happens to tasks 1, 2 and 3 the first time they run. The working folder is the sweep's.
constexpr const char* faults = R"bash(
once() { [ ! -e "met-$1" ] && touch "met-$1"; }
from() { grep -l "\"from\":$1," workers/*.json 2>/dev/null | sed 's/.*\.\([0-9]*\)\.json$/\1/'; }
case $SLURM_ARRAY_TASK_ID in
    1)  # its worker is killed between two runs
        once killed && (until [ -e runs/0000/000011.nc ]; do sleep 0.01; done; kill -KILL "$(from 10)") &
        ;;
    2)  # it hangs and does not listen: Slurm ends it at its time limit
        if once late; then trap '' TERM; sleep 600; fi
        ;;
    3)  # it is told that its time is running out
        once told && (until [ -e runs/0000/000031.nc ]; do sleep 0.01; done; kill -TERM $$) &
        ;;
esac
)bash";

}  // namespace

TEST_CASE(
    "On a real Slurm, killed, late, interrupted and impossible runs cost only themselves, and the merged "
    "file is the local one",
    "[sweep][slurm]") {
    const support::ScratchFolder scratch;
    const auto at = [&](const std::string& name) { return (scratch.path() / name).string(); };
    support::write_small_country(scratch.path(), 6, 4000, 120);
    scratch.file("plan.toml", plan_text());
    scratch.file("faults.sh", faults);
    const Slurm slurm(scratch.path() / "slurm");
    const auto submitted = slurm.sweep(
        fmt::format("run {} -o {} --engine slurm --rows-per-task 10 --cpus-per-task 1 --time-limit 1 "
                    "--setup 'source {}' --json",
                    at("plan.toml"), at("cluster"), at("faults.sh")));
    INFO(submitted.err);
    REQUIRE(submitted.exit_code == 0);
    CHECK(json::parse(submitted.out)["tasks"] == json({0, 1, 2, 3}));
    slurm.wait();

    const auto log = [&](int task) {
        const auto job = json::parse(submitted.out)["array_job"].get<std::string>();
        return text_of(scratch.path() / "cluster" / "slurm" / "log" / fmt::format("{}_{}.txt", job, task));
    };
    INFO(log(0) << "\n--\n" << log(1) << "\n--\n" << log(2) << "\n--\n" << log(3));
    CHECK_THAT(log(0), Contains("run 7 failed: cell size 500 m"));
    CHECK_THAT(log(1), Contains("Killed"));
    const auto ends = slurm.shell("squeue --noheader --array --states=all --format='task %K %T'").out;
    CHECK_THAT(ends, Contains("task 0 FAILED") && Contains("task 1 FAILED") && Contains("task 2 TIMEOUT") &&
                         Contains("task 3 COMPLETED") && Contains("task N/A FAILED"));
    CHECK_THAT(log(3), Contains("0 failed, 0 left"));  // the second time, by itself
    const auto status = json::parse(legekart("sweep status --json " + at("cluster")).out);
    CHECK(status["failed_runs"].size() == 1);
    for (const auto& run : status["missing_runs"]) CHECK((run >= 12 && run < 30));
    CHECK(status["missing"] >= 11);
    CHECK(status["missing"] < 18 + 1);
    // The dependent job has merged what is there and names the rest.
    CHECK_THAT(text_of(scratch.path() / "cluster" / "results.csv"), Contains("\n29,29,1,missing,"));

    const auto resumed = slurm.sweep("resume --json " + at("cluster"));
    INFO(resumed.err);
    REQUIRE(resumed.exit_code == 0);
    CHECK(json::parse(resumed.out)["tasks"] == json({1, 2}));
    slurm.wait();
    const auto after = json::parse(legekart("sweep status --json " + at("cluster")).out);
    CHECK(after["done"] == 39);
    CHECK(after["missing"] == 0);
    CHECK(after["failed_runs"].contains("7"));
    CHECK_THAT(slurm.sweep("resume " + at("cluster")).out, Contains("nothing to submit"));

    const auto local = legekart(fmt::format("sweep run {} -o {}", at("plan.toml"), at("local")));
    CHECK(local.exit_code == 1);  // run 7
    CHECK(text_of(at("local/sweep.nc")) == text_of(at("cluster/sweep.nc")));
    CHECK(text_of(at("local/results.csv")) == text_of(at("cluster/results.csv")));
    CHECK(text_of(at("local/results.csv")).size() > 4000);
}

TEST_CASE(
    "On a real Slurm, a run that is told to stop and one that is killed go on when the job is queued again",
    "[runs][slurm]") {
    const support::ScratchFolder scratch;
    const auto at = [&](const std::string& name) { return (scratch.path() / name).string(); };
    const auto scenario =
        support::write_small_country(scratch.path(), 6, 30000, 240).string();  // some seconds
    const Slurm slurm(scratch.path() / "slurm");
    for (const std::string signal : {"TERM", "KILL"}) {
        scratch.file(signal + ".sh",
                     fmt::format("#!/bin/bash\n#SBATCH --requeue --open-mode=append --output={0}.txt\n"
                                 "go() {{ {1} run {2} -o {0}.nc --checkpoint 0.001 --threads 1; }}\n"
                                 "if [ \"${{SLURM_RESTART_COUNT:-0}}\" = 0 ]; then\n"
                                 "    {1} run {2} -o {0}.nc --checkpoint 0.001 --threads 1 & run=$!\n"
                                 "    until [ -e {0}.nc.resume/000000.draw ]; do sleep 0.01; done\n"
                                 "    kill -{0} $run; wait $run; echo first ended with $?\n"
                                 "    scontrol requeue $SLURM_JOB_ID && sleep 60\n"
                                 "fi\ngo; echo second ended with $?\n",
                                 signal, support::program_file(), scenario));
        const auto submitted =
            slurm.shell(fmt::format("cd {} && sbatch --parsable {}.sh", scratch.path().string(), signal));
        INFO(submitted.err);
        REQUIRE(submitted.exit_code == 0);
    }
    slurm.wait();
    REQUIRE(legekart(fmt::format("run {} -o {}", scenario, at("local.nc"))).exit_code == 0);
    for (const std::string signal : {"TERM", "KILL"}) {
        const auto log = text_of(at(signal + ".txt"));
        INFO(log);
        CHECK_THAT(log, Contains(signal == "TERM" ? "first ended with 75" : "first ended with 137"));
        CHECK_THAT(log, Contains("second ended with 0"));
        CHECK(text_of(at(signal + ".nc")) == text_of(at("local.nc")));
        CHECK_FALSE(fs::exists(at(signal + ".nc.resume")));
        CHECK_FALSE(fs::exists(at(signal + ".partial.nc")));
    }
}
