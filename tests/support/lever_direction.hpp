#pragma once
#include "model/measures/measure.hpp"

namespace support {

inline constexpr model::Month lever_start = model::Month::of(std::chrono::year{2026} / std::chrono::January);

/// The amount of a lever that changes nothing.
double neutral_amount(model::Lever lever);

/// What a lever moves (LeverInfo::moves) in a country one can draw.
struct Moved {
    double without, with;
    /// It moved the way the lever's row says for an amount larger by `change`.
    bool as_said(model::Lever lever, double change) const {
        const double sign = model::info(lever).more == model::Direction::rises ? 1 : -1;
        return sign * change * (with - without) > 0;
    }
};

/// Without and with `effect` from `lever_start`, for the forms of contract of `forms`. A lever that works
/// only beside another one (LeverInfo::beside) finds the other one in force both times.
Moved moved(const model::MeasureEffect& effect, const model::Eligible& forms = {});

}  // namespace support
