// Replicates by the real program on the real figures.
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <numeric>

#include "data/snapshot_reader.hpp"
#include "support/places.hpp"
#include "support/program.hpp"

using nlohmann::json;
using support::legekart;
using support::ScratchFolder;

namespace {

using support::baseline;

}  // namespace

TEST_CASE("Replicate r is the run with seed + r, on any number of threads", "[runs][norway]") {
    const ScratchFolder folder;
    const auto path = [&](const std::string& name) { return (folder.path() / name).string(); };
    const auto many = [&](const std::string& threads, const std::string& name) {
        const auto outcome =
            legekart("run " + baseline + " --months 2 --seed 5 --replicates 3 --json --threads " + threads +
                     " -o " + path(name));
        INFO(outcome.err);
        REQUIRE(outcome.exit_code == 0);
        const auto report = json::parse(outcome.out);
        CHECK(report["replicates"] == 3);
        CHECK(report["seeds"] == std::vector{5, 6, 7});
        for (const char* figure : {"replicates_per_minute", "peak_rss_mb"}) CHECK(report[figure] > 0);
        CHECK(report["cpu_seconds"]["replicates"] > 0);
        return report["sha256"].get<std::string>();
    };
    CHECK(many("1", "one.nc") == many("2", "two.nc"));

    const auto ensemble = data::read_snapshot(path("two.nc"));
    const std::size_t places = ensemble.municipalities.size();
    // What all replicates share sums to the last person, as in a single run.
    const auto people = ensemble.amounts("population");
    CHECK(std::accumulate(people.begin(), people.begin() + static_cast<std::ptrdiff_t>(places), 0.0) ==
          5'627'400);
    const auto in = [](const std::vector<std::string>& names, std::string_view name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    CHECK(in(ensemble.kept.sums, "patients_without_gp"));  // of its months
    CHECK(!in(ensemble.kept.counts, "cost_capitation"));   // of parts of costs only the sums
    CHECK(in(ensemble.kept.sums, "cost_capitation"));
    CHECK(in(ensemble.kept.counts, "cost_state"));
    CHECK(!in(ensemble.kept.sums, "over_60_minutes"));
    for (int r = 0; r < 3; ++r) {
        const auto name = path("single.nc");
        REQUIRE(legekart("run " + baseline + " --months 2 --replicates 1 --seed " + std::to_string(5 + r) +
                         " -o " + name)
                    .exit_code == 0);
        const auto single = data::read_snapshot(name);
        REQUIRE(single.kept.times == ensemble.kept.times);
        const auto holds = [&](const std::vector<std::int32_t>& all, const std::vector<std::int32_t>& one) {
            return std::equal(
                one.begin(), one.end(),
                all.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(r) * 2 * places));
        };
        for (const auto& count : ensemble.kept.counts) {
            INFO(count);
            CHECK(holds(ensemble.replicate_values(count), single.replicate_values(count)));
        }
        for (const auto& count : ensemble.kept.sums) {
            INFO(count);
            CHECK(holds(ensemble.replicate_sums(count), single.replicate_sums(count)));
        }
    }
    for (const std::string command :
         {"info {}", "info {} --json", "map {} --indicator patients -o {}.png", "report {} -o {}.html",
          "export {} --month final -o {}.csv", "export {} --month final -o {}.gpkg"}) {
        auto line = command;
        for (auto at = line.find("{}"); at != std::string::npos; at = line.find("{}"))
            line.replace(at, 2, path("two.nc"));
        const auto outcome = legekart(line);
        INFO(line << outcome.err);
        CHECK(outcome.exit_code == 0);
    }
}

TEST_CASE("Replicates that cannot be are refused before anything is simulated", "[runs][fast]") {
    const ScratchFolder folder;
    for (const std::string options :
         {"--replicates 0", "--replicates 10001", "--seed 9223372036854775807 --replicates 2"}) {
        const auto outcome =
            legekart("run " + baseline + " " + options + " -o " + (folder.path() / "n.nc").string());
        INFO(outcome.err);
        CHECK(outcome.exit_code == 2);
        CHECK(std::filesystem::is_empty(folder.path()));
    }
}
