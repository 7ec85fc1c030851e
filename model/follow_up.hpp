#pragma once
// Time for people with extensive needs: who gives it, what it takes of their GP, and the out-of-hours
// contacts it spares them.
#include "model/measures/terms.hpp"
#include "model/params.hpp"

namespace model {

struct FollowUpParams {
    double topup_time = 50;
    double gp_hour_nok = 1080;
    double nurse_time = 40;
    double nurse_hours_year = 1500;
    double spared_per_hour = 4;
    double shared_care_hours = 0.5;
    double shared_care_spared = 8;
    double quality_hours = 0.25;
    double quality_spared = 3;
    double contacts_ratio = 2.5;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, FollowUpParams>
void visit_fields(P& p, Visit&& visit) {
    visit("topup_time", p.topup_time,
          Field{"% of a top-up for patients with extensive needs that buys time of their GP", 0, 100,
                "assumption: the rest is income; sweep 0 to 100"});
    visit("gp_hour_nok", p.gp_hour_nok,
          Field{"NOK of 2023 an hour of a GP with her practice costs", 100, 10'000,
                "derived: turnover of 2.7 million NOK a list in 2023 (Helsedirektoratet, table V5) over 45 "
                "weeks of "
                "55.6 hours"});
    visit("nurse_time", p.nurse_time,
          Field{"% of a team nurse's time with people with extensive needs", 0, 100,
                "assumption: teams were set up for them first; no time sheet of the pilot was found; sweep "
                "20 to 80"});
    visit("nurse_hours_year", p.nurse_hours_year,
          Field{"hours with patients a year of a full-time nurse", 0, 2000,
                "assumption: 1750 hours less meetings and courses"});
    visit("spared_per_hour", p.spared_per_hour,
          Field{"% of a person's out-of-hours contacts that each hour of follow-up a year spares", 0, 50,
                "assumption: integrated care at home cut first emergency visits of the frailest from 23 to 8 "
                "% (Di "
                "Pollina 2017, Geneva, controlled), other trials found nothing; sweep 0 to 8"});
    visit("shared_care_hours", p.shared_care_hours,
          Field{"hours of a GP a year saved per patient whose care hospital and municipality plan together",
                0, 20, "assumption: fewer letters and calls; no measured effect found; sweep 0 to 2"});
    visit("shared_care_spared", p.shared_care_spared,
          Field{"% of such a patient's out-of-hours contacts", 0, 100,
                "assumption: no effect of the health communities is published; sweep 0 to 15"});
    visit("quality_hours", p.quality_hours,
          Field{"hours a week that quality work takes of a GP", 0, 10,
                "assumption: a meeting a month; sweep 0 to 1"});
    visit("quality_spared", p.quality_spared,
          Field{"% of out-of-hours contacts of patients with extensive needs of a GP in quality work", 0, 100,
                "assumption: no effect is published; sweep 0 to 5"});
    visit("contacts_ratio", p.contacts_ratio,
          Field{"out-of-hours contacts of people with extensive needs per contact of others", 1, 20,
                "assumption: as their consultations (need.consultation_ratio); sweep 1.5 to 4"});
}

/// What the measures in force do for a list's patients with extensive needs.
struct FollowUp {
    double hours = 0;  ///< a year per patient with extensive needs, beyond consultations, whoever gives them
    double gp_hours = 0;  ///< a year, of the list's GP; below zero: saved
    double spared = 0;    ///< of their out-of-hours contacts, 0 to 1
};

/// Whether any measure is for them.
bool follows_up(const Terms& terms);

/// For a list with so many patients with extensive needs.
FollowUp follow_up(const FollowUpParams& params, const Terms& terms, double patients, double weeks_a_year);

}  // namespace model
