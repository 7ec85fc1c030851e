// Sweeps through the real program, in a country one can draw.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "data/detail/netcdf.hpp"
#include "data/snapshot_reader.hpp"
#include "support/places.hpp"
#include "support/program.hpp"
#include "support/small_country.hpp"

using Catch::Contains;
using nlohmann::json;
using support::legekart;
using support::text_of;
namespace fs = std::filesystem;

namespace {

/// A small country, a plan for it, and folders that go with the object.
class Sweep {
public:
    /// `design` is what follows the plan's head.
    explicit Sweep(const std::string& design, int months = 14) {
        support::write_small_country(scratch_.path(), 4, 2000, months);
        scratch_.file("plan.toml", "name = \"small\"\nscenario = \"small.toml\"\n" + design);
    }
    fs::path path(const std::string& name) const { return scratch_.path() / name; }
    /// Designs into the folder `name` and returns its path.
    fs::path designed(const std::string& name = "sweep") const {
        const auto folder = path(name);
        const auto outcome =
            legekart("sweep design " + path("plan.toml").string() + " -o " + folder.string());
        INFO(outcome.err);
        REQUIRE(outcome.exit_code == 0);
        return folder;
    }

private:
    support::ScratchFolder scratch_;
};

const std::string hypercube = R"(
[design]
kind = "latin_hypercube"
points = 4
[seeds]
replicates = 2
[[factors]]
key = "parameters.vacancy.locum_cover"
low = 0.6
high = 1.0
[[factors]]
key = "parameters.gp_choice.travel_deterrence"
low = 0.05
high = 0.5
scale = "log"
)";

json status_of(const fs::path& folder) {
    return json::parse(legekart("sweep status --json " + folder.string()).out);
}

support::Outcome sweep(const std::string& what, const fs::path& folder, const std::string& options = "") {
    return legekart(fmt::format("sweep {} {} {}", what, folder.string(), options));
}

fs::path run_file(const fs::path& folder, int run) {
    return folder / "runs/0000" / fmt::format("{:06}.nc", run);
}

std::vector<std::string> lines_of(const fs::path& file) {
    std::ifstream in(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream in(line);
    for (std::string cell; std::getline(in, cell, ',');) cells.push_back(cell);
    return cells;
}

}  // namespace

TEST_CASE("A row of a sweep is the run that --set gives, by municipality and for the nation",
          "[sweep][fast]") {
    const Sweep plan(hypercube);
    const auto folder = plan.designed();
    REQUIRE(sweep("run", folder).exit_code == 0);
    const auto design = lines_of(folder / "design.csv");
    REQUIRE(design.size() == 9);
    CHECK(design[0] ==
          "run,point,seed,parameters.vacancy.locum_cover,parameters.gp_choice.travel_deterrence");
    const auto row = cells_of(design[6]);  // run 5: point 2, the second seed
    CHECK(std::vector<std::string>(row.begin(), row.begin() + 3) == std::vector<std::string>{"5", "2", "2"});
    const auto alone = plan.path("alone.nc");
    const auto outcome =
        legekart(fmt::format("run {} --replicates 1 --seed {} --set parameters.vacancy.locum_cover={} --set "
                             "parameters.gp_choice.travel_deterrence={} -o {}",
                             plan.path("small.toml").string(), row[2], row[3], row[4], alone.string()));
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    const auto snapshot = data::read_snapshot(alone);
    const data::detail::NcReader merged(folder / "sweep.nc");
    const std::uint64_t times = merged.size("/time"), places = merged.size("/municipality"), months = 15;
    REQUIRE(times == 3);  // the start, January 2027, the last month
    REQUIRE(places == 4);
    const auto heads = cells_of(lines_of(folder / "results.csv")[0]),
               values = cells_of(lines_of(folder / "results.csv")[6]);
    for (const std::string name : {"patients_without_gp", "seeking", "cost_state", "free_places"}) {
        INFO(name);
        const auto all = merged.read<std::int32_t>("/" + name, {8, times, places});
        const auto national = merged.read<std::int64_t>("/" + name + "_national", {8, months});
        const auto counts = snapshot.counts(name);
        const int kept[] = {0, 12, 14};
        for (std::size_t t = 0; t < times; ++t)
            for (std::size_t m = 0; m < places; ++m)
                CHECK(all[(5 * times + t) * places + m] ==
                      counts[static_cast<std::size_t>(kept[t]) * places + m]);
        double mean = 0;
        for (std::size_t t = 0; t < months; ++t) {
            std::int64_t sum = 0;
            for (std::size_t m = 0; m < places; ++m) sum += counts[t * places + m];
            CHECK(national[5 * months + t] == sum);
            if (t > 0) mean += static_cast<double>(sum) / 14;
        }
        const auto column =
            static_cast<std::size_t>(std::find(heads.begin(), heads.end(), name + "_mean") - heads.begin());
        REQUIRE(column < heads.size());
        CHECK(std::stod(values[column]) == Approx(mean));
    }
    const auto share = merged.read<float>("/percent_without_gp", {8, times, places});
    const auto expected = snapshot.values("percent_without_gp", 14);
    for (std::size_t m = 0; m < places; ++m) CHECK(share[(5 * times + 2) * places + m] == expected[m]);
}

