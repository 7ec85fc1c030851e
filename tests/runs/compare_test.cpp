// Comparisons by the real program on the real figures.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "data/snapshot_reader.hpp"
#include "support/places.hpp"
#include "support/program.hpp"

using nlohmann::json;
using support::legekart;
using support::ScratchFolder;

namespace {

using support::baseline;

bool is_of_a_municipality(const json& figure) {
    return figure["area_kind"] == "municipality";
}

/// How far a file's difference may lie from the table's: a file keeps 16 bits of a mean or ratio.
double kept_digits(double reference, double mean) {
    return (std::abs(reference) + std::abs(mean)) / (1 << 16) + 1e-9;
}

/// Every municipality's figures are those of the files' values.
void figures_are_the_files(const json& figures, const std::string& from, const std::string& to, int time) {
    const auto a = data::read_snapshot(from), b = data::read_snapshot(to);
    int compared = 0, ratios = 0;
    for (const auto& info : a.indicators) {
        if (info.is_value) continue;
        const auto here = a.values(info.name, time), there = b.values(info.name, time);
        for (const auto& figure : figures) {
            if (!is_of_a_municipality(figure) || figure["indicator"] != info.name) continue;
            const auto& numbers = a.municipalities.number.values();
            const auto m = static_cast<std::size_t>(
                std::find(numbers.begin(), numbers.end(), figure["area_number"]) - numbers.begin());
            INFO(info.name << " in " << numbers.at(m));
            REQUIRE(figure["mean_reference"].is_null() == std::isnan(here[m]));
            if (std::isnan(here[m]) || std::isnan(there[m])) continue;
            const double size = kept_digits(here[m], there[m]);
            CHECK(std::abs(figure["mean_reference"].get<double>() - here[m]) < size);
            CHECK(std::abs(figure["mean"].get<double>() - there[m]) < size);
            CHECK(std::abs(figure["difference"].get<double>() - (there[m] - here[m])) < size);
            ++compared;
            ratios += info.is_ratio;
        }
    }
    CHECK(compared > 357 * 20);
    CHECK(ratios > 351 * 5);
}

/// The difference map's value and hatching of every municipality are the table's.
void figures_are_the_maps(const json& figures, const json& map) {
    int compared = 0, hatched = 0;
    for (const auto& figure : figures) {
        if (!is_of_a_municipality(figure) || figure["indicator"] != "percent_without_gp") continue;
        const std::string number = figure["area_number"];
        INFO(number);
        REQUIRE(map["values"][number].is_null() == figure["difference"].is_null());
        if (figure["difference"].is_null()) continue;
        CHECK(std::abs(map["values"][number].get<double>() - figure["difference"].get<double>()) <
              kept_digits(figure["mean_reference"], figure["mean"]));
        const auto& unsure = map["not_distinguishable"];
        const bool is = std::find(unsure.begin(), unsure.end(), number) != unsure.end();
        const bool varies = figure["low"] != figure["high"];
        // Told apart alone is not enough: among all municipalities fewer hold.
        CHECK((!is || varies));
        CHECK((is || !varies || figure["change"].get<bool>()));
        ++compared;
        hatched += is;
    }
    CHECK(compared > 350);
    CHECK(hatched > 20);
    CHECK(hatched < compared);
}

}  // namespace

