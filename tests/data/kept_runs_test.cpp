#include "data/kept_runs.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "data/tiny_ensemble.hpp"
#include "geo/base/error.hpp"
#include "model/compare/statistics.hpp"
#include "support/program.hpp"

using Rows = std::vector<std::uint32_t>;
using Values = std::vector<double>;

TEST_CASE("A kept indicator is known run by run, and its mean is what the file shows", "[data][fast]") {
    const support::ScratchFolder folder;
    const auto path = folder.path() / "tiny.nc";
    tiny_ensemble::write(path, {0, 1, 2});
    const auto file = data::read_snapshot(path);
    const auto& share = file.indicator("percent_on_no_list");
    REQUIRE(data::KeptRuns::known(file, share));
    CHECK_FALSE(data::KeptRuns::known(file, file.indicator("births")));
    CHECK_FALSE(data::KeptRuns::known(file, file.indicator("births_per_resident")));

    const data::KeptRuns runs(file, share);
    CHECK(runs.count() == 3);
    CHECK(runs.times() == file.kept.times.size());
    CHECK(runs.all() == Rows{0, 1, 2});
    const std::array<std::size_t, 1> oslo{0}, karasjok{1};
    const std::array<std::size_t, 2> both{0, 1};
    const std::size_t last = runs.times() - 1;
    const double t = file.kept.times.back();
    CHECK(runs.own(oslo, last, Rows{2, 0}) == Values{(20 + t) / 10, t / 10});
    // Nobody lives in Karasjok in run 0; in the others 1 and 2 of 50 are on no list.
    CHECK(std::isnan(runs.own(karasjok, last, Rows{0})[0]));
    CHECK(runs.own(karasjok, last, Rows{1, 2}) == Values{2, 4});
    CHECK(model::mean(runs.of_mean(karasjok, last, runs.all())) == Approx(3));
    CHECK(model::mean(runs.of_mean(both, last, runs.all())) == Approx(100 * (30 + 3 * t + 3) / 3100));
    for (std::size_t k = 0; k < runs.times(); ++k)
        for (const std::size_t m : {0U, 1U})
            CHECK(model::mean(runs.of_mean(std::array{m}, k, runs.all())) ==
                  Approx(file.values("percent_on_no_list", file.kept.times[k])[m]));
    CHECK(data::KeptRuns(file, file.indicator("on_no_list")).of_mean(oslo, last, Rows{1}) == Values{10 + t});
}

TEST_CASE("Files with the same seeds are compared run by run, others as if they shared no luck",
          "[data][fast]") {
    const support::ScratchFolder folder;
    const auto opened = [&](const char* name, const std::vector<int>& order, int fewer, std::uint64_t seed) {
        tiny_ensemble::write(folder.path() / name, order, fewer, seed);
        return data::read_snapshot(folder.path() / name);
    };
    const auto a = opened("a.nc", {0, 1, 2}, 0, 7), same = opened("same.nc", {0, 1, 2}, 1, 7),
               more = opened("more.nc", {0, 1, 2, 3}, 1, 7), other = opened("other.nc", {0, 1, 2}, 1, 8);
    const std::array<std::size_t, 1> oslo{0};
    const auto runs_of = [](const data::Snapshot& file) {
        return data::KeptRuns(file, file.indicator("on_no_list"));
    };
    const auto from = runs_of(a), to = runs_of(same), longer = runs_of(more), later = runs_of(other);
    const data::RunDifference paired(from, to), uneven(from, longer), apart(from, later);
    CHECK(paired.paired());
    CHECK(paired.at(oslo, 1, 1) == model::Estimate{-1, -1, -1});
    // 10 r + t: of 0, 1, 2 less 1 against 0 to 3 less 1, all of them, as the files' means show it.
    CHECK_FALSE(uneven.paired());
    CHECK(uneven.at(oslo, 1, 1).mean == Approx(15 - 10 - 1));
    CHECK(uneven.at(oslo, 1, 1).width() > 10);
    CHECK_FALSE(apart.paired());
}
