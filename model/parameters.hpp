#pragma once
// Every parameter of the model, room by room. To read, check or print them all: parameter_rooms.hpp.
#include <vector>

#include "geo/road_speeds.hpp"
#include "geo/snap.hpp"
#include "model/area_alone_params.hpp"
#include "model/continuity.hpp"
#include "model/demography.hpp"
#include "model/doctor_supply.hpp"
#include "model/events.hpp"
#include "model/follow_up.hpp"
#include "model/gp_choice.hpp"
#include "model/gp_exit.hpp"
#include "model/initial_params.hpp"
#include "model/measures/measure.hpp"
#include "model/money.hpp"
#include "model/municipal_decisions.hpp"
#include "model/need.hpp"
#include "model/post_appeal.hpp"
#include "model/recruitment.hpp"
#include "model/vacancy.hpp"
#include "model/vacancy_reporting.hpp"
#include "model/workload.hpp"

namespace model {

struct Params {
    geo::RoadSpeeds roads;
    geo::SnapParams snapping;
    InitialParams initial;
    DemographyParams demography;
    FollowParams follow;  ///< which tables people follow
    PostParams posts;
    AppealParams appeal;
    ExitParams gp_exit;
    VacancyParams vacancy;
    ReportingParams reporting;
    DoctorParams doctors;
    RecruitmentParams recruitment;
    ChoiceParams gp_choice;
    NeedParams need;
    WorkParams workload;
    MoneyParams money;
    ContinuityParams continuity;
    FollowUpParams follow_up;
    MeasureParams measure_rules;
    AreaAloneParams area_alone;
    std::vector<Measure> measures;  ///< in force in this scenario, by name
    std::vector<Event> events;      ///< what happens in months of this scenario
};

}  // namespace model
