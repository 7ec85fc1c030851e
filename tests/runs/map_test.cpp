// `legekart map` on a made file: pictures against references, and what it refuses.
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "data/snapshot_reader.hpp"
#include "support/golden.hpp"
#include "support/made_snapshot.hpp"
#include "support/places.hpp"
#include "support/program.hpp"

using nlohmann::json;
using support::legekart;
using support::ScratchFolder;

namespace {

struct Files {
    ScratchFolder folder;
    std::string made = (folder.path() / "made.nc").string();
    std::string plain = (folder.path() / "plain.nc").string();
    std::string better = (folder.path() / "better.nc").string();
    Files() {
        support::make_snapshot(made);
        support::make_ensemble(plain, false);
        support::make_ensemble(better, true);
    }
};

/// Made once for all tests here.
const Files& files() {
    static const Files all;
    return all;
}

std::filesystem::path drawn(const ScratchFolder& folder, const std::string& arguments) {
    const auto picture = folder.path() / "map.png";
    const auto outcome = legekart("map " + arguments + " -o " + picture.string());
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    return picture;
}

}  // namespace

TEST_CASE("Maps look as their references in tests/golden", "[runs][map][golden]") {
    const auto& f = files();
    for (const auto& [name, arguments] : {
             std::pair<std::string, std::string>{"national-no", f.made + " --size 400x566"},
             {"national-en", f.made + " --language en --size 640x360"},
             {"difference", f.better + " --minus " + f.plain + " --size 400x566"},
             {"county", f.made + " --area Nordland --size 400x566"},
             {"cells", f.made + " --cells minutes_own_practice --size 400x566"},
             {"multiples", f.made + " --multiples start,2027-01,end --size 400x566"},
         }) {
        const ScratchFolder folder;
        CHECK(support::golden_difference(drawn(folder, arguments), name) == "");
    }
}

TEST_CASE("A reference tells one month and one palette from another", "[runs][map][golden]") {
    const ScratchFolder folder;
    const auto& f = files();
    for (const char* other : {" --size 400x566 --month 2026-01", " --size 400x566 --palette viridis",
                              " --size 400x560", " --size 400x566 --cells minutes_own_practice"}) {
        const auto apart = support::picture_difference(drawn(folder, f.made + other),
                                                       support::in_tree("tests/golden/national-no.png"));
        INFO(other << " " << apart.mean << " " << apart.share);
        CHECK_FALSE(support::agree(apart));
    }
}

TEST_CASE("Panels are every file, indicator and month asked for, with one legend", "[runs][map]") {
    const ScratchFolder folder;
    const auto& f = files();
    const auto svg = (folder.path() / "m.svg").string();
    const auto outcome =
        legekart("map " + f.made + " " + f.better + " --multiples start,end --language en --json -o " + svg);
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    const auto report = json::parse(outcome.out);
    REQUIRE(report["panels"].size() == 4);
    CHECK(report["panels"][0]["title"] == "Made figures · 1 January 2026");
    CHECK(report["panels"][3]["title"] == "A better south-west · 1 January 2028");
    CHECK(report["title"] == "Share of patients on lists without a GP");
    const auto text = support::text_of(svg);
    CHECK(text.find("A better south-west") != std::string::npos);
    const auto no_data = text.find("No lists of its own");
    REQUIRE(no_data != std::string::npos);
    CHECK(text.find("No lists of its own", no_data + 1) == std::string::npos);
}

TEST_CASE(
    "A difference is this file's value minus the other's, grey where five pairs leave doubt when all are "
    "judged together",
    "[runs][map]") {
    const ScratchFolder folder;
    const auto& f = files();
    const auto svg = (folder.path() / "m.svg").string();
    const auto report = [&](const std::string& arguments) {
        const auto outcome = legekart("map " + arguments + " --json --language en -o " + svg);
        INFO(outcome.err);
        REQUIRE(outcome.exit_code == 0);
        return json::parse(outcome.out);
    };
    const auto a = report(f.better)["values"], b = report(f.plain)["values"];
    const auto difference = report(f.better + " --minus " + f.plain);
    CHECK(support::text_of(svg).find("percentage points") != std::string::npos);
    CHECK(support::text_of(svg).find("Not distinguishable from zero") != std::string::npos);

    const auto here = data::read_snapshot(f.better), there = data::read_snapshot(f.plain);
    const auto without = here.replicate_values("patients_without_gp"),
               others = there.replicate_values("patients_without_gp");
    const auto places = here.municipalities.size();
    const auto last = here.kept.times.size() - 1;
    struct Judged {
        std::string number;
        double value, p;
        bool varies;
    };
    std::vector<Judged> all;
    std::vector<double> sorted;
    for (std::uint32_t m = 0; m < places; ++m) {
        const auto& number = here.municipalities.number[model::MunicipalityId{m}];
        const auto value = difference["values"][number];
        if (value.is_null()) continue;
        CHECK(value.get<double>() == Approx(a[number].get<double>() - b[number].get<double>()));
        const auto patients = here.values("patients", 24)[m];
        double mean = 0, squares = 0;
        std::array<double, 5> d{};
        for (std::size_t r = 0; r < 5; ++r) {
            const auto i = (r * here.kept.times.size() + last) * places + m;
            d[r] = 100.0 * (without[i] - others[i]) / static_cast<double>(patients);
            mean += d[r] / 5;
        }
        for (const double one : d) squares += (one - mean) * (one - mean);
        // Student's t of four degrees of freedom in closed form, two-sided.
        const double error = std::sqrt(squares / 4 / 5), t = std::abs(mean) / error, u = 1 + t * t / 4;
        const double p = error > 0 ? 1 - 0.75 * t / std::sqrt(u) * (1 - t * t / u / 12) : mean == 0 ? 1 : 0;
        all.push_back({number, value.get<double>(), p, error > 0});
        sorted.push_back(p);
    }
    // Benjamini and Hochberg at a tenth.
    std::sort(sorted.begin(), sorted.end());
    double threshold = -1;
    for (std::size_t k = 0; k < sorted.size(); ++k)
        if (sorted[k] <= 0.1 * static_cast<double>(k + 1) / static_cast<double>(sorted.size()))
            threshold = sorted[k];
    int grey = 0, clear = 0;
    for (const auto& one : all) {
        const auto& doubtful = difference["not_distinguishable"];
        const bool is = std::find(doubtful.begin(), doubtful.end(), one.number) != doubtful.end();
        if (std::abs(one.p - threshold) > 1e-9) CHECK(is == (one.varies && one.p > threshold));
        grey += is;
        clear += !is && one.value < 0;
    }
    CHECK(grey > 50);
    CHECK(clear > 50);

    // Kept at the start, each January and the end only; and a single run tells nothing.
    report(f.better + " --minus " + f.plain + " --month 2026-05");
    CHECK(support::text_of(svg).find("Uncertainty is known only for the start") != std::string::npos);
    report(f.better + " --minus " + f.made);
    CHECK(support::text_of(svg).find("One run of each scenario") != std::string::npos);
    CHECK(support::text_of(svg).find("Not distinguishable") == std::string::npos);
}