TEST_CASE(
    "Whoever does the rows, in whatever order and on any number of threads, the merged files are the same",
    "[sweep][fast]") {
    const Sweep plan(hypercube);
    const auto whole = plan.designed("whole"), pieces = plan.designed("pieces");
    REQUIRE(sweep("run", whole, "--threads 2").exit_code == 0);
    REQUIRE(sweep("work", pieces, "--from 6 --to 7 --threads 1").exit_code == 0);
    CHECK(status_of(pieces)["done"] == 2);
    CHECK(status_of(pieces)["missing_runs"] == json({0, 1, 2, 3, 4, 5}));
    REQUIRE(sweep("work", pieces, "--from 0 --to 3 --threads 8").exit_code == 0);
    REQUIRE(sweep("work", pieces).exit_code == 0);
    REQUIRE(sweep("collect", pieces).exit_code == 0);
    CHECK(text_of(whole / "sweep.nc") == text_of(pieces / "sweep.nc"));
    CHECK(text_of(whole / "results.csv") == text_of(pieces / "results.csv"));
    CHECK(fs::is_empty(whole / "workers"));
}

TEST_CASE("Common seeds repeat at every point, independent ones never", "[sweep][fast]") {
    for (const bool common : {true, false}) {
        auto text = hypercube;
        if (!common)
            text.replace(text.find("replicates = 2"), 14,
                         "replicates = 2\nnumbers = \"independent\"\nfirst = 100");
        const Sweep plan(text);
        std::multiset<std::string> seeds;
        const auto lines = lines_of(plan.designed() / "design.csv");
        for (std::size_t i = 1; i < lines.size(); ++i) seeds.insert(cells_of(lines[i])[2]);
        CHECK(seeds.count(common ? "1" : "100") == (common ? 4 : 1));
        CHECK(std::set<std::string>(seeds.begin(), seeds.end()).size() == (common ? 2 : 8));
    }
}

