#include "model/follow_up.hpp"

#include <algorithm>
#include <cmath>

namespace model {

bool follows_up(const Terms& terms) {
    return terms[Lever::extensive_topup] != 0 || terms[Lever::nurse_per_list] != 0 ||
           terms[Lever::outreach_hours] != 0 || terms[Lever::shared_care_percent] != 0 ||
           terms[Lever::quality_percent] != 0;
}

FollowUp follow_up(const FollowUpParams& params, const Terms& terms, double patients, double weeks_a_year) {
    const double bought = terms[Lever::extensive_topup] * params.topup_time / 100 / params.gp_hour_nok;
    const double nurse = terms[Lever::nurse_per_list] * params.nurse_time / 100 * params.nurse_hours_year;
    const double shared = std::min(terms[Lever::shared_care_percent] / 100, 1.0);
    const double quality = std::min(terms[Lever::quality_percent] / 100, 1.0);
    FollowUp result;
    result.hours = bought + terms[Lever::outreach_hours] + (patients > 0 ? nurse / patients : 0.0);
    result.gp_hours = patients * (bought - shared * params.shared_care_hours) +
                      quality * params.quality_hours * weeks_a_year;
    const double left = std::pow(1 - params.spared_per_hour / 100, result.hours) *
                        (1 - shared * params.shared_care_spared / 100) *
                        (1 - quality * params.quality_spared / 100);
    result.spared = 1 - left;
    return result;
}

}  // namespace model
