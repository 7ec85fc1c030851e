#pragma once
// What measures do to doctors and lists themselves, beside the terms they set.
#include "model/parameters.hpp"
#include "model/rng.hpp"
#include "model/world.hpp"

namespace model {

/// A GP who holds a list of her own has an agreement where this share of those who are not specialists has,
/// until she is one.
bool has_agreement(const World& world, DoctorId doctor, double percent, Seed seed);

/// Who of the GPs that are not specialists has a training agreement, by lots that stay with each doctor.
void sign_agreements(World& world, Seed seed);

/// Caps grow or shrink by what the measures' cap_percent changed since last month, whose terms are `before`.
void change_caps(World& world, const TermsTable& before);

/// Founds the lists of satellite surgeries that measure `k` asks for and that are not there yet.
void found_satellites(World& world, const Params& params, std::size_t k);

}  // namespace model
