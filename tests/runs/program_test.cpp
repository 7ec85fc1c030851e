// The real program on the real figures.
#include "support/program.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "data/snapshot_reader.hpp"
#include "support/places.hpp"

using nlohmann::json;
using support::legekart;
using support::ScratchFolder;

namespace {

using support::baseline;

}  // namespace

TEST_CASE("Norway is simulated to the same bytes on 1, 2 and 8 threads, and to others with another seed",
          "[runs][norway]") {
    const ScratchFolder folder;
    const auto sha = [&](const std::string& options) {
        const auto outcome = legekart("run " + baseline + " --months 6 --replicates 1 --json " + options +
                                      " -o " + (folder.path() / "n.nc").string());
        INFO(outcome.err);
        REQUIRE(outcome.exit_code == 0);
        const auto report = json::parse(outcome.out);
        CHECK(report["people"] == 5'627'400);
        CHECK(report["start"]["patients_without_gp"] == 117'899);
        CHECK(report["start"]["lists_total"] == 5'944);
        return report["sha256"].get<std::string>();
    };
    const auto one = sha("--threads 1");
    CHECK(sha("--threads 2") == one);
    CHECK(sha("--threads 8") == one);
    CHECK(sha("--threads 2 --seed 2") != one);
}

TEST_CASE("The snapshot's first month is the official table", "[runs][norway]") {
    const ScratchFolder folder;
    const auto file = folder.path() / "start.nc";
    REQUIRE(legekart("run " + baseline + " --months 1 --replicates 1 -o " + file.string()).exit_code == 0);
    const auto snapshot = data::read_snapshot(file);
    const auto at = [&](const char* indicator, const char* number) {
        const auto& numbers = snapshot.municipalities.number.values();
        const auto row = std::find(numbers.begin(), numbers.end(), number) - numbers.begin();
        return snapshot.values(indicator, 0).at(static_cast<std::size_t>(row));
    };
    // SSB 12005, 31.12.2025: patients on lists without a GP, and all patients.
    struct Official {
        const char* number;
        float without, patients;
    };
    for (const auto& o : {Official{"1101", 1782, 15543}, Official{"0301", 0, 780384}}) {
        CHECK(at("patients_without_gp", o.number) == o.without);
        CHECK(at("patients", o.number) == o.patients);
        CHECK(at("percent_without_gp", o.number) == Approx(100 * o.without / o.patients).epsilon(1e-4));
    }
}

TEST_CASE("A map is drawn with one command, and its values are the file's", "[runs][norway]") {
    const ScratchFolder folder;
    const auto file = (folder.path() / "m.nc").string();
    REQUIRE(legekart("run " + baseline + " --months 1 --replicates 1 -o " + file).exit_code == 0);
    const auto png = folder.path() / "m.png";
    const auto svg = folder.path() / "m.svg";
    const auto outcome =
        legekart("map " + file + " --month 2026-01 --json -o " + png.string() + " -o " + svg.string());
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    CHECK(support::text_of(png).substr(1, 3) == "PNG");
    CHECK(support::text_of(svg).find("Andel listeinnbyggere uten fast lege") != std::string::npos);
    CHECK(json::parse(outcome.out)["values"]["1101"].get<double>() ==
          Approx(100 * 1782 / 15543.0).epsilon(1e-4));
    CHECK(legekart("map " + file + " --minus " + file + " --json -o " + png.string())
              .out.find("\"1101\": 0.0") != std::string::npos);
}

TEST_CASE("A full disk is an error, not a broken file", "[runs][norway]") {
    const ScratchFolder folder;
    const auto file = (folder.path() / "f.nc").string();
    // A file-size limit of 500 kB stands for the full disk.
    const auto full = support::shell("ulimit -f 500; trap '' XFSZ; exec " + support::program_file() +
                                     " run " + baseline + " --months 12 --replicates 1 -o " + file);
    CHECK(full.exit_code == 74);
    CHECK_THAT(full.err, Catch::EndsWith(": File too large\n"));
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("Every mistake in a scenario is named with its place, and the program exits 2", "[runs][fast]") {
    const ScratchFolder folder;
    const auto bad = folder.file(
        "bad.toml",
        "[run]\nstart = \"2026-13\"\nmonth = 12\nmonths = \"ten\"\n\n[inputs]\nfolder = \"no/such\"\n\n"
        "[parameters.vacancy]\nlocum_cover = 1.5\n\n[parameters.gp_exit]\nmedian_contract_years = [1, 2]\n");
    const auto outcome = legekart("run " + bad.string());
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.out.empty());
    const auto has = [&](const std::string& text) {
        INFO(outcome.err);
        CHECK(outcome.err.find(bad.string() + text) != std::string::npos);
    };
    has(":2:");
    has(":3:1: unknown key 'run.month'; did you mean 'run.months'?");
    has(":4:");
    has(":7:");
    has(":10:");
    has(":13:");
    CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 6);
}

TEST_CASE("A measure that can change nothing is named, a place that is not there refused",
          "[runs][measures]") {
    const ScratchFolder folder;
    const auto scenario = folder.file(
        "idle.toml",
        "measures_folder = \"" + support::in_tree("runs/measures") +
            "\"\nmeasures = [\"recruitment-grant\", \"rural-grant\", \"new-posts\"]\n"
            "[measure.rural-grant]\ninhabitants_under = 10\n[measure.new-posts]\nfrom = \"2046-07\"\n"
            "[run]\nstart = \"2026-01\"\nmonths = 1\nreplicates = 1\n[inputs]\nfolder = \"" +
            support::in_tree("data/norway") + "\"\n");
    const auto run = "run " + scenario.string() + " -o " + (folder.path() / "x.nc").string();
    const auto idle = legekart(run);
    INFO(idle.err);
    CHECK(idle.exit_code == 0);
    for (const char* told :
         {"'recruitment-grant' changes nothing: it ended in 2020-12",
          "'rural-grant' has no eligible municipality by the figures of 1 January 2026",
          "'new-posts' changes nothing: it begins in 2046-07, and the run ends in 2026-02"})
        CHECK(idle.err.find(told) != std::string::npos);
    for (const auto& [set, told] : {std::pair{"counties=[\"Nordlandet\"]", "did you mean Nordland?"},
                                    {"counties=[\"Bodø\"]", "names no county: 'Bodø' is something else"},
                                    {"municipalities=[\"9999\"]", "no area is called '9999'"}}) {
        const auto wrong = legekart(run + " --dry-run --set 'measure.new-posts." + set + "'");
        INFO(wrong.err);
        CHECK(wrong.exit_code == 2);
        CHECK(wrong.err.find(told) != std::string::npos);
    }
    // Every command that simulates refuses them, not run alone.
    const auto validated = legekart("validate " + scenario.string() +
                                    " --replicates 1 --set 'measure.new-posts.counties=[\"nowhere\"]'");
    INFO(validated.err);
    CHECK(validated.exit_code == 2);
    CHECK(validated.err.find("no area is called 'nowhere'") != std::string::npos);
    // A scenario of its own time has none.
    const auto all =
        legekart("run " + baseline + " --months 1 --replicates 1 -o " + (folder.path() / "y.nc").string());
    CHECK(all.err.find("changes nothing") == std::string::npos);
}

TEST_CASE(
    "Places of a scenario are found by name, mistyped ones are named with file and line, dry run or not",
    "[runs][measures]") {
    const ScratchFolder folder;
    const auto scenario = [&](const std::string& places, const std::string& more = {}) {
        return folder
            .file("p.toml", "measures_folder = \"" + support::in_tree("runs/measures") +
                                "\"\nmeasures = [\"temporary-recruitment-grant\"]\n"
                                "[measure.temporary-recruitment-grant]\nmunicipalities = " +
                                places + "\n[run]\nstart = \"2026-01\"\nmonths = 12\n[inputs]\nfolder = \"" +
                                support::in_tree("data/norway") + "\"\n" + more)
            .string();
    };
    const auto found = legekart("run --dry-run " + scenario("[\"hattfjelldal\", \"Rost\", \"1815\"]"));
    INFO(found.err);
    CHECK(found.exit_code == 0);
    const auto wrong = legekart("run --dry-run " + scenario("[\"Hatfjelldal\"]"));
    CHECK(wrong.exit_code == 2);
    CHECK(wrong.err.find("p.toml:4:18: ") != std::string::npos);
    CHECK(wrong.err.find("did you mean Hattfjelldal?") != std::string::npos);
    const auto event =
        legekart("run --dry-run " + scenario("[\"Bodø\"]",
                                             "[[event]]\nmonth = \"2026-03\"\ngp_leaves = \"Hattfjelldal\"\n"
                                             "[[event]]\nmonth = \"2026-10\"\nuntil = \"2027-04\"\n"
                                             "ferry_closes = \"Skarberget-Bognes\"\n"));
    INFO(event.err);
    CHECK(event.exit_code == 0);
    CHECK(event.out.find("event 2026-03: 1 of the GPs of Hattfjelldal leave") != std::string::npos);
    CHECK(event.out.find("event 2026-10 to 2027-03: the ferry Bognes–Skarberget is closed") !=
          std::string::npos);
    const auto faults = legekart(
        "run --dry-run " + scenario("[\"Bodø\"]",
                                    "[[event]]\nmonth = \"2025-03\"\ngp_leaves = \"Nowhere\"\n"
                                    "[[event]]\nmonth = \"2026-03\"\nferry_closes = \"Leva\"\n"
                                    "[[event]]\nmonth = \"2026-03\"\npractice_opens = [7365000, 525000]\n"
                                    "[[event]]\nmonth = \"2026-03\"\nlist = 3\n"));
    INFO(faults.err);
    CHECK(faults.exit_code == 2);
    for (const char* told :
         {":11:9: 'event[0].month' is 2025-03, before the run begins", ":12:13: 'event[0].gp_leaves' ",
          ":15:16: 'event[1].ferry_closes' closes nothing: no ferry 'Leva'",
          ":18:18: 'event[2].practice_opens' [7365000, 525000] lies in no municipality",
          "says when, not what; expected one of gp_leaves", "unknown key 'event[3].list'"})
        CHECK(faults.err.find(told) != std::string::npos);
    const auto more = legekart("run --dry-run " +
                               scenario("[\"Bodø\"]",
                                        "[[event]]\nmonth = \"2026-03\"\ngp_leaves = \"Træna\"\nlists = 60\n"
                                        "[[event]]\nmonth = \"2026-03\"\ngp_leaves_practice = 0\nlists = 99\n"
                                        "[[event]]\nmonth = \"2026-03\"\n"
                                        "duty_merges = [\"Bodø\", \"Gildeskål\", \"1804\"]\n"));
    INFO(more.err);
    CHECK(more.exit_code == 2);
    for (const char* told :
         {":13:9: 'event[0].lists' says '2026-03: 60 of the GPs of Træna leave', and there are ",
          ":17:9: 'event[1].lists' says '2026-03: 99 of the GPs of practice 0 in ",
          ":20:15: 'event[2].duty_merges' names Bodø twice; expected each municipality once"})
        CHECK(more.err.find(told) != std::string::npos);
    const auto late = scenario("[\"Bodø\"]", "[[event]]\nmonth = \"2027-03\"\ngp_leaves = \"Bodø\"\n");
    const auto dry = legekart("run --dry-run " + late);
    CHECK(dry.exit_code == 0);
    CHECK(
        dry.err.find("note: the event '2027-03: 1 of the GPs of Bodø leave' lies after the end of the run in "
                     "2027-01") != std::string::npos);
    // Lists that an event opens before can lose their GP.
    const auto opened =
        legekart("run --dry-run " + scenario("[\"Bodø\"]",
                                             "[[event]]\nmonth = \"2026-02\"\npractice_opens = [474000, "
                                             "7463000]\nlists = 60\n[[event]]\nmonth = \"2026-03\"\n"
                                             "gp_leaves = \"Bodø\"\nlists = 90\n"));
    INFO(opened.err);
    CHECK(opened.exit_code == 0);
}

TEST_CASE("What is mistyped is answered with what was meant, in one line", "[runs][fast]") {
    const ScratchFolder folder;
    const auto said = [](const std::string& arguments) {
        const auto outcome = legekart(arguments);
        INFO(outcome.err);
        CHECK(outcome.exit_code == 2);
        CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 1);
        return outcome.err;
    };
    CHECK(said("rn x.toml").find("no command 'rn'; did you mean 'run'") != std::string::npos);
    CHECK(said("fly").find("no command 'fly'; expected one of run") != std::string::npos);
    const auto help = legekart("help run");
    CHECK(help.exit_code == 0);
    CHECK(help.out == legekart("run --help").out);
    const auto file =
        folder.file("n.toml", "x = 1\n[measure.rural-grant]\nhiring_grant = 300 000\n").string();
    CHECK(said("run " + file).find("; write 300000 or 300_000, without blanks") != std::string::npos);
    const auto notepad = folder.file("w.toml", "# Bod\xF8\n").string();
    CHECK(said("run " + notepad).find("save it as UTF-8") != std::string::npos);
    const auto scenario =
        folder.file("m.toml", "measures_folder = \"" + support::in_tree("runs/measures") +
                                  "\"\nmeasures = [\"rurl-grant\"]\n[measure.rurl-grant]\n"
                                  "gp_year_grant = 1\n[run]\nstart = \"2026-01\"\n[inputs]\nfolder = \"" +
                                  support::in_tree("data/norway") + "\"\n");
    CHECK(said("run " + scenario.string()).find("did you mean 'rural-grant'?") != std::string::npos);
}

