#include "viz/risk/risk_files.hpp"

#include "data/fine_outlines.hpp"
#include "data/write_file.hpp"
#include "viz/map/map.hpp"
#include "viz/risk/risk_map.hpp"
#include "viz/spreadsheet.hpp"

namespace viz {
namespace {

using Json = nlohmann::ordered_json;

Json futures_json(model::Futures futures) {
    return {{"many", futures.many}, {"of", futures.of}};
}

Json place_json(const PlaceRisk& place) {
    const auto& c = place.chances;
    Json j{{"number", place.area.number},
           {"name", place.area.name},
           {"over_within_12_months", futures_json(c.soon)},
           {"expected_months_of_12", c.months_soon},
           {"over_more_than_3_months", futures_json(c.long_spell)},
           {"percent_in_worst_year_of_twenty", c.bad_year},
           {"likely_from", c.likely_from ? Json(*c.likely_from) : Json(nullptr)}};
    j["years"] = Json::array();
    for (const auto& year : c.years)
        j["years"].push_back({{"year", year.year},
                              {"over", futures_json(year.over)},
                              {"none", futures_json(year.none)},
                              {"all", futures_json(year.all)},
                              {"expected_months_over", year.months_over}});
    return j;
}

}  // namespace

nlohmann::ordered_json to_json(const RiskReport& report) {
    Json j{{"futures", report.futures},
           {"limit_percent", report.request.limit},
           {"reserve_percent", report.request.reserve},
           {"area", place_json(report.whole)}};
    if (const auto& alone = report.municipalities.alone.name; !alone.empty()) j["area_alone"] = alone;
    j["municipalities"] = Json::array();
    for (const auto& place : report.places) j["municipalities"].push_back(place_json(place));
    j["gps"] = Json::array();
    for (const auto& year : report.doctors)
        j["gps"].push_back({{"year", year.year},
                            {"left", year.left},
                            {"began", year.began},
                            {"lists_with_gp", year.with_gp},
                            {"lists_needed", year.needed},
                            {"lacking", year.lacking()}});
    return j;
}

bool is_risk_table(const std::filesystem::path& output) {
    return output.extension() == ".csv" || output.extension() == ".xlsx";
}

bool is_risk_picture(const std::filesystem::path& output) {
    return output.extension() == ".png" || output.extension() == ".svg" || output.extension() == ".pdf";
}

void write_risk(const std::filesystem::path& output, const data::Snapshot& snapshot, const RiskReport& report,
                Language language) {
    if (is_risk_picture(output)) {
        const auto map = risk_map(snapshot, report, language);
        const auto fine = map.spec.zoom.empty() ? std::nullopt : data::fine_outlines(snapshot);
        write_map(output, fine ? *fine : snapshot.polygons, map.values, map.spec);
        return;
    }
    const auto years = risk_years_sheet(report, language, true);
    if (output.extension() == ".csv") {
        data::write_file(output, csv_text(years));
        return;
    }
    const std::vector<Sheet> sheets{risk_sheet(report, language), years, doctors_sheet(report, language)};
    data::write_file(output, xlsx_bytes(sheets, sheets.front().name, snapshot.first_month));
}

}  // namespace viz
