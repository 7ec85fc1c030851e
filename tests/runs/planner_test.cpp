// Questions of a planner, asked with the commands of README on the real figures.
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "data/snapshot_reader.hpp"
#include "model/hospital_areas.hpp"
#include "support/places.hpp"
#include "support/program.hpp"

using nlohmann::json;
using support::legekart;
using support::ScratchFolder;

namespace {

/// A scenario of some months, with what is written above and below them.
std::string scenario(const ScratchFolder& folder, const std::string& name, const std::string& top,
                     const std::string& below, int months) {
    return folder
        .file(name + ".toml", "measures_folder = \"" + support::in_tree("runs/measures") + "\"\n" + top +
                                  "[run]\nstart = \"2026-01\"\nmonths = " + std::to_string(months) +
                                  "\nreplicates = 2\n[inputs]\nfolder = \"" +
                                  support::in_tree("data/norway") + "\"\n" + below)
        .string();
}

std::string run(const ScratchFolder& folder, const std::string& name, const std::string& top,
                const std::string& below, int months = 4) {
    const auto file = (folder.path() / (name + ".nc")).string();
    const auto outcome = legekart("run " + scenario(folder, name, top, below, months) + " -o " + file);
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

TEST_CASE(
    "A planner asks: which municipalities are in trouble within a year, and how many GPs Finnmark must hire",
    "[runs][planner][norway]") {
    const ScratchFolder folder;
    const auto file = run(folder, "a", "", "", 25);
    const auto told = legekart("risk " + file + " --json");
    INFO(told.err);
    REQUIRE(told.exit_code == 0);
    const auto places = json::parse(told.out)["municipalities"];
    // In every draw and month from the file itself: shape draws × municipalities × time points.
    const auto snapshot = data::read_snapshot(file);
    const auto without = snapshot.replicate_months("patients_without_gp"),
               patients = snapshot.replicate_months("patients");
    const auto& numbers = snapshot.municipalities.number.values();
    int before = 2;
    for (int rank = 0; rank < 10; ++rank) {
        const auto& place = places.at(static_cast<std::size_t>(rank));
        const auto m = static_cast<std::size_t>(std::find(numbers.begin(), numbers.end(), place["number"]) -
                                                numbers.begin());
        REQUIRE(m < numbers.size());
        int many = 0;
        for (std::size_t draw = 0; draw < 2; ++draw) {
            const auto from = (draw * numbers.size() + m) * 26;
            bool over = false;
            for (std::size_t t = 1; t <= 12; ++t) over = over || 10 * without[from + t] > patients[from + t];
            many += over;
        }
        CHECK(place["over_within_12_months"]["many"] == many);
        CHECK(place["over_within_12_months"]["of"] == 2);
        CHECK(many <= before);  // the most likely ones first
        before = many;
    }
    const auto finnmark = legekart("risk " + file + " --area Finnmark --from 2026 --to 2027 --json");
    INFO(finnmark.err);
    REQUIRE(finnmark.exit_code == 0);
    const auto gps = json::parse(finnmark.out)["gps"];
    REQUIRE(gps.size() == 2);
    const auto hired = snapshot.amounts("gps_hired"), moved = snapshot.amounts("gps_moved");
    double began = 0;
    for (std::size_t m = 0; m < numbers.size(); ++m)
        if (snapshot.municipalities.county_number.values()[m] == "56")
            for (std::size_t t = 1; t <= 12; ++t) {
                const auto at = t * numbers.size() + m;
                began += hired[at] + moved[at];
            }
    CHECK(gps[0]["year"] == 2026);
    CHECK(gps[0]["began"].get<double>() == Approx(began));
    CHECK(gps[1]["lists_needed"].get<double>() - gps[1]["lists_with_gp"].get<double>() ==
          Approx(gps[1]["lacking"].get<double>()));
}

TEST_CASE("A planner asks: which rural measure Nordland should ask for, and what it does for Helgeland",
          "[runs][planner][norway]") {
    const ScratchFolder folder;
    const auto as_it_is = run(folder, "as-it-is", "", "");
    const auto pay = run(folder, "pay", "measures = [\"temporary-recruitment-grant\"]\n", "");
    const auto training = run(folder, "training", "measures = [\"alis-agreements\"]\n", "");
    for (const std::string area : {"Nordland", "Helgeland hospital area"}) {
        const auto outcome =
            legekart("compare " + as_it_is + " " + pay + " " + training + " --area '" + area + "' --json");
        INFO(outcome.err);
        REQUIRE(outcome.exit_code == 0);
        const auto report = json::parse(outcome.out);
        CHECK(report["area"]["name"] == area);
        REQUIRE(report["scenarios"].size() == 2);
        for (const auto& scenario : report["scenarios"]) {
            INFO(area << " " << scenario["name"]);
            double whole = -1, parts = 0;
            int places = 0;
            for (const auto& f : scenario["figures"]) {
                if (f["indicator"] != "patients_without_gp") continue;
                const bool county = area == "Nordland";
                if (f["area"] == (county ? "Nordland" : "Helgeland") &&
                    f["area_kind"] == (county ? "county" : "hospital_area"))
                    whole = f["difference"];
                const auto number = f["area_number"].get<std::string>();
                const bool in_area = area == "Nordland" ? number.starts_with("18")
                                                        : model::hospital_area(number) == "Helgeland";
                if (f["area_kind"] == "municipality" && in_area)
                    parts += f["difference"].get<double>(), ++places;
            }
            CHECK(places > 10);
            CHECK(whole == Approx(parts));
            CHECK(scenario["costs"]["by_payer"].size() == 3);
            CHECK(scenario["costs"]["effects"].size() == 3);
        }
    }
}
