#pragma once
// What a study says: sums, tables for people, JSON for programs, CSV for spreadsheets.
#include <filesystem>
#include <string>
#include <vector>

#include "model/areas.hpp"
#include "runs/say/json.hpp"
#include "runs/study/access/change.hpp"
#include "runs/study/access/figures.hpp"
#include "runs/study/access/place.hpp"
#include "runs/study/access/study.hpp"

namespace runs {

Json access_json(const study::AccessStudy& study, const study::AccessState& state,
                 const std::vector<study::Grouping>& groupings);
Json change_json(const study::AccessStudy& study, const study::AccessChange& change,
                 const std::vector<study::MunicipalityChange>& rows);
void print_access(const study::AccessStudy& study, const study::AccessState& state,
                  const std::vector<study::Grouping>& groupings);
void print_change(const study::AccessStudy& study, const study::AccessChange& change,
                  const std::vector<study::MunicipalityChange>& rows);

Json placement_json(const study::AccessStudy& study, const model::Area& area, const study::PlaceWish& wish,
                    const study::Placement& placement);
void print_placement(const study::AccessStudy& study, const model::Area& area, const study::PlaceWish& wish,
                     const study::Placement& placement);

}  // namespace runs