TEST_CASE("list finds what can be named, in any case and without marks", "[runs][fast]") {
    const auto rows = [](const std::string& arguments) {
        const auto outcome = legekart("list --json " + arguments);
        INFO(outcome.err);
        CHECK(outcome.exit_code == 0);
        return nlohmann::json::parse(outcome.out);
    };
    CHECK(rows("municipalities").size() == 357);
    CHECK(rows("municipalities bodo")[0]["number"] == "1804");
    CHECK(rows("ferries skarberget")[0]["lines on the map"] == "Hamarøy–Narvik E 6");
    CHECK(rows("ferries").size() >= 298);
    CHECK(rows("practices hattfjelldal").size() == 1);
    CHECK(rows("measures rural-grant")[0]["levers and amounts"].get<std::string>().find("gp_year_grant") !=
          std::string::npos);
    CHECK(rows("indicators percent_without_gp").size() >= 1);
    CHECK(rows("areas unn hospital")[0]["kind"] == "hospital_area");
    CHECK(legekart("list ferries trysilelva").err.find("no ferries with 'trysilelva'") != std::string::npos);
    CHECK(legekart("list roads").exit_code == 2);
}

TEST_CASE("Wrong commands and missing files end with one line and exit 2", "[runs][fast]") {
    for (const std::string arguments : {"fly", "run", "run nowhere.toml", "map nowhere.nc", "info nowhere.nc",
                                        "run x.toml --set months", "run x.toml --progress loud"}) {
        INFO(arguments);
        const auto outcome = legekart(arguments);
        CHECK(outcome.exit_code == 2);
        CHECK(outcome.out.empty());
        CHECK(!outcome.err.empty());
    }
}