TEST_CASE("A scenario against itself is zero, against another number it is paired, and tables say the same",
          "[runs][norway]") {
    const ScratchFolder folder;
    const auto path = [&](const std::string& name) { return (folder.path() / name).string(); };
    const auto simulate = [&](const std::string& options, const std::string& name) {
        const auto outcome =
            legekart("run " + baseline + " --months 3 --replicates 3 " + options + " -o " + path(name));
        INFO(outcome.err);
        REQUIRE(outcome.exit_code == 0);
    };
    simulate("", "base.nc");
    simulate("--set parameters.gp_choice.travel_deterrence=0.1", "near.nc");
    simulate("--seed 1001", "other.nc");

    const auto self = legekart("compare " + path("base.nc") + " " + path("base.nc") + " --json");
    INFO(self.err);
    REQUIRE(self.exit_code == 0);
    const auto same = json::parse(self.out)["scenarios"][0];
    CHECK(same["replicates"] == 3);
    CHECK(same["figures"].size() > 357 * 20);
    for (const auto& figure : same["figures"]) {
        if (figure["difference"].is_null()) continue;  // a ratio to nothing
        CHECK(figure["difference"] == 0.0);
        CHECK(figure["low"] == 0.0);
        CHECK(figure["high"] == 0.0);
        CHECK(figure["change"] == false);
    }
    for (const auto& line : same["costs"]["by_payer"]) CHECK(line["difference"] == 0.0);
    for (const auto& effect : same["costs"]["effects"]) CHECK(effect["cost_per_unit"].is_null());
    CHECK(same["changed_municipalities"].empty());

    const auto files = " -o " + path("t.csv") + " -o " + path("t.xlsx") + " -o " + path("t.json") + " -o " +
                       path("t.png") + " -o " + path("t.svg");
    const auto paired =
        legekart("compare " + path("base.nc") + " " + path("near.nc") + " --language en --json" + files);
    INFO(paired.err);
    REQUIRE(paired.exit_code == 0);
    const auto found = json::parse(paired.out);
    CHECK(json::parse(support::text_of(path("t.json"))) == found);
    figures_are_the_files(found["scenarios"][0]["figures"], path("base.nc"), path("near.nc"), 3);
    const auto map =
        legekart("map " + path("near.nc") + " --minus " + path("base.nc") + " --json -o " + path("map.svg"));
    INFO(map.err);
    REQUIRE(map.exit_code == 0);
    figures_are_the_maps(found["scenarios"][0]["figures"], json::parse(map.out));
    CHECK(found["scenarios"][0]["paired"] == true);
    const auto csv = support::text_of(path("t.csv"));
    CHECK(std::count(csv.begin(), csv.end(), '\n') ==
          1 + static_cast<std::ptrdiff_t>(found["scenarios"][0]["figures"].size()));
    CHECK(support::text_of(path("t.xlsx")).substr(0, 2) == "PK");
    CHECK(support::text_of(path("t.png")).substr(1, 3) == "PNG");
    CHECK(support::text_of(path("t.svg")).find("near") != std::string::npos);

    const auto strangers = legekart("compare " + path("base.nc") + " " + path("other.nc"));
    CHECK(strangers.exit_code == 0);
    CHECK(strangers.err.find("note: no draw is in all files") != std::string::npos);
    CHECK(strangers.out.find("ikke parvis") != std::string::npos);
    const auto stranger_map =
        legekart("map " + path("other.nc") + " --minus " + path("base.nc") + " -o " + path("strange.svg"));
    CHECK(stranger_map.exit_code == 0);
    CHECK(stranger_map.err.find("note: no draw is in all files") != std::string::npos);
    CHECK(support::text_of(path("strange.svg")).find("ulike startverdier") != std::string::npos);
    const auto unpaired = legekart("compare " + path("base.nc") + " " + path("other.nc") + " --unpaired");
    CHECK(unpaired.exit_code == 0);
    CHECK(unpaired.out.find("ikke parvis") != std::string::npos);
    const auto english =
        legekart("compare " + path("base.nc") + " " + path("other.nc") + " --unpaired --language en");
    CHECK(english.out.find("not paired") != std::string::npos);
}

TEST_CASE("Comparisons that cannot be made are refused in a sentence", "[runs][fast]") {
    for (const std::string arguments :
         {"compare", "compare nowhere.nc", "compare nowhere.nc elsewhere.nc",
          "compare a.nc b.nc -o table.doc", "compare a.nc b.nc --language fr",
          "compare a.nc b.nc --month 2030", "compare a.nc b.nc --month 2030-1"}) {
        INFO(arguments);
        const auto outcome = legekart(arguments);
        CHECK(outcome.exit_code == 2);
        CHECK(outcome.out.empty());
        CHECK(!outcome.err.empty());
    }
}
