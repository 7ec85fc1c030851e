#include "support/bills_gap.hpp"

#include <algorithm>
#include <cmath>

#include "model/month_costs.hpp"
#include "model/start/initial.hpp"
#include "model/step.hpp"
#include "support/tiny_inputs.hpp"
#include "support/tiny_world.hpp"

namespace support {
namespace {

using namespace model;

ByPayer what_lists_cost(const World& world, const Params& params, const TermsTable& terms) {
    ByPayer all{};
    for (const auto& cost : month_costs(world, params.money, params.workload, terms)) {
        all[static_cast<std::size_t>(Payer::state)] += cost.state();
        all[static_cast<std::size_t>(Payer::municipality)] += cost.municipality();
    }
    return all;
}

double gap(const World& world, const Params& params) {
    ByPayer left = what_lists_cost(world, params, world.in_force.terms);
    const auto without = what_lists_cost(world, params, TermsTable{});
    for (std::size_t p = 0; p < payers; ++p) {
        left[p] -= without[p];
        for (const auto& extra : world.in_force.extra_cost) left[p] += extra[p];
        for (const auto& state : world.in_force.measures)
            for (const auto& bill : state.cost) left[p] -= bill[p];
    }
    return std::max(std::abs(left[0]), std::abs(left[1]));
}

}  // namespace

double bills_gap(Params params, int months) {
    static const auto inputs = tiny_inputs(12, 1000);
    params.recruitment.outside_option = -10;
    params.measure_rules.satellite_far_km = 0.5;
    Remarks remarks;
    auto world = make_world(inputs, params, Seed{1}, start, 36, remarks);
    const LifeTables tables(params.demography);
    double most = gap(world, params);
    for (int k = 0; k < months; ++k) {
        step(world, params, tables, Seed{1});
        most = std::max(most, gap(world, params));
    }
    return most;
}

}  // namespace support
