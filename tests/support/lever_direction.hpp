#pragma once
#include "model/measures/measure.hpp"

namespace support {

inline constexpr model::Month lever_start = model::Month::of(std::chrono::year{2026} / std::chrono::January);

/// The amount of a lever that changes nothing.
double neutral_amount(model::Lever lever);

/// What a lever moves in a country one can draw, counted so that a larger amount gives more of it.
struct Moved {
    double without, with;
};

/// Without and with `effect` from `lever_start`, for the forms of contract of `forms`. A lever that works
/// only beside another one (a floor's patients and months, a grant and its binding time, ALIS and its grant)
/// finds the other one in force both times.
Moved moved(const model::MeasureEffect& effect, const model::Eligible& forms = {});

}  // namespace support