TEST_CASE("The start must be where the figures are", "[runs][fast]") {
    const auto outcome = legekart("run " + baseline + " --set run.start=2030-01 -o /dev/null");
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.err.find("expected start = \"2026-01\"") != std::string::npos);
}

TEST_CASE("An output folder that is not there is named before anything is simulated", "[runs][fast]") {
    const auto outcome = legekart("run " + baseline + " -o /nowhere/x.nc");
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.err.find("/nowhere") != std::string::npos);
}

TEST_CASE("The help lists every command once, those to begin with first", "[runs][fast]") {
    const auto help = legekart("--help").out;
    std::size_t at = help.find("Subcommands:");
    REQUIRE(at != std::string::npos);
    for (const std::string name : {"run", "init", "validate", "map", "access", "export", "report", "compare",
                                   "info", "prepare", "check", "sweep", "sensitivity"}) {
        INFO(name);
        at = help.find("\n  " + name + " ", at);
        REQUIRE(at != std::string::npos);
        CHECK(help.find("\n  " + name + " ", at + 1) == std::string::npos);
    }
}

TEST_CASE("Every command that speaks two languages refuses a third in the same words", "[runs][fast]") {
    for (const std::string command :
         {"map a.nc", "access", "export a.nc -o a.csv", "compare a.nc b.nc", "sensitivity folder"}) {
        INFO(command);
        const auto outcome = legekart(command + " --language fr");
        CHECK(outcome.exit_code == 2);
        CHECK(outcome.err.find("--language: 'fr', expected no or en") != std::string::npos);
        // and takes those it knows: what it then says is about the file that is not there
        if (command != "access")
            CHECK(legekart(command + " --language en").err.find("--language") == std::string::npos);
    }
}