TEST_CASE("A run that the model refuses is marked as failed with its reason, and the others go on",
          "[sweep][fast]") {
    const Sweep plan(R"(
[design]
kind = "list"
[[factors]]
key = "parameters.initial.cell_m"
values = [1000, 500, 1000]
[[factors]]
key = "parameters.vacancy.locum_cover"
values = [0.8, 0.8, 0.9]
)");
    const auto folder = plan.designed();
    const auto outcome = sweep("run", folder);
    CHECK(outcome.exit_code == 1);
    CHECK_THAT(outcome.err, Contains("run 1 failed: cell size 500 m"));
    const auto status = status_of(folder);
    CHECK(status["done"] == 2);
    CHECK(status["failed"] == 1);
    CHECK_THAT(status["failed_runs"].value("1", ""), Contains("expected a whole multiple"));
    const auto lines = lines_of(folder / "results.csv");
    CHECK_THAT(lines[1], Catch::StartsWith("0,0,1,done,,1000,0.8,"));
    CHECK_THAT(lines[2], Catch::StartsWith("1,1,1,failed,\"cell size 500 m") ||
                             Catch::StartsWith("1,1,1,failed,cell size"));
    CHECK_THAT(lines[2], Catch::EndsWith(",,,,"));
    const data::detail::NcReader merged(folder / "sweep.nc");
    CHECK(merged.read_text("/status", {3}) == std::vector<std::string>{"done", "failed", "done"});
    const auto fill = merged.number<std::int32_t>("/population", "_FillValue");
    const auto people = merged.read<std::int32_t>("/population", {3, 3, 4});
    CHECK(std::count(people.begin() + 12, people.begin() + 24, fill) == 12);
    CHECK(std::count(people.begin(), people.end(), fill) == 12);
    CHECK_THAT(sweep("resume", folder).out, Contains("0 runs"));
    CHECK_THAT(sweep("resume", folder, "--failed").err, Contains("run 1 failed"));
}

TEST_CASE("A full disk stops the work with what to do, and finished runs stay", "[sweep][fast]") {
    const Sweep plan(hypercube);
    const auto folder = plan.designed(), other = plan.designed("other");
    REQUIRE(sweep("work", folder, "--to 2").exit_code == 0);
    const auto kept = text_of(run_file(folder, 1));
    // A file-size limit of 4 kB stands for the full disk: no run's file fits.
    const auto full = [&](const std::string& what) {
        return support::shell("ulimit -f 4; trap '' XFSZ; exec " + support::program_file() + " sweep " +
                              what + " " + folder.string());
    };
    const auto work = full("work");
    CHECK(work.exit_code == 74);
    CHECK_THAT(work.err, Contains("cannot keep run") && Contains("finished runs are kept") &&
                             Contains("legekart sweep resume " + folder.string() + "\ncannot ") &&
                             Catch::EndsWith(": File too large\n"));
    CHECK(status_of(folder)["done"] == 3);
    CHECK(text_of(run_file(folder, 1)) == kept);
    const auto collect = full("collect");
    CHECK(collect.exit_code == 74);
    CHECK_THAT(collect.err, Contains("sweep.nc"));
    CHECK(!fs::exists(folder / "sweep.nc"));
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        CHECK_THAT(entry.path().filename().string(), !Contains(".tmp."));
    REQUIRE(sweep("resume", folder).exit_code == 0);
    REQUIRE(sweep("run", other).exit_code == 0);
    CHECK(text_of(folder / "sweep.nc") == text_of(other / "sweep.nc"));
}

TEST_CASE("A folder that cannot be written is named, and nothing is lost", "[sweep][fast]") {
    const Sweep plan(hypercube);
    const auto nowhere = legekart("sweep design " + plan.path("plan.toml").string() + " -o /proc/sys/sweep");
    CHECK(nowhere.exit_code == 2);
    CHECK_THAT(nowhere.err, Contains("/proc/sys/sweep: cannot make the folder"));
    const auto folder = plan.designed();
    REQUIRE(sweep("work", folder, "--to 0").exit_code == 0);
    fs::rename(folder / "runs/0000", folder / "kept");
    fs::create_directory_symlink("/proc/sys",
                                 folder / "runs/0000");  // nobody may make files there, not even root
    const auto outcome = sweep("work", folder);
    CHECK(outcome.exit_code == 74);
    CHECK_THAT(outcome.err, Contains("cannot keep run") && Contains("runs/0000") && Contains("sweep resume"));
    fs::remove(folder / "runs/0000");
    fs::rename(folder / "kept", folder / "runs/0000");
    CHECK(status_of(folder)["done"] == 1);
}

