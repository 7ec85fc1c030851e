#pragma once
#include "geo/ids.hpp"

namespace model {

using geo::CellId;
using geo::Column;
using geo::ids;
using geo::MunicipalityId;
using geo::none;
using geo::PracticeId;

using PersonId = geo::Id<struct PersonTag>;  ///< stable for life, never reused
using ListId = geo::Id<struct ListTag>;      ///< a GP list (hjemmel), with or without a GP
using DoctorId = geo::Id<struct DoctorTag>;  ///< a doctor who holds or held a list

}  // namespace model
