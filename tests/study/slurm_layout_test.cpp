#include <catch2/catch.hpp>

#include "runs/study/sweep/slurm.hpp"

using study::slurm_layout;

TEST_CASE("A Slurm task does about an hour's runs, with time and memory to spare", "[study][sweep][fast]") {
    //  36 s a run, 4 cores: 400 runs an hour; 10 s to begin, 100 rounds of 36 s, twice, and the signal's 102
    //  s
    const auto layout =
        slurm_layout(1000, {}, {.start_seconds = 10, .run_seconds = 36, .shared_mb = 500, .run_mb = 100});
    CHECK(layout.cpus_per_task == 4);
    CHECK(layout.rows_per_task == 400);
    CHECK(layout.tasks == 3);
    CHECK(layout.signal_seconds == 60);
    CHECK(layout.minutes == 124);
    CHECK(layout.memory_mb == 1216);  // 1.3 x (500 + 4 x 100), in steps of 64
}

TEST_CASE("A sweep has at most a thousand Slurm tasks, and a user's wishes hold", "[study][sweep][fast]") {
    CHECK(slurm_layout(100'000, {}, {.run_seconds = 14'400}).tasks == 1000);
    const auto wished = slurm_layout(
        100, {.rows_per_task = 7, .cpus_per_task = 2, .minutes = 30, .memory_mb = 900}, {.run_seconds = 1});
    CHECK(wished.tasks == 15);
    CHECK(wished.cpus_per_task == 2);
    CHECK(wished.minutes == 30);
    CHECK(wished.memory_mb == 900);
}

TEST_CASE("Whole numbers are told as people write them", "[study][sweep][fast]") {
    CHECK(study::ranges({}) == "");
    CHECK(study::ranges({3, 10, 11, 12, 14}) == "3, 10-12, 14");
    CHECK(study::ranges({1, 2, 4}, ",") == "1-2,4");
}
