// Questions of a planner, asked with the commands of README on the real figures.
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "support/places.hpp"
#include "support/program.hpp"

using nlohmann::json;
using support::legekart;
using support::ScratchFolder;

namespace {

/// A scenario without measures, of some months, with what is written below it.
std::string scenario(const ScratchFolder& folder, const std::string& name, const std::string& top,
                     const std::string& below) {
    return folder
        .file(name + ".toml",
              "measures_folder = \"" + support::in_tree("runs/measures") + "\"\n" + top +
                  "[run]\nstart = \"2026-01\"\nmonths = 4\nreplicates = 2\n[inputs]\nfolder = \"" +
                  support::in_tree("data/norway") + "\"\n" + below)
        .string();
}

std::string run(const ScratchFolder& folder, const std::string& name, const std::string& top,
                const std::string& below) {
    const auto file = (folder.path() / (name + ".nc")).string();
    const auto outcome = legekart("run " + scenario(folder, name, top, below) + " -o " + file);
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    return file;
}

/// The area's figure of an indicator in `compare --area`.
json figure(const std::string& a, const std::string& b, const std::string& area,
            const std::string& indicator) {
    const auto outcome = legekart("compare " + a + " " + b + " --area '" + area + "' --json");
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    const auto report = json::parse(outcome.out);
    for (const auto& f : report["scenarios"][0]["figures"])
        if (f["indicator"] == indicator && f["area"] == report["area"]["name"]) return f;
    FAIL("no " << indicator);
    return {};
}

}  // namespace

TEST_CASE("A planner asks: our only GP leaves in March, and a ferry is closed while a grant is paid",
          "[runs][planner][norway]") {
    const ScratchFolder folder;
    const auto as_it_is = run(folder, "a", "", "");
    const auto leaves =
        run(folder, "b", "", "[[event]]\nmonth = \"2026-03\"\ngp_leaves = \"Hattfjelldal\"\nlists = 4\n");
    const auto without = figure(as_it_is, leaves, "Hattfjelldal", "patients_without_gp");
    CHECK(without["difference"].get<double>() > 300);  // of some 1 250 people
    const auto elsewhere = figure(as_it_is, leaves, "Oslo", "patients_without_gp");
    CHECK(std::abs(elsewhere["difference"].get<double>()) < 5000);

    // 42 people of Træna live on islands without a GP (443 people, one surgery), and have no other ferry.
    const auto closed =
        run(folder, "c", "measures = [\"temporary-recruitment-grant\"]\n",
            "[measure.temporary-recruitment-grant]\nfrom = \"2026-01\"\nmunicipalities = [\"Træna\"]\n"
            "[[event]]\nmonth = \"2026-02\"\nuntil = \"2026-12\"\nferry_closes = \"Træna fv. 836\"\n"
            "[[event]]\nmonth = \"2026-02\"\nuntil = \"2026-12\"\nferry_closes = \"Skarberget-Bognes\"\n");
    const auto far = figure(as_it_is, closed, "Træna", "over_60_minutes")["difference"].get<double>();
    CHECK(far > 20);
    CHECK(far <= 42);
}

TEST_CASE("Bognes-Skarberget carries nobody to the nearest GP while other ways there are open",
          "[runs][planner][norway]") {
    const auto change_of = [](const std::string& options) {
        const auto outcome = legekart("access --json " + options);
        INFO(outcome.err);
        REQUIRE(outcome.exit_code == 0);
        return json::parse(outcome.out)["change"];
    };
    const std::string crossing = " --close-ferry Skarberget-Bognes";
    CHECK(change_of(crossing)["people_longer"] == 0);  // a GP on either side
    // Without the surgery at Oppeid and the ferries to Kjøpsvik and Lødingen it is the way to Ballangen.
    const std::string others =
        "--remove-practice 550 --close-ferry Drag-Kjøpsvik --close-ferry Bognes-Lødingen";
    const auto minutes = [&](const std::string& options) {
        const auto rows = change_of(options)["municipalities"];
        const auto hamaroy = std::find_if(rows.begin(), rows.end(),
                                          [](const json& row) { return row["municipality"] == "1875"; });
        REQUIRE(hamaroy != rows.end());
        return (*hamaroy)["mean_minutes_more"].get<double>();
    };
    CHECK(minutes(others + crossing) > minutes(others) + 0.5);
}

TEST_CASE("A planner asks: where does one new surgery help most in the hospital area UNN",
          "[runs][planner][norway]") {
    const auto found = legekart("access --place 1 --area \"UNN hospital area\" --json");
    INFO(found.err);
    REQUIRE(found.exit_code == 0);
    const auto report = json::parse(found.out);
    const auto& placement = report["placement"];
    REQUIRE(placement["places"].size() == 1);
    const auto& place = placement["places"][0];
    CHECK(placement["area"] == "UNN hospital area");
    CHECK(placement["candidates"] > 100);
    CHECK(place["gain"] > 0);
    CHECK(placement["before"].get<double>() - placement["after"].get<double>() ==
          Approx(place["gain"].get<double>()));
    // The same as a new practice, looked at by itself.
    const auto alone =
        legekart("access --json --add-practice " + place["x"].dump() + "," + place["y"].dump());
    REQUIRE(alone.exit_code == 0);
    CHECK(json::parse(alone.out)["change"]["people_shorter"] == report["change"]["people_shorter"]);
    CHECK(report["change"]["people_longer"] == 0);
}

TEST_CASE("Ten surgeries in the nation, by each of the three aims", "[runs][planner][norway]") {
    for (const std::string aim : {"minutes", "beyond", "shortage"}) {
        const auto found = legekart("access --place 10 --aim " + aim + " --json");
        INFO(found.err);
        REQUIRE(found.exit_code == 0);
        const auto placement = json::parse(found.out)["placement"];
        CHECK(placement["places"].size() == 10);
        CHECK(placement["people"] == 5'627'400);
        double gain = 0;
        for (const auto& place : placement["places"]) {
            CHECK(place["gain"] > 0);
            gain += place["gain"].get<double>();
        }
        CHECK(placement["before"].get<double>() - placement["after"].get<double>() ==
              Approx(gain).epsilon(1e-6));
    }
}
