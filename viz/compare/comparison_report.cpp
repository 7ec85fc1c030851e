#include "viz/compare/comparison_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "data/compared_runs.hpp"
#include "geo/base/error.hpp"
#include "geo/base/nearest_name.hpp"

namespace viz {
namespace {

std::uint32_t ranked_indicator(const std::string& asked, const data::CommonGround& ground) {
    const std::string wanted = asked.empty() ? "percent_without_gp" : asked;
    std::vector<std::string> known;
    for (std::uint32_t i = 0; i < ground.indicators.size(); ++i) {
        if (ground.indicators[i].name == wanted) return i;
        known.push_back(ground.indicators[i].name);
    }
    if (asked.empty()) return 0;
    throw geo::InputError(
        "--indicator",
        fmt::format("'{}' is not compared{}", wanted,
                    geo::meant_or(known, wanted, fmt::format("expected one of {}", fmt::join(known, ", ")))));
}

/// Row of an area, which is put last if it is not there.
std::uint32_t row_of(std::vector<model::Area>& areas, const model::Area& area) {
    const auto found = std::find_if(areas.begin(), areas.end(), [&](const model::Area& one) {
        return one.kind == area.kind && one.number == area.number;
    });
    const auto row = static_cast<std::uint32_t>(found - areas.begin());
    if (found == areas.end()) areas.push_back(area);
    return row;
}

}  // namespace

const model::ComparedFigure& ComparisonReport::figure(const ComparedScenario& scenario,
                                                      std::uint32_t indicator) const {
    return scenario.figures[subject * indicators.size() + indicator];
}

std::vector<std::size_t> Changes::held() const {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < changed.size(); ++i)
        if (holds[i]) rows.push_back(changed[i]);
    return rows;
}

Changes changes_in(const ComparisonReport& report, const ComparedScenario& scenario,
                   std::uint32_t indicator) {
    Changes found;
    found.all = model::municipalities_of(scenario.figures, report.areas, report.area(), indicator);
    found.changed = model::changed_among(scenario.figures, found.all);
    found.holds = model::hold_together(scenario.figures, found.all, found.changed);
    return found;
}

ComparisonReport compare_files(std::span<const data::Snapshot> files, const CompareRequest& request,
                               const std::function<void(int done)>& done, const geo::StopToken& stop) {
    const auto& first = files.front();
    const auto ground = data::common_ground(files, request.month);
    ComparisonReport report;
    report.reference = first.path.stem().string();
    report.first_month = first.first_month;
    report.month = ground.month;
    report.indicators = ground.indicators;
    report.municipalities = first.municipalities;
    report.areas = model::areas(first.municipalities, ground.inhabitants);
    report.areas.insert(report.areas.end(), first.own_areas.begin(), first.own_areas.end());
    if (request.area) report.subject = row_of(report.areas, *request.area);
    report.ranked = ranked_indicator(request.indicator, ground);
    const auto reference = data::read_compared(first, ground);
    for (std::size_t i = 1; i < files.size(); ++i) {
        stop.check();
        const auto run = data::read_compared(files[i], ground);
        const auto pairing =
            request.unpaired ? model::Pairing{} : model::pair_same_seeds(reference.seeds, run.seeds);
        report.scenarios.push_back(
            {run.name, !pairing.a.empty(), reference.seeds.size(), run.seeds.size(),
             model::compare(reference, run, report.indicators, report.areas, pairing),
             model::compare_costs(reference, run, pairing, report.area(), request.valuation)});
        if (done) done(static_cast<int>(i));
    }
    return report;
}

}  // namespace viz