TEST_CASE("A run file cut short is found, left out by name, and done again by resume", "[sweep][fast]") {
    const Sweep plan(hypercube);
    const auto folder = plan.designed();
    REQUIRE(sweep("run", folder).exit_code == 0);
    const auto merged = text_of(folder / "sweep.nc"), table = text_of(folder / "results.csv");
    fs::resize_file(run_file(folder, 4), fs::file_size(run_file(folder, 4)) / 2);
    std::ofstream(run_file(folder, 6), std::ios::trunc).close();
    const auto collect = sweep("collect", folder);
    CHECK(collect.exit_code == 75);
    CHECK_THAT(collect.err, Contains("run 4 is left out") && Contains("000004.nc") &&
                                Contains("missing runs: 4, 6") && Contains("sweep resume"));
    CHECK_THAT(lines_of(folder / "results.csv")[5], Catch::StartsWith("4,2,1,missing,"));
    CHECK_THAT(lines_of(folder / "results.csv")[4], Catch::StartsWith("3,1,2,done,"));
    const auto resume = sweep("resume", folder);
    CHECK(resume.exit_code == 0);
    CHECK_THAT(resume.out, Contains("2 runs in"));
    CHECK(text_of(folder / "sweep.nc") == merged);
    CHECK(text_of(folder / "results.csv") == table);
    // A whole file of another sweep is not taken either.
    auto other_text = hypercube;
    other_text.replace(other_text.find("low = 0.6"), 9, "low = 0.7");
    const Sweep other_plan(other_text);
    const auto other = other_plan.designed();
    REQUIRE(sweep("work", other, "--to 0").exit_code == 0);
    fs::copy_file(run_file(other, 0), run_file(folder, 0), fs::copy_options::overwrite_existing);
    CHECK_THAT(sweep("collect", folder).err, Contains("belongs to another sweep or run"));
}

TEST_CASE("Of two collectors one says that the other is at work, and the files are whole", "[sweep][fast]") {
    const Sweep plan(hypercube);
    const auto folder = plan.designed();
    REQUIRE(sweep("run", folder).exit_code == 0);
    const auto merged = text_of(folder / "sweep.nc");
    const auto held = support::shell("exec 9>>" + (folder / "collect.lock").string() + "; flock 9; " +
                                     support::program_file() + " sweep collect " + folder.string());
    CHECK(held.exit_code == 75);
    CHECK_THAT(held.err, Contains("another `sweep collect` is at work"));
    CHECK(text_of(folder / "sweep.nc") == merged);
    const auto line = support::program_file() + " sweep collect " + folder.string();
    const auto both =
        support::shell(line + " & a=$!; " + line + " & b=$!; wait $a; x=$?; wait $b; echo $x $?");
    INFO(both.out << both.err);
    CHECK_THAT(both.out, Contains("\n0 0\n") || Contains("\n0 75\n") || Contains("\n75 0\n"));
    CHECK(text_of(folder / "sweep.nc") == merged);
}

TEST_CASE("A design, plan, scenario, input set or program that has changed is refused by name",
          "[sweep][fast]") {
    const Sweep plan(hypercube);
    const auto folder = plan.designed();
    REQUIRE(sweep("run", folder).exit_code == 0);
    const auto refused = [&](const fs::path& file, const std::string& added, const std::string& says) {
        const auto before = text_of(file);
        std::ofstream(file, std::ios::app) << added;
        const auto outcome = sweep("collect", folder);
        INFO(file << " " << outcome.err);
        CHECK(outcome.exit_code == 2);
        CHECK_THAT(outcome.err, Contains(file.filename().string()) && Contains(says));
        CHECK(sweep("work", folder).exit_code == 2);
        std::ofstream(file, std::ios::trunc) << before;
        CHECK(status_of(folder)["done"] == 8);
    };
    refused(folder / "design.csv", "8,4,1,0.9,0.1\n", "has changed since the sweep was designed");
    refused(folder / "sweep.toml", "# more\n", "has changed since the sweep was designed");
    refused(plan.path("small.toml"), "# more\n", "has changed since the sweep was designed");
    refused(folder / "sweep.json", "}", "is damaged");
    refused(plan.path("country/people.nc"), "x", "");
    auto description = json::parse(text_of(folder / "sweep.json"));
    description["git_commit"] = "0123456789ab";
    std::ofstream(folder / "sweep.json") << description;
    const auto other = sweep("work", folder);
    CHECK(other.exit_code == 2);
    CHECK_THAT(other.err, Contains("was designed with legekart") && Contains("0123456789ab"));
    CHECK(status_of(folder)["done"] == 8);
    // And a folder is not designed over.
    std::ofstream(plan.path("plan.toml"), std::ios::app) << "# another\n";
    const auto again = legekart("sweep design " + plan.path("plan.toml").string() + " -o " + folder.string());
    CHECK(again.exit_code == 2);
    CHECK_THAT(again.err, Contains("holds the runs of another plan"));
}

