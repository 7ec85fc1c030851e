#include "data/strict_toml.hpp"

#include <catch2/catch.hpp>
#include <functional>

#include "data/toml_text.hpp"
#include "geo/base/error.hpp"

using data::TomlFile;
using namespace std::chrono_literals;

namespace {

/// Everything wrong with the file, as a user sees it; empty if nothing is.
std::string complaints(const TomlFile& file) {
    try {
        file.finish();
    } catch (const geo::InputError& e) {
        return e.what();
    }
    return "";
}

std::string refusal(const std::function<void()>& action) {
    try {
        action();
    } catch (const geo::InputError& e) {
        return e.what();
    }
    return "nothing was refused";
}

}  // namespace

TEST_CASE("Texts are written as TOML reads them", "[data][fast]") {
    CHECK(data::toml_text("a\"b\\c Røst") == "\"a\\\"b\\\\c Røst\"");
    CHECK(data::toml_text(std::vector<std::string>{}) == "[]");
    CHECK(data::toml_text(std::vector<std::string>{"start", "2026-10"}) == "[\"start\", \"2026-10\"]");
    for (const char* bad : {"\x7f", "\xff"})
        CHECK_THROWS_WITH(data::toml_text(bad, "--inputs"), Catch::Contains("no UTF-8 text"));
}

TEST_CASE("Values of the right type are read as they stand", "[data][fast]") {
    const TomlFile file(R"(
title = "ti år"
[run]
start = "2026-01"
months = 120
share = 0.5
whole_share = 1
quiet = true
years = [2020, 2021]
weights = [0.5, 2]
[[measures]]
name = "a"
[[measures]]
name = "b"
)",
                        "run.toml");
    const auto root = file.root();
    const auto run = root.table("run");
    CHECK(root.text("title") == "ti år");
    CHECK(run.month("start") == 2026y / std::chrono::January);
    CHECK(run.whole("months", {1, 600}) == 120);
    CHECK(run.number("share", {0, 1}) == 0.5);
    CHECK(run.number("whole_share", {0, 1}) == 1.0);
    CHECK(run.flag("quiet"));
    CHECK(run.wholes("years", {1900, 2100}) == std::vector<std::int64_t>{2020, 2021});
    CHECK(run.numbers("weights", {0, 10}) == std::vector<double>{0.5, 2.0});
    REQUIRE(root.tables("measures").size() == 2);
    CHECK(root.tables("measures")[0].choice("name", {"a", "b"}) == "a");
    CHECK(root.tables("measures")[1].text("name") == "b");
    CHECK(root.tables("measures")[1].path() == "measures[1]");
    CHECK(run.keys() ==
          std::vector<std::string>{"start", "months", "share", "whole_share", "quiet", "years", "weights"});
    CHECK(complaints(file) == "");
}

TEST_CASE("An absent optional key takes its default, an absent required one is missed", "[data][fast]") {
    const TomlFile file("name = \"x\"\n[run]\n", "run.toml");
    const auto run = file.root().table("run");
    CHECK(file.root().text("name", "y") == "x");
    CHECK(run.whole("months", {1, 600}, 120) == 120);
    CHECK(run.text("label", "none") == "none");
    CHECK_FALSE(run.maybe_number("share", {0, 1}));
    CHECK_FALSE(run.has("months"));
    CHECK(run.texts("tags").empty());
    CHECK_FALSE(file.root().table("output").present());
    CHECK(file.root().table("output").flag("json", true));
    CHECK(complaints(file) == "");
    run.month("start");
    file.root().table("places").whole("count", {1, 9});
    CHECK(complaints(file) ==
          "run.toml:1:1: missing key 'places.count', expected a whole number 1..9\n"
          "run.toml:2:1: missing key 'run.start', expected a month such as \"2026-01\"");
}