TEST_CASE("Words on a map are said once, in Norwegian names and the reader's language", "[runs][map]") {
    const ScratchFolder folder;
    const auto& f = files();
    const auto svg = folder.path() / "m.svg";
    const auto words = [&](const std::string& arguments) {
        const auto outcome = legekart("map " + f.made + " " + arguments + " -o " + svg.string());
        INFO(outcome.err);
        REQUIRE(outcome.exit_code == 0);
        return support::text_of(svg);
    };
    const auto count = [](const std::string& text, const std::string& part) {
        int found = 0;
        for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
        return found;
    };
    const auto plain = words("--area Finnmark");
    CHECK(count(plain, ">Andel listeinnbyggere uten fast lege<") == 2);  // the file's title and the map's
    CHECK(count(plain, ">Prosent<") == 1);
    CHECK(count(plain, ">Finnmark · Laget for prøving · 1. januar 2028 · én av mange mulige framtider<") ==
          1);
    CHECK(count(plain, ">Porsanger<") >= 1);
    CHECK(count(plain, "Porsáŋgu") == 0);
    const auto own = words("--title Oversikt --area Kárášjohka,Tana,5601");
    CHECK(count(own, ">Andel listeinnbyggere uten fast lege<") == 1);  // now the legend must say it
    CHECK(count(own, "Karasjok, Tana, Alta · Laget for") == 1);
}

TEST_CASE("Classes are those of all months, so a month's map can be laid beside another's", "[runs][map]") {
    const ScratchFolder folder;
    const auto& f = files();
    const auto svg = folder.path() / "m.svg";
    const auto legend = [&](const std::string& arguments) {
        REQUIRE(legekart("map " + f.made + " " + arguments + " -o " + svg.string()).exit_code == 0);
        const auto text = support::text_of(svg);
        const auto from = text.find(">over 0, under ");
        return from == std::string::npos ? text : text.substr(from, 20);
    };
    CHECK(legend("--month start") == legend("--month end"));
    CHECK(legend("--breaks 3,6,9").find("over 0") == std::string::npos);
    for (const char* wrong :
         {"--breaks 3,x", "--breaks 9,6", "--classes 1", "--area Atlantis", "--multiples 2026-13",
          "--month 2030-01", "--indicator none", "--indicator percent_without_gp,patients", "--cells none",
          "--cells minutes_own_practice --month 2027-01", "--month start --multiples end",
          "--animate film.avi"}) {
        INFO(wrong);
        const auto outcome = legekart("map " + f.made + " " + wrong);
        CHECK(outcome.exit_code == 2);
        CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') <= 2);
    }
}

TEST_CASE("A film is every month's picture sent to ffmpeg; without ffmpeg one sentence says so",
          "[runs][map]") {
    const ScratchFolder folder;
    const auto& f = files();
    const auto film = folder.path() / "film.mp4";
    const auto arguments = "map " + f.made + " --size 200x300 --animate " + film.string();
    const auto without = support::shell("PATH= " + support::program_file() + " " + arguments);
    CHECK(without.exit_code == 2);
    CHECK(without.err.find("apt install ffmpeg") != std::string::npos);

    // A stand-in that counts the bytes it gets: 25 months, the last one for two seconds of 6 frames.
    const auto tools = folder.path() / "bin";
    std::filesystem::create_directory(tools);
    folder.file("bin/ffmpeg", "#!/bin/sh\nfor last; do :; done\nwc -c > \"$last\"\n");
    const auto path =
        "chmod +x " + (tools / "ffmpeg").string() + "; PATH=" + tools.string() + ":/usr/bin:/bin ";
    const auto with = support::shell(path + support::program_file() + " " + arguments);
    INFO(with.err);
    REQUIRE(with.exit_code == 0);
    CHECK(std::stoll(support::text_of(film)) == (24 + 12) * 200LL * 300 * 4);
    CHECK(support::shell(path + support::program_file() + " " + arguments +
                         " --multiples start,end --threads 1")
              .exit_code == 0);
    CHECK(std::stoll(support::text_of(film)) == (1 + 2) * 200LL * 300 * 4);

    folder.file("bin/ffmpeg", "#!/bin/sh\ncat > /dev/null\nexit 1\n");
    std::filesystem::remove(film);
    CHECK(support::shell(path + support::program_file() + " " + arguments).exit_code == 1);
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        CHECK(entry.path().filename().string().find("film") == std::string::npos);
}
