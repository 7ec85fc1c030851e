#pragma once
#include "geo/boundaries.hpp"
#include "geo/road_lines.hpp"
#include "model/inputs.hpp"

namespace data {

/// Gives every ferry crossing a name to close it by: the municipalities of its two quays in alphabetical
/// order, joined by an en dash, then the road or the kind of boat: "Horten–Moss rv. 19", "Karlsøy–Tromsø
/// båt". A crossing within one municipality has its name once. Crossings that would share a name are numbered
/// from 2 in the order of the lines.
///
/// Two lines of one road that only meet each other at sea are one crossing and share its name; where three or
/// more meet at sea, each line is named by the nearest quays beyond its ends. On entry the name of a ferry is
/// its road
/// ("fv. 836") or empty. A quay belongs to the area of `full` it lies in, outside all areas to the nearest
/// municipality centre.
void name_ferries(geo::RoadLines& lines, const geo::Boundaries& full,
                  const model::Municipalities& municipalities);

}  // namespace data
