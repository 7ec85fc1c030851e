#pragma once
// How long GPs stay, from a run's contracts.
#include <functional>
#include <optional>

#include "model/world.hpp"

namespace model {

/// Median length of contracts in years by the product-limit estimator (Kaplan and Meier 1958); contracts that
/// last are censored at the run's present month. Only contracts begun in or after `from` that `counts`
/// accepts. Nothing if over half still last.
std::optional<double> median_contract_years(const World& world, Month from,
                                            const std::function<bool(const Contract&)>& counts);

/// Of the doctors whose first contract began under `age` between two months (closed), the share gone from the
/// scheme by now.
double share_gone(const World& world, Month from, Month to, int age);

}  // namespace model
