// What the program writes for other programs agrees with the snapshot file it was made from.
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <sstream>

#include "data/snapshot_reader.hpp"
#include "model/rng.hpp"
#include "support/places.hpp"
#include "support/program.hpp"

using support::legekart;

namespace {

/// Six months of Norway, simulated once for all tests here.
const std::filesystem::path& snapshot_file() {
    static const support::ScratchFolder folder;
    static const auto file = folder.path() / "norway.nc";
    if (!std::filesystem::exists(file))
        REQUIRE(legekart("run " + support::in_tree("runs/scenarios/baseline-2026.toml") +
                         " --months 6 --replicates 1 -o " + file.string())
                    .exit_code == 0);
    return file;
}

std::vector<std::string> split(const std::string& line, char at) {
    std::vector<std::string> fields;
    std::string field;
    bool quoted = false;
    for (const char c : line) {
        if (c == '"')
            quoted = !quoted;
        else if (c == at && !quoted)
            fields.push_back(std::move(field)), field.clear();
        else
            field += c;
    }
    fields.push_back(field);
    return fields;
}

/// Fields by "month municipality", then by column head.
std::map<std::string, std::map<std::string, std::string>> table_of(const std::filesystem::path& csv,
                                                                   char at) {
    std::istringstream in(support::text_of(csv));
    std::string line;
    std::getline(in, line);
    if (line.substr(0, 3) == "\xEF\xBB\xBF") line.erase(0, 3);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    const auto heads = split(line, at);
    std::map<std::string, std::map<std::string, std::string>> rows;
    while (std::getline(in, line)) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        const auto fields = split(line, at);
        REQUIRE(fields.size() == heads.size());
        std::map<std::string, std::string> row;
        for (std::size_t i = 0; i < heads.size(); ++i) row[heads[i]] = fields[i];
        rows[row["month"].substr(0, 7) + " " + row["municipality_number"]] = row;
    }
    return rows;
}

}  // namespace

TEST_CASE(
    "For random places, months and indicators the file, the CSV files and the GeoPackage give one value",
    "[runs][norway]") {
    const support::ScratchFolder folder;
    const auto csv = folder.path() / "t.csv";
    const auto tall = folder.path() / "n.csv";
    const auto gpkg = folder.path() / "t.gpkg";
    REQUIRE(legekart("export " + snapshot_file().string() + " -o " + csv.string()).exit_code == 0);
    REQUIRE(legekart("export " + snapshot_file().string() + " --flavour no -o " + tall.string()).exit_code ==
            0);
    REQUIRE(legekart("export " + snapshot_file().string() + " -o " + gpkg.string()).exit_code == 0);
    const auto snapshot = data::read_snapshot(snapshot_file());
    const auto international = table_of(csv, ',');
    const auto norwegian = table_of(tall, ';');
    CHECK(international.size() == 357 * 7);
    CHECK(norwegian.size() == 357 * 7);
    CHECK(international.count("2026-01 0301") == 1);  // the leading zero is kept

    int values = 0;
    for (std::uint32_t trial = 0; trial < 20; ++trial) {
        model::Draw draw(model::Seed{1}, model::Stream::gp_choice, trial, model::Month{});
        const auto m = draw.below(357);
        const auto t = static_cast<int>(draw.below(7));
        const auto& info =
            snapshot.indicators[draw.below(static_cast<std::uint32_t>(snapshot.indicators.size()))];
        const auto expected = static_cast<double>(snapshot.values(info.name, t)[m]);
        const auto month = snapshot.month(t);
        std::ostringstream key;
        const auto& number = snapshot.municipalities.number.values()[m];
        key << static_cast<int>(month.year()) << "-0" << static_cast<unsigned>(month.month());
        INFO(info.name << " " << key.str() << " " << number << " " << expected);
        auto field = international.at(key.str() + " " + number).at(info.name);
        auto comma = norwegian.at(key.str() + " " + number).at(info.name);
        const auto sql = support::shell("ogrinfo -q -dialect sqlite -sql \"SELECT " + info.name +
                                        " AS v FROM figures WHERE number='" + number + "' AND month LIKE '" +
                                        key.str() + "%'\" " + gpkg.string());
        if (std::isnan(expected)) {
            CHECK(field.empty());
            CHECK(comma.empty());
            CHECK(sql.out.find("(null)") != std::string::npos);
            continue;
        }
        ++values;
        CHECK(std::stod(field) == Approx(expected).epsilon(2e-5));
        if (const auto at = comma.find(','); at != std::string::npos) comma[at] = '.';
        CHECK(std::stod(comma) == Approx(expected).epsilon(2e-5));
        const auto at = sql.out.find(") = ");
        REQUIRE(at != std::string::npos);
        CHECK(std::stod(sql.out.substr(at + 4)) == Approx(expected).epsilon(2e-5));
    }
    CHECK(values > 12);
}

TEST_CASE("The GeoPackage holds every municipality with a style, the spreadsheet a sheet about the data",
          "[runs][norway]") {
    const support::ScratchFolder folder;
    const auto gpkg = (folder.path() / "t.gpkg").string();
    const auto xlsx = (folder.path() / "t.xlsx").string();
    const auto fgb = (folder.path() / "t.fgb").string();
    for (const auto& file : {gpkg, xlsx, fgb})
        REQUIRE(legekart("export " + snapshot_file().string() + " -o " + file).exit_code == 0);
    CHECK(support::shell("ogrinfo -so " + gpkg + " municipalities").out.find("Feature Count: 357") !=
          std::string::npos);
    CHECK(support::shell("ogrinfo -so " + gpkg + " municipalities").out.find("25833") != std::string::npos);
    CHECK(support::shell("ogrinfo -q -dialect sqlite -sql \"SELECT styleQML FROM layer_styles\" " + gpkg)
              .out.find("ELSE") != std::string::npos);
    CHECK(support::shell("ogrinfo -so " + xlsx).out.find("About the data") != std::string::npos);
    CHECK(support::shell("ogrinfo -al " + xlsx).out.find("String) = 0301") != std::string::npos);
    CHECK(support::shell("ogrinfo -so -al " + fgb).out.find("Feature Count: 357") != std::string::npos);
    CHECK(legekart("export " + snapshot_file().string() + " -o " + (folder.path() / "t.tif").string())
              .exit_code == 2);  // no squares in a run's file
    CHECK(legekart("export " + snapshot_file().string() + " -o /nowhere/t.csv").exit_code != 0);
}

TEST_CASE("The report page is one file that holds its data and asks the network for nothing",
          "[runs][norway]") {
    const support::ScratchFolder folder;
    const auto page = folder.path() / "r.html";
    REQUIRE(legekart("report " + snapshot_file().string() + " -o " + page.string()).exit_code == 0);
    const auto html = support::text_of(page);
    CHECK(html.size() < 2'000'000);
    CHECK(html.find("percent_without_gp") != std::string::npos);
    CHECK(html.find("Kartverket") != std::string::npos);  // attribution travels along
    CHECK(html.find("@LEGEKART_DATA@") == std::string::npos);
    CHECK(html.find("src=\"http") == std::string::npos);
    CHECK(html.find("href=\"http") == std::string::npos);
    CHECK(html.find("@import") == std::string::npos);
}
