#include "model/contract_survival.hpp"

#include <algorithm>
#include <map>

namespace model {

std::optional<double> median_contract_years(const World& world, Month from,
                                            const std::function<bool(const Contract&)>& counts) {
    struct AtMonth {
        std::uint32_t ended = 0, censored = 0;
    };
    std::map<int, AtMonth> by_length;
    std::uint32_t at_risk = 0;
    for (const auto& contract : world.contracts) {
        if (contract.began < from || contract.shared || !counts(contract)) continue;
        ++at_risk;
        if (contract.ended == lasts)
            ++by_length[world.month - contract.began].censored;
        else
            ++by_length[contract.ended - contract.began].ended;
    }
    double survive = 1;
    for (const auto& [months, at] : by_length) {
        survive *= 1 - static_cast<double>(at.ended) / at_risk;
        if (survive <= 0.5) return months / 12.0;
        at_risk -= at.ended + at.censored;
    }
    return std::nullopt;
}

double share_gone(const World& world, Month from, Month to, int age) {
    const auto& doctors = world.doctors;
    std::uint32_t entered = 0;
    std::uint32_t gone = 0;
    for (std::uint32_t d = 0; d < doctors.size(); ++d) {
        const DoctorId doctor{d};
        const auto began = doctors.entered[doctor];
        const bool had_list =
            static_cast<Post>(doctors.post[doctor]) == Post::on_list ||
            (!world.contracts.empty() && world.contracts[world.contract_of[doctor]].doctor == doctor);
        if (had_list && world.contracts[world.contract_of[doctor]].shared) continue;
        if (!had_list || began < from || began > to || (began - doctors.born[doctor]) / 12 >= age) continue;
        ++entered;
        gone += static_cast<Post>(doctors.post[doctor]) == Post::gone;
    }
    return entered == 0 ? 0.0 : static_cast<double>(gone) / entered;
}

}  // namespace model