TEST_CASE("A mistyped key is an error that names the likely one", "[data][fast]") {
    const TomlFile file("\n[run]\nmonth = 24\n[rum]\nmonths = 3\n[output]\nmonths = 1\n\"odd one\" = 2\n",
                        "bad.toml");
    CHECK(file.root().table("run").whole("months", {1, 600}, 120) == 120);
    file.root().table("output");
    CHECK(complaints(file) ==
          "bad.toml:3:1: unknown key 'run.month'; did you mean 'run.months'?\n"
          "bad.toml:4:2: unknown key 'rum'; did you mean 'run'?\n"
          "bad.toml:7:1: unknown key 'output.months'; did you mean 'run.months'?\n"
          "bad.toml:8:1: unknown key 'output.odd one'");
}

TEST_CASE("Unknown keys are found inside lists of tables", "[data][fast]") {
    const TomlFile file("[[measures]]\nname = \"a\"\n[[measures]]\nnmae = \"b\"\n", "bad.toml");
    for (const auto& measure : file.root().tables("measures")) measure.text("name", "");
    CHECK(complaints(file) ==
          "bad.toml:4:1: unknown key 'measures[1].nmae'; did you mean 'measures[1].name'?");
}

TEST_CASE("Wrong types and values out of range name place, value and what was expected", "[data][fast]") {
    const TomlFile file(R"([run]
name = 5
start = "2026-13"

months = "ten"
seed = 1.5
share = 2
rate = nan
quiet = 1
how = "fsat"
years = 2020
weights = [1, "x", 99]
part = 3
)",
                        "bad.toml");
    const auto run = file.root().table("run");
    CHECK(run.text("name") == "");
    run.month("start");
    CHECK(run.whole("months", {1, 600}) == 1);
    run.whole("seed", {0, 100});
    CHECK(run.number("share", {0, 1, "share of list"}, 0.25) == 0.25);
    run.number("rate", geo::Field{"1/month", 0.0, 0.1, "assumption: for the test"});
    run.flag("quiet");
    CHECK(run.choice("how", {"fast", "slow"}, "slow") == "slow");
    run.wholes("years", {1900, 2100});
    CHECK(run.numbers("weights", {0, 10}) == std::vector<double>{1.0});
    run.table("part");
    CHECK(complaints(file) ==
          "bad.toml:2:8: 'run.name' is 5, expected a text in quotes\n"
          "bad.toml:3:9: 'run.start' is \"2026-13\", expected a month such as \"2026-01\"\n"
          "bad.toml:5:10: 'run.months' is a string, expected a whole number 1..600\n"
          "bad.toml:6:8: 'run.seed' is 1.5, expected a whole number 0..100\n"
          "bad.toml:7:9: 'run.share' is 2, expected a number 0..1 (share of list)\n"
          "bad.toml:8:8: 'run.rate' is nan, expected a number 0..0.1 (1/month)\n"
          "bad.toml:9:9: 'run.quiet' is 1, expected true or false\n"
          "bad.toml:10:7: 'run.how' is \"fsat\", expected one of \"fast\", \"slow\"\n"
          "bad.toml:11:9: 'run.years' is 2020, expected a list, each element a whole number 1900..2100\n"
          "bad.toml:12:15: 'run.weights[1]' is a string, expected a number 0..10\n"
          "bad.toml:12:20: 'run.weights[2]' is 99, expected a number 0..10\n"
          "bad.toml:13:8: 'run.part' is 3, expected a table, [run.part]");
}

TEST_CASE("A caller's own complaint carries the place of the key", "[data][fast]") {
    const TomlFile file("[where]\nmunicipality = \"9999\"\n", "bad.toml");
    const auto where = file.root().table("where");
    where.text("municipality");
    where.error("municipality", "municipality 9999 is not in the input set");
    CHECK(complaints(file) == "bad.toml:2:16: municipality 9999 is not in the input set");
}

TEST_CASE("A file that is not TOML is refused with line and column", "[data][fast]") {
    CHECK(refusal([] { TomlFile("a = 1\nb = \n", "bad.toml"); }).rfind("bad.toml:2:", 0) == 0);
    CHECK(refusal([] { TomlFile("a = 1\na = 2\n", "bad.toml"); }).rfind("bad.toml:2:", 0) == 0);
    CHECK(refusal([] { TomlFile(std::filesystem::path("no_such.toml")); }) ==
          "no_such.toml: cannot be read (No such file or directory), expected a TOML file; check the path");
    CHECK(refusal([] { TomlFile(std::filesystem::path("/")); }) ==
          "/: is a folder, expected a TOML file; check the path");
}

