#pragma once
#include "model/parameters.hpp"
#include "model/start/initial.hpp"
#include "support/tiny_inputs.hpp"

namespace support {

inline constexpr model::Month start = model::Month::of(std::chrono::year{2026} / std::chrono::January);

constexpr model::Month in(int year, unsigned month = 1) {
    return model::Month::of(std::chrono::year{year} / std::chrono::month{month});
}

inline constexpr model::MunicipalityId first{0}, second{1}, third{2}, fourth{3};

/// The country of tiny_inputs() on its first day, ready for two years.
model::World tiny_world(std::uint32_t municipalities = 2, std::uint32_t people = 1000,
                        const model::Params& params = {});

}  // namespace support
