#pragma once
// How far a run moves from its first day and how municipalities differ, as tables and as JSON.
#include <string>
#include <vector>

#include "model/compare/drift.hpp"
#include "model/compare/hindcast.hpp"
#include "model/compare/payments.hpp"
#include "model/compare/spread.hpp"
#include "runs/say/json.hpp"
#include "runs/say/text_table.hpp"

namespace runs {

Json drift_json(const std::vector<model::Drift>& rows, int draws);
/// A table, its bars and whether each holds.
std::string drift_text(const std::vector<model::Drift>& rows, int draws, TableStyle style);

Json spread_json(const std::vector<model::Spread>& rows, int draws);
std::string spread_text(const std::vector<model::Spread>& rows, int draws, TableStyle style);

Json hindcast_json(const std::vector<model::Hindcast>& rows, int draws);
std::string hindcast_text(const std::vector<model::Hindcast>& rows, int draws, TableStyle style);

Json payments_json(const std::vector<model::Payment>& rows, int draws);
std::string payments_text(const std::vector<model::Payment>& rows, int draws, TableStyle style);

}  // namespace runs