TEST_CASE("Asked to stop, a worker keeps its row, exits 75, and the rest is done later", "[sweep][fast]") {
    auto text = hypercube;
    text.replace(text.find("points = 4"), 10, "points = 20");
    const Sweep plan(text, 120);
    const auto folder = plan.designed(), other = plan.designed("other");
    const auto first = run_file(folder, 0).string();
    const auto stopped = support::shell(support::program_file() + " sweep work --threads 1 " +
                                        folder.string() + " & worker=$!; until [ -e " + first +
                                        " ]; do sleep 0.01; done; kill -TERM $worker; wait $worker");
    INFO(stopped.out << stopped.err);
    CHECK(stopped.exit_code == 75);
    const auto status = status_of(folder);
    CHECK(status["done"] >= 1);
    CHECK(status["missing"] >= 1);
    CHECK(status["running"].empty());
    CHECK(sweep("status", folder).exit_code == 75);
    // A worker that is killed leaves no half file, only its name, which nobody takes for a living one.
    const auto second = run_file(folder, status["done"].get<int>()).string();
    const auto killed = support::shell(support::program_file() + " sweep work --threads 1 " +
                                       folder.string() + " & worker=$!; until [ -e " + second +
                                       " ]; do sleep 0.01; done; kill -KILL $worker; wait $worker");
    CHECK(killed.exit_code == 137);
    CHECK(status_of(folder)["workers"] == 0);
    REQUIRE(sweep("resume", folder).exit_code == 0);
    REQUIRE(sweep("run", other).exit_code == 0);
    CHECK(text_of(folder / "sweep.nc") == text_of(other / "sweep.nc"));
    CHECK(text_of(folder / "results.csv") == text_of(other / "results.csv"));
}

TEST_CASE("Every mistake in a plan is named with its place, and the program exits 2", "[sweep][fast]") {
    const Sweep plan(R"(settings = ["run.months"]
[design]
kind = "latin"
[outputs]
indicators = ["patients_with_out_gp"]
[[factors]]
key = "run.seed"
low = 2
high = 1
levles = 3
)");
    const auto outcome = legekart("sweep design " + plan.path("plan.toml").string() + " -o x");
    CHECK(outcome.exit_code == 2);
    for (const char* says :
         {"plan.toml:3:", "\"key=value\"", "plan.toml:5:", "latin_hypercube",
          "plan.toml:7:", "patients_with_out_gp", "'run.seed' cannot vary; set it in [seeds]",
          "'high' must be above 'low'", "unknown key 'factors[0].levles'"})
        CHECK_THAT(outcome.err, Contains(says));
    auto text = hypercube;
    text.replace(text.find("high = 1.0"), 10, "high = 1.7");
    text.replace(text.find("travel_deterrence"), 17, "travel_deterence");
    const Sweep wrong(text);
    const auto tried = legekart("sweep design " + wrong.path("plan.toml").string() + " -o x");
    CHECK(tried.exit_code == 2);
    CHECK_THAT(tried.err, Contains("parameters.vacancy.locum_cover=1.7") && Contains("0..1"));
    CHECK_THAT(tried.err, Contains("travel_deterence") && Contains("did you mean"));
}

