// What the report page looks like: against reference pictures, with tolerance.
#include <catch2/catch.hpp>

#include "support/golden.hpp"
#include "support/made_snapshot.hpp"
#include "support/places.hpp"
#include "support/program.hpp"

TEST_CASE("The report page looks as when it was last looked at: desktop, phone, printed fact sheet",
          "[runs][page]") {
    const support::ScratchFolder scratch;
    const auto folder = scratch.path();
    support::make_ensemble(folder / "a.nc", false);
    support::make_ensemble(folder / "b.nc", true);
    const auto report = folder / "report.html";
    const auto made = support::legekart("report " + (folder / "a.nc").string() + " " +
                                        (folder / "b.nc").string() + " -o " + report.string());
    INFO(made.err);
    REQUIRE(made.exit_code == 0);
    const auto shown = support::shell("cd " + support::in_tree("tests/page") + " && node pictures.mjs " +
                                      report.string() + " " + folder.string());
    INFO(shown.err);
    REQUIRE(shown.exit_code == 0);
    for (const std::string name : {"page-desktop", "page-map", "page-phone", "page-sheet"}) {
        INFO(name);
        CHECK(support::golden_difference(folder / (name + ".png"), name) == "");
    }
}
