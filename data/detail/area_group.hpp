#pragma once
#include <chrono>
#include <span>
#include <string>

#include "data/detail/netcdf.hpp"
#include "data/indicator_info.hpp"
#include "model/areas.hpp"
#include "model/inputs.hpp"

namespace data::detail {

/// The group /areas: model::large_areas and own ones, which municipalities are in them, and the
/// kept times.
void define_areas(NcWriter& file, std::span<const model::Area> areas, std::span<const int> kept_times,
                  std::chrono::year_month first_month);

/// The areas of kind own; none if the file has no such group.
std::vector<model::Area> read_own_areas(const NcReader& file, std::size_t municipalities);

/// The name of an area that was simulated alone, and which groups reach beyond it, as attributes; nothing of
/// all the country's.
void write_alone(NcWriter& file, const model::AreaAlone& alone);
model::AreaAlone read_alone(const NcReader& file);

/// In an ensemble: an indicator's mean in each area at kept times, and the 5 % and 95 % quantiles over
/// replicates beside it.
void define_area_levels(NcWriter& file, const IndicatorInfo& info);

/// "/areas/patients", "/areas/patients_p05". `percent`: 5 or 95; 0 for the mean.
std::string area_level_name(std::string_view indicator, int percent = 0);

}  // namespace data::detail
