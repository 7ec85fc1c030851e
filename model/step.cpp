#include "model/step.hpp"

#include <chrono>

#include "model/events.hpp"
#include "model/measures/bills.hpp"
#include "model/measures/put_in_force.hpp"
#include "model/posts.hpp"

namespace model {
namespace {

/// Adds the time from its making to its end to one phase's counter, if there are counters.
class Timed {
public:
    Timed(PhaseSeconds* all, double PhaseSeconds::*phase)
        : seconds_(all ? &(all->*phase) : nullptr), begin_(std::chrono::steady_clock::now()) {}
    ~Timed() {
        if (seconds_)
            *seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
    }
    Timed(const Timed&) = delete;
    Timed& operator=(const Timed&) = delete;

private:
    double* seconds_;
    std::chrono::steady_clock::time_point begin_;
};

}  // namespace

void step(World& world, const Params& params, const LifeTables& tables, Seed seed, PhaseSeconds* seconds) {
    world.flows = Flows{.municipalities = world.setting.municipalities.size()};
    {
        Timed t(seconds, &PhaseSeconds::decisions);
        happen(world, params.events, params.doctors, params.gp_choice, seed);
    }
    {
        Timed t(seconds, &PhaseSeconds::demography);
        live_a_month(world, params.demography, tables, seed);
    }
    {
        Timed t(seconds, &PhaseSeconds::decisions);
        drift_attractiveness(world, params.appeal, seed);
        drift_caps(world, params.posts,
                   params.doctors.desired_cap_drift[supply_year(world.month.year())] / 100,
                   static_cast<std::uint32_t>(params.gp_choice.reopen_at), seed);
        rescue_vacant_lists(world, params.posts, seed);
        decide_posts(world, params.posts, params.doctors, params.gp_choice, seed);
    }
    {
        Timed t(seconds, &PhaseSeconds::leaving);
        transfer_patients(world, params.posts, hand_over(world), seed);
        give_notices(world, plan_exits(world, params.gp_exit, seed), params.gp_exit.notice_months);
    }
    {
        Timed t(seconds, &PhaseSeconds::recruitment);
        supply_doctors(world, params.doctors, params.measures, seed);
        fill_vacancies(world, params.recruitment, params.appeal, params.gp_exit.notice_months, seed);
    }
    {
        Timed t(seconds, &PhaseSeconds::vacancy);
        cover_vacancies(world, params.vacancy, seed);
        report_vacancies(world, params.reporting, seed);
    }
    {
        Timed t(seconds, &PhaseSeconds::choice);
        choose_lists(world, params.gp_choice, seed);
    }
    world.month = world.month + 1;
    {
        Timed t(seconds, &PhaseSeconds::demography);
        if (world.month.is_january()) begin_year(world, params.demography, tables);
    }
    {
        Timed t(seconds, &PhaseSeconds::work);
        update_needs(world, params.need, seed);
        if (world.month.is_january()) {
            recount_consultations(world, params.workload, params.need);
            recount_continuity(world);
        }
        put_in_force(world, params, seed);
        work_and_earn(world, params.workload, params.money);
        account_measures(world, params, seed);
    }
}

}  // namespace model
