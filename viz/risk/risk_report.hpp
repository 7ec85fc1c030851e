#pragma once
// Who is at risk of lacking GPs, where and when, and how many doctors are needed, from one file of many
// draws.
#include <optional>
#include <string>
#include <vector>

#include "data/snapshot_reader.hpp"
#include "model/areas.hpp"
#include "model/compare/chances.hpp"
#include "viz/spreadsheet.hpp"
#include "viz/wording.hpp"

namespace viz {

struct RiskRequest {
    model::Area area;
    double limit = 10;                      ///< per cent of patients without a GP
    double reserve = 5;                     ///< places wanted beyond the patients, per cent of these
    std::optional<int> from = {}, to = {};  ///< years in which doctors are counted; nothing: the run's
    std::optional<int> year = {};           ///< of a map; nothing: the first twelve months
};

struct PlaceRisk {
    model::Area area;
    model::Chances chances;
};

/// Doctors of the area in one year, means over draws.
struct YearOfDoctors {
    int year = 0;
    double left = 0;     ///< who leave the scheme
    double began = 0;    ///< who begin on a list, new ones and those who come from another
    double with_gp = 0;  ///< lists with a GP at the end
    double needed = 0;   ///< lists of mean cap that all patients and the reserve need, at the end
    double lacking() const { return needed > with_gp ? needed - with_gp : 0; }
};

struct RiskReport {
    RiskRequest request;
    model::Municipalities municipalities;  ///< the file's
    std::chrono::year_month first;
    int futures = 1;
    PlaceRisk whole;                ///< the area
    std::vector<PlaceRisk> places;  ///< its municipalities with patients, the highest risk first
    std::vector<YearOfDoctors> doctors;
};

/// Throws InputError if the file holds one draw, fewer than twelve months, or does not keep every month of
/// every draw, and for years that are not the run's or in the wrong order, or a map's year outside them.
RiskReport risk_report(const data::Snapshot& snapshot, const RiskRequest& request);

/// "Alta"; of a file of an area alone "Alta · Finnmark simulated alone".
std::string risk_area(const RiskReport& report, Language language);

/// "3 of 10 futures".
std::string futures_words(model::Futures futures, Language language);

std::vector<std::string> risk_summary(const RiskReport& report, Language language);
/// Municipalities, the highest risk first.
Sheet risk_sheet(const RiskReport& report, Language language);
/// The area year by year, and every municipality in tables for programs.
Sheet risk_years_sheet(const RiskReport& report, Language language, bool with_places);
Sheet doctors_sheet(const RiskReport& report, Language language);

}  // namespace viz