TEST_CASE("A value set on the command line replaces the file's and keeps its checks", "[data][fast]") {
    TomlFile file("[run]\nmonths = 12\n[[measures]]\nname = \"a\"\n", "run.toml");
    file.set("run.months", "24");
    file.set("run.start", "2026-01");
    file.set("run.name", "2030");
    file.set("run.label", "over \"fjell\" og \\ dal");
    file.set("run.years", "[1, 2]");
    file.set("output.json", "true");
    file.set("measures[0].name", "b");
    const auto run = file.root().table("run");
    CHECK(run.whole("months", {1, 600}) == 24);
    CHECK(run.month("start") == 2026y / std::chrono::January);
    CHECK(run.text("name") == "2030");
    CHECK(run.text("label") == "over \"fjell\" og \\ dal");
    CHECK(run.wholes("years", {0, 9}) == std::vector<std::int64_t>{1, 2});
    CHECK(file.root().table("output").flag("json"));
    CHECK(file.root().tables("measures")[0].text("name") == "b");
    CHECK(file.source_text() == "[run]\nmonths = 12\n[[measures]]\nname = \"a\"\n");
    CHECK(complaints(file) == "");
}

TEST_CASE("Errors in what was set name the option and come after the file's", "[data][fast]") {
    TomlFile file("[run]\nmonths = 12\nspeed = 9\n", "run.toml");
    file.set("run.months", "1o");
    file.set("run.mnths", "3");
    file.set("rn.months", "3");
    file.root().table("run").whole("months", {1, 600});
    CHECK(complaints(file) ==
          "run.toml:3:1: unknown key 'run.speed'\n"
          "--set run.months=1o: 'run.months' is a string, expected a whole number 1..600\n"
          "--set rn.months=3: unknown key 'rn'; did you mean 'run'?\n"
          "--set run.mnths=3: unknown key 'run.mnths'; did you mean 'run.months'?");
}

TEST_CASE("What cannot be set says why", "[data][fast]") {
    TomlFile file("[run]\nmonths = 12\n[[measures]]\nname = \"a\"\n", "run.toml");
    CHECK(refusal([&] { file.set("run.months.x", "1"); }) ==
          "--set run.months.x=1: 'run.months' is 12, expected a table");
    CHECK(refusal([&] { file.set("measures[1].name", "b"); }) ==
          "--set measures[1].name=b: 'measures' has 1 entries in run.toml; the first is [0]");
    CHECK(refusal([&] { file.set("run.", "1"); }) ==
          "--set run.=1: expected KEY=VALUE with a key such as run.months or measures[0].from");
    CHECK(refusal([&] { file.set("measures[x].name", "1"); }) ==
          "--set measures[x].name=1: expected KEY=VALUE with a key such as run.months or measures[0].from");
    CHECK(refusal([&] { file.set("run.years[0]", "1"); }) ==
          "--set run.years[0]=1: cannot set one element; set all of 'run.years', such as [1, 2]");
}

TEST_CASE("A damaged TOML file ends in values or in a sentence, never in a crash", "[data][fast]") {
    const std::string text =
        "[run]\nstart = \"2026-01\"\nmonths = 12\nshare = 0.5\nyears = [1, 2]\n[[measures]]\nname = \"a\"\n";
    int read = 0, refused = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        for (const char c : {'=', '"', '[', ']', '.', '1', 'x', '\n', '\0', '\xff'}) {
            auto damaged = text;
            damaged[at] = c;
            try {
                TomlFile file(damaged, "bad.toml");
                file.set("measures[0].name", "b");
                const auto run = file.root().table("run");
                run.maybe_month("start");
                run.whole("months", {1, 600}, 1);
                run.number("share", {0, 1}, 1);
                run.wholes("years", {0, 9});
                for (const auto& measure : file.root().tables("measures")) measure.text("name");
                file.finish();
                ++read;
            } catch (const geo::InputError& e) {
                CHECK_FALSE(std::string(e.what()).empty());
                ++refused;
            }
        }
    }
    CHECK(read > 20);
    CHECK(refused > 200);
}