TEST_CASE("Help, version and info say what they are asked", "[runs][fast]") {
    CHECK(legekart("--help").out.find("legekart run runs/scenarios/baseline-2026.toml") != std::string::npos);
    CHECK(legekart("run --help").out.find("Exit codes") != std::string::npos);
    CHECK(legekart("--version").out.find("legekart ") == 0);
    CHECK(legekart("info --parameters").out.find("vacancy.locum_cover = 0.86") != std::string::npos);
    CHECK(json::parse(legekart("info --json").out)["parameters"].size() > 100);
    CHECK(legekart("run " + baseline + " --dry-run").out.find("120 months") != std::string::npos);
}

TEST_CASE("The committed parameter table is the program's", "[runs][fast]") {
    CHECK(legekart("info --parameters --markdown").out ==
          support::text_of(support::in_tree("model/PARAMETERS.md")));
}

TEST_CASE("The committed table of measures is the program's", "[runs][measures]") {
    CHECK(legekart("info --measures --markdown").out ==
          support::text_of(support::in_tree("runs/measures/README.md")));
}

TEST_CASE("init writes a scenario that runs, and does not write over one", "[runs][measures]") {
    const support::ScratchFolder scratch;
    const auto file = (scratch.path() / "mine.toml").string();
    CHECK(legekart("init " + file).exit_code == 0);
    CHECK(legekart("init " + file).exit_code == 2);
    CHECK(legekart("run " + file + " --dry-run").out.find("'mine' from 2026-01") != std::string::npos);
    CHECK(support::text_of(file).find("rural-grant") != std::string::npos);
}