TEST_CASE("Sensitivity ranks the factor that decides first, in a table, a chart and JSON", "[sweep][fast]") {
    const std::string factors = R"(
[outputs]
indicators = ["residents_with_locum", "population"]
[[factors]]
key = "parameters.need.consultation_ratio"
low = 1.5
high = 4
[[factors]]
key = "parameters.vacancy.locum_cover"
low = 0.0
high = 1.0
)";
    struct Kind {
        std::string design, measure;
        int runs;
    };
    for (const auto& kind :
         {Kind{"[design]\nkind = \"sobol\"\nblocks = 8\n", "total_index", 32},
          Kind{"[design]\nkind = \"morris\"\ntrajectories = 8\n", "mean_absolute_effect", 24},
          Kind{"[design]\nkind = \"latin_hypercube\"\npoints = 24\n", "partial_rank_correlation", 24}}) {
        INFO(kind.measure);
        const Sweep plan(kind.design + factors, 2);
        const auto folder = plan.designed();
        REQUIRE(sweep("run", folder).exit_code == 0);
        const auto chart = plan.path("chart.svg"), png = plan.path("chart.png"),
                   csv = plan.path("effects.csv");
        const auto outcome = legekart(fmt::format(
            "sensitivity {} --json --result residents_with_locum_final --language en -o {} -o {} --csv {}",
            folder.string(), chart.string(), png.string(), csv.string()));
        INFO(outcome.err);
        REQUIRE(outcome.exit_code == 0);
        const auto effects = json::parse(outcome.out)["results"]["residents_with_locum_final"]["factors"];
        REQUIRE(effects.size() == 2);
        CHECK(effects[0]["factor"] == "parameters.vacancy.locum_cover");
        const auto& main = effects[0][kind.measure];
        CHECK(main["value"].get<double>() > 0.5);
        CHECK(main["low"].get<double>() <= main["value"].get<double>());
        CHECK(main["value"].get<double>() <= main["high"].get<double>());
        CHECK(std::abs(effects[1][kind.measure]["value"].get<double>()) < main["value"].get<double>() / 2);
        CHECK_THAT(text_of(chart),
                   Contains("parameters.vacancy.locum_cover") &&
                       Contains("Residents on a list without a GP but with a locum, last month"));
        CHECK(text_of(png).substr(1, 3) == "PNG");
        CHECK_THAT(text_of(csv),
                   Contains("residents_with_locum_final,parameters.vacancy.locum_cover," + kind.measure));
        CHECK_THAT(legekart("sensitivity " + folder.string()).out,
                   Contains("parameters.vacancy.locum_cover"));
        CHECK(static_cast<int>(lines_of(folder / "results.csv").size()) == kind.runs + 1);
    }
}

TEST_CASE("A merged sweep opens in xarray by run, time and municipality", "[sweep][fast]") {
    const Sweep plan(hypercube);
    const auto folder = plan.designed();
    REQUIRE(sweep("run", folder).exit_code == 0);
    const auto outcome = support::shell(
        "cd " + folder.string() +
        " && /usr/bin/python3 -c \"\nimport xarray, pandas\n"
        "d = xarray.open_dataset('sweep.nc')\n"
        "print(d.percent_without_gp.dims, dict(d.sizes)['run'], str(d.time.values[-1])[:10])\n"
        "f = xarray.open_dataset('sweep.nc', group='factors')\n"
        "t = pandas.read_csv('results.csv')\n"
        "assert (f.parameters_vacancy_locum_cover.values == t['parameters.vacancy.locum_cover']).all()\n"
        "assert (d.population_national.isel(month=-1).values == t.population_final).all()\n"
        "assert (d.population.isel(time=-1).sum('municipality').values == t.population_final).all()\n\"");
    INFO(outcome.err);
    CHECK(outcome.out == "('run', 'time', 'municipality') 8 2027-03-01\n");
}

TEST_CASE("The plans that come with the program can be designed", "[sweep][fast]") {
    int plans = 0;
    for (const auto& entry : fs::directory_iterator(support::in_tree("runs/sweeps"))) {
        if (entry.path().extension() != ".toml") continue;
        ++plans;
        const auto outcome = legekart("sweep design --dry-run " + entry.path().string());
        INFO(outcome.err);
        CHECK(outcome.exit_code == 0);
        CHECK_THAT(outcome.out, Contains("would design"));
    }
    CHECK(plans >= 4);
}

