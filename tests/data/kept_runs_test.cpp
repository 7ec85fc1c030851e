#include "data/kept_runs.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "data/comparable.hpp"
#include "data/compared_runs.hpp"
#include "data/snapshot_writer.hpp"
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
    CHECK(paired.at(oslo, 1, 1).estimate == model::Estimate{-1, -1, -1});
    // 10 r + t: of 0, 1, 2 less 1 against 0 to 3 less 1, all of them, as the files' means show it.
    CHECK_FALSE(uneven.paired());
    CHECK(uneven.at(oslo, 1, 1).estimate.mean == Approx(15 - 10 - 1));
    CHECK(uneven.at(oslo, 1, 1).estimate.width() > 10);
    CHECK_FALSE(apart.paired());
}

TEST_CASE("Files with unlike draws keep to those they have in common", "[data][fast]") {
    const support::ScratchFolder folder;
    const auto opened = [&](const char* name, const std::vector<int>& order, std::uint64_t seed) {
        tiny_ensemble::write(folder.path() / name, order, 1, seed);
        return data::read_snapshot(folder.path() / name);
    };
    auto three = opened("three.nc", {0, 1, 2}, 7), five = opened("five.nc", {0, 1, 2, 3, 4}, 7),
         other = opened("other.nc", {0, 1}, 90);
    const auto keep = [](std::vector<data::Snapshot*> files) { return data::keep_common_draws(files); };
    CHECK(!keep({&three, &three}));
    CHECK_THAT(keep({&three, &other}).value(),
               Catch::Contains("no draw is in all files") &&
                   Catch::Contains("three.nc has 3 from seed 7, other.nc has 2 from seed 90"));
    CHECK_THAT(keep({&three, &other}).value(), Catch::Contains(", which makes intervals wide: "));
    auto single = opened("single.nc", {0}, 200);  // has no intervals
    CHECK_THAT(keep({&three, &single}).value(),
               Catch::Contains("no draw is in all files") && !Catch::Contains("interval"));
    CHECK(three.replicates == 3);  // as they are
    CHECK(five.has_all_months());
    CHECK(keep({&five, &three}) ==
          "only the 3 draws that all files have are used: five.nc has 5, three.nc has 3");
    CHECK(five.replicates == 3);
    CHECK(five.kept.seeds == three.kept.seeds);
    CHECK(!five.has_all_months());
    CHECK(five.replicate_values("on_no_list") == three.replicate_values("on_no_list"));
    CHECK(five.replicate_sums("on_no_list") == three.replicate_sums("on_no_list"));
    const int last = five.kept.times.back();
    for (const char* name : {"on_no_list", "percent_on_no_list"})
        for (const std::size_t m : {0U, 1U}) {
            // The same counts are the same figure to the last bit: a difference of them is exactly 0.
            CHECK(five.values(name, last)[m] == three.values(name, last)[m]);
            CHECK(five.quantile(name, 95, last)[m] == three.quantile(name, 95, last)[m]);
        }
    CHECK(std::isnan(five.values("on_no_list", last - 1)[0]));  // known at the kept times only
    CHECK_THROWS_AS(five.values("births", last), geo::InputError);
    CHECK_THROWS_AS(three.values("births", last), geo::InputError);  // since the other has it no more
}

TEST_CASE("Files of other programs or figures are told apart, and those of one are not", "[data][fast]") {
    const support::ScratchFolder folder;
    const auto path = folder.path() / "tiny.nc";
    tiny_ensemble::write(path, {0, 1});
    auto one = data::read_snapshot(path), other = data::read_snapshot(path);
    CHECK(data::unlike_origins(one, other).empty());
    CHECK_FALSE(data::make_comparable(std::vector{&one, &other}));
    other.run.git_commit = "abc";
    REQUIRE(data::unlike_origins(one, other).size() == 1);
    CHECK_THAT(data::unlike_origins(one, other).front(),
               Catch::Contains("made by different programs") && Catch::Contains("(abc)"));
    other.run.inputs.push_back({});
    CHECK_THAT(data::unlike_origins(one, other).back(), Catch::Contains("made from different figures"));
    other.municipalities.number[model::MunicipalityId{0}] = "9999";
    CHECK_THROWS_WITH(data::make_comparable(std::vector{&one, &other}),
                      Catch::Contains("give files of one input set"));
}

TEST_CASE("A file of one run is compared with the draw of the same seed in a file of many", "[data][fast]") {
    const support::ScratchFolder folder;
    tiny_ensemble::write(folder.path() / "many.nc", {0, 1, 2}, 1, 7);
    auto head = tiny_ensemble::head(0);
    head.run.seed = 8;
    data::SnapshotWriter writer(folder.path() / "one.nc", std::move(head));
    for (int t = 0; t <= tiny_ensemble::months; ++t) writer.write_month(t, tiny_ensemble::month_table(1, t));
    writer.finish();
    std::vector<data::Snapshot> files;
    for (const char* name : {"one.nc", "many.nc"}) files.push_back(data::read_snapshot(folder.path() / name));
    CHECK(data::keep_common_draws(std::vector{&files[0], &files[1]}) ==
          "only the 1 draw that all files have is used: one.nc has 1, many.nc has 3");
    for (const auto& file : files) {
        CHECK(file.replicates == 1);
        CHECK(file.kept.seeds == std::vector<std::int64_t>{8});
        CHECK(file.kept.counts == std::vector<std::string>{"population", "on_no_list", "cost_state"});
    }
    const auto ground = data::common_ground(files, std::nullopt);
    const auto one = data::read_compared(files[0], ground), many = data::read_compared(files[1], ground);
    // Replicate 1 at t = 26: 36 on no list, and one fewer.
    CHECK(one.values[one.row("on_no_list")] == std::vector<std::int32_t>{36, 1});
    CHECK(many.values[many.row("on_no_list")] == std::vector<std::int32_t>{35, 0});
}