TEST_CASE("The committed schema of scenarios is the program's and knows every parameter",
          "[runs][measures]") {
    const auto text = legekart("init --schema").out;
    CHECK(text == support::text_of(support::in_tree("runs/scenarios/scenario.schema.json")));
    const auto schema = json::parse(text);
    const auto& rooms = schema["properties"]["parameters"]["properties"];
    CHECK(rooms["vacancy"]["properties"].contains("locum_cover"));
    CHECK(schema["properties"]["measure"]["additionalProperties"]["anyOf"][0]["properties"].contains(
        "hiring_grant"));
}

TEST_CASE("validate tells the mean of its draws and how far apart they lie", "[program][norway]") {
    const auto rows = [](const std::string& options) {
        return json::parse(legekart("validate " + support::in_tree("runs/scenarios/behaviour-2016.toml") +
                                    " --months 6 --json " + options)
                               .out);
    };
    const auto one = rows("--replicates 1"), two = rows("--replicates 1 --seed 2"),
               both = rows("--replicates 2");
    REQUIRE(both.size() == one.size());
    bool differ = false;
    for (std::size_t i = 0; i < both.size(); ++i) {
        INFO(both[i]["what"]);
        const double a = one[i]["simulated"], b = two[i]["simulated"];
        CHECK(both[i]["simulated"].get<double>() == Approx((a + b) / 2));
        CHECK(both[i]["lowest"] == std::min(a, b));
        CHECK(both[i]["highest"] == std::max(a, b));
        CHECK(both[i]["draws"] == 2);
        differ |= a != b;
    }
    CHECK(differ);
}