TEST_CASE("A dry run tells count, memory and time, and leaves nothing behind", "[sweep][fast]") {
    const Sweep plan(hypercube);
    const auto before = std::distance(fs::directory_iterator(plan.path("")), fs::directory_iterator{});
    const auto here = legekart("sweep run --dry-run --json --threads 2 " + plan.path("plan.toml").string());
    INFO(here.err);
    REQUIRE(here.exit_code == 0);
    const auto estimate = json::parse(here.out);
    CHECK(estimate["to_do"] == 8);
    CHECK(estimate["seconds_per_run"].get<double>() > 0);
    CHECK(estimate["memory_mb"].get<double>() > 1);
    const auto slurm = legekart("sweep run --dry-run --json --engine slurm --rows-per-task 3 " +
                                plan.path("plan.toml").string());
    CHECK(json::parse(slurm.out)["tasks"] == 3);
    CHECK(std::distance(fs::directory_iterator(plan.path("")), fs::directory_iterator{}) == before);
}

TEST_CASE("Every file that the runs of a sweep read is of the design, those outside the input set too",
          "[sweep][fast]") {
    const Sweep plan(hypercube);
    const auto write = [&](const char* name, const std::string& text) {
        std::ofstream(plan.path(name)) << text;
    };
    write("lists.csv", "municipality,cap,patients\n0101,900,800\n");
    std::string people = "municipality,year,sex";
    for (int age = 0; age <= 105; ++age) people += fmt::format(",a{}", age);
    for (const auto* m : {"0101", "0102", "0103", "0104"})
        for (const auto* sex : {"m", "f"}) {
            people += fmt::format("\n{},2027,{}", m, sex);
            for (int age = 0; age <= 105; ++age) people += ",9";
        }
    write("ahead.csv", people + "\n");
    write("country/ferries.csv", "crossing,lines,quays_in,road,source\nA–B,x,A,fv. 1,a map\n");
    auto scenario = text_of(plan.path("small.toml"));
    scenario.replace(scenario.find("[inputs]\n"), 9, "[inputs]\nown_lists = \"lists.csv\"\n");
    write("small.toml", scenario + "[demography]\nfollow = \"ahead.csv\"\n");
    const auto folder = plan.designed();
    const auto first = sweep("work", folder, "--to 0");
    INFO(first.err);
    REQUIRE(first.exit_code == 0);
    for (const auto* name : {"lists.csv", "ahead.csv", "country/ferries.csv", "country/cells.nc"}) {
        INFO(name);
        const auto before = text_of(plan.path(name));
        write(name, before + "\n");
        for (const auto* part : {"work", "resume", "collect"}) {
            const auto outcome = sweep(part, folder);
            CHECK(outcome.exit_code == 2);
            CHECK_THAT(outcome.err, Contains(fs::path(name).filename().string()) &&
                                        Contains("has changed since the sweep was designed"));
        }
        write(name, before);
    }
    fs::rename(plan.path("country/ferries.csv"), plan.path("away.csv"));
    CHECK_THAT(sweep("work", folder).err, Contains("ferries.csv: has changed since the sweep was designed"));
    fs::rename(plan.path("away.csv"), plan.path("country/ferries.csv"));
    write("country/sources.toml", "");
    CHECK_THAT(sweep("work", folder).err, Contains("was not there when the sweep was designed"));
    fs::remove(plan.path("country/sources.toml"));
    CHECK(sweep("work", folder, "--to 1").exit_code == 0);
}

TEST_CASE("A factor cannot put another table in place of the input set's", "[sweep][fast]") {
    const Sweep plan(
        "[design]\nkind = \"list\"\n[[factors]]\nkey = \"inputs.own_lists\"\n"
        "words = [\"lists.csv\"]\n");
    std::ofstream(plan.path("lists.csv")) << "municipality,cap,patients\n0101,900,800\n";
    const auto outcome =
        legekart("sweep design " + plan.path("plan.toml").string() + " -o " + plan.path("sweep").string());
    CHECK(outcome.exit_code == 2);
    CHECK_THAT(outcome.err, Contains("'inputs.own_lists' cannot vary between files"));
}
