#pragma once
// A comparison as people read it: sentences, tables for the terminal and for spreadsheets.
#include <algorithm>
#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/snapshot_reader.hpp"
#include "geo/base/stop.hpp"
#include "model/compare/cost_effect.hpp"
#include "viz/spreadsheet.hpp"
#include "viz/wording.hpp"

namespace viz {

/// One scenario against the reference.
struct ComparedScenario {
    std::string name;
    bool paired;                             ///< by seed
    std::size_t replicates_a, replicates_b;  ///< that count here; the same number if paired
    std::vector<model::ComparedFigure> figures;
    std::optional<model::CostComparison> costs;  ///< nothing if the files lack the counts

    /// How many futures its differences are of: one of them may be all chance.
    int futures() const { return static_cast<int>(std::min(replicates_a, replicates_b)); }
    /// The reference is one run, and it is several.
    bool against_one() const { return replicates_a < 2 && replicates_b > 1; }
};

struct ComparisonReport;

/// "Nordland"; of the nation nothing, of files of an area alone "Alta · Finnmark simulated alone".
std::string subject_of(const ComparisonReport& report, Language language);

/// Its name for people; of a single run, or against one, with the words that it is one of many possible
/// futures.
std::string called(const ComparisonReport& report, const ComparedScenario& scenario, Language language);

struct ComparisonReport {
    std::string reference;
    std::chrono::year_month first_month{}, month{};  ///< costs are summed from the one to the other
    std::vector<model::ComparedIndicator> indicators;
    std::vector<model::Area> areas;
    std::vector<ComparedScenario> scenarios;
    std::uint32_t ranked = 0;   ///< the indicator by which municipalities are ranked
    std::uint32_t subject = 0;  ///< the area it is about: its costs, its municipalities; the nation is 0
    model::Municipalities municipalities = {};  ///< the files'

    const model::Area& area() const { return areas[subject]; }
    const model::ComparedFigure& figure(const ComparedScenario& scenario, std::uint32_t indicator) const;
};

/// Municipalities of a report's area that change in an indicator.
struct Changes {
    std::vector<std::size_t> all;      ///< rows of figures, of every municipality there
    std::vector<std::size_t> changed;  ///< each judged alone, the largest difference first
    std::vector<std::uint8_t> holds;   ///< of `changed`: also when all are judged together

    std::vector<std::size_t> held() const;
};
Changes changes_in(const ComparisonReport& report, const ComparedScenario& scenario, std::uint32_t indicator);

/// How files are compared.
struct CompareRequest {
    std::optional<std::chrono::year_month> month;  ///< nothing: the last one that all files keep
    std::string indicator;  ///< by which municipalities are ranked; empty: percent_without_gp if it is there
    bool unpaired = false;  ///< as if replicates with one seed shared no luck
    std::optional<model::Area> area = {};  ///< what it is about; nothing: the nation
    model::Valuation valuation = {};
};

/// Compares every file after the first with the first, paired by seed if both have the same ones (see
/// data::keep_common_draws), otherwise as if they shared no luck; `done` is told how many are. Throws
/// InputError if files cannot be compared (data::common_ground) or lack the indicator; geo::Stopped if asked
/// to stop between two files.
ComparisonReport compare_files(std::span<const data::Snapshot> files, const CompareRequest& request,
                               const std::function<void(int done)>& done = {},
                               const geo::StopToken& stop = {});

/// What a planner takes home, a sentence per entry. Says "no detectable difference" where that is so, and
/// that single runs cannot tell.
std::vector<std::string> summary(const ComparisonReport& report, const ComparedScenario& scenario,
                                 Language language);

/// One row per scenario that has costs, largest gain in people with a GP first: effects, who pays, cost per
/// person-year, as paid and otherwise valued, each with its interval in words, and what is saved. "–" where
/// no cost per unit can be given; what has no price stands last and says so.
Sheet overview_sheet(const ComparisonReport& report, Language language);
/// The same as a Markdown table under a line that says what is compared.
std::string overview_markdown(const ComparisonReport& report, Language language);

/// Every figure: scenario, area, indicator, both means, difference, bounds, p-value, change, rank among the
/// municipalities that change. Column heads are short and English: the table is for programs too.
Sheet figures_sheet(const ComparisonReport& report, Language language);
/// Municipalities of the area that change in the ranked indicator, largest difference first; at most `most`
/// per scenario.
Sheet ranking_sheet(const ComparisonReport& report, Language language, std::size_t most = 100'000);
/// Costs by payer and part, effects, cost per unit.
Sheet costs_sheet(const ComparisonReport& report, Language language);
/// What state and municipalities pay, by year with intervals and by quarter without.
Sheet periods_sheet(const ComparisonReport& report, Language language);
Sheet plane_sheet(const ComparisonReport& report, Language language);
Sheet acceptability_sheet(const ComparisonReport& report, Language language);
/// Headline indicators of the area, for the terminal.
Sheet headline_sheet(const ComparisonReport& report, Language language);

/// All sheets and the sentences, as an Excel workbook. The same comparison gives the same bytes.
std::string comparison_xlsx(const ComparisonReport& report, Language language);

}  // namespace viz
