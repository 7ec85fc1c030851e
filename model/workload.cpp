#include "model/workload.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "geo/base/parallel.hpp"

namespace model {
namespace {

std::size_t consultation_age(int age) {
    constexpr std::array<int, 9> from{0, 6, 16, 20, 30, 50, 67, 80, 90};
    return static_cast<std::size_t>(std::upper_bound(from.begin(), from.end(), std::max(age, 0)) -
                                    from.begin() - 1);
}

/// Row of consultation_years that holds in a year.
std::size_t series_row(int year) {
    return static_cast<std::size_t>(
        std::clamp(year - 2018, 0, static_cast<int>(consultation_years.size()) - 1));
}

/// Time of a mean consultation per physical one.
double effort(const WorkParams& p, std::size_t row, const Terms& terms = {}) {
    const double electronic =
        std::clamp((p.electronic[row] + terms[Lever::electronic_points]) / 100, 0.0, 1.0);
    return (1 - electronic + electronic * p.electronic_effort) *
           std::max(1 - terms[Lever::productivity_percent] / 100, 0.0);
}

double mean_duty_hours(const WorkParams& p) {
    return p.on_duty / 100 * p.hours_on_duty;
}

/// Hours a week that one consultation a year (level of 2023) asks for this month.
double hours_per_consultation(const WorkParams& p, Month month, const Terms& terms = {}) {
    const auto row = series_row(month.year());
    return p.level[row] / 100 * effort(p, row, terms) * minutes_per_consultation(p) / 60 / p.weeks_a_year;
}

}  // namespace

ConsultationRates::ConsultationRates(const WorkParams& work, const NeedParams& need) {
    const auto share = extensive_share(need);
    for (std::size_t age = 0; age < ages; ++age) {
        const auto group = consultation_age(static_cast<int>(age));
        const double ratio = work.women_per_man[group];
        const double men = work.consultations[group] / (1 + (ratio - 1) * work.women[group] / 100);
        const double ordinary = 1 / (1 + (need.consultation_ratio - 1) * share[age]);
        for (std::size_t extensive = 0; extensive < 2; ++extensive) {
            const double by_need = ordinary * (extensive ? need.consultation_ratio : 1);
            a_year[extensive][static_cast<std::size_t>(Sex::male)][age] = by_need * men;
            a_year[extensive][static_cast<std::size_t>(Sex::female)][age] = by_need * men * ratio;
        }
    }
}

double ConsultationRates::at(bool extensive, Sex sex, int age) const {
    return a_year[extensive][static_cast<std::size_t>(sex)]
                 [static_cast<std::size_t>(std::clamp(age, 0, ages - 1))];
}

double consultation_level(const WorkParams& params, Month month) {
    return params.level[series_row(month.year())] / 100;
}

double electronic_share(const WorkParams& params, Month month, const Terms& terms) {
    return std::clamp((params.electronic[series_row(month.year())] + terms[Lever::electronic_points]) / 100,
                      0.0, 1.0);
}

double minutes_per_consultation(const WorkParams& p) {
    const auto row = series_row(static_cast<int>(p.hours_year));
    const double consultations =
        p.hours_at_list_length * p.mean_consultations * p.level[row] / 100 * effort(p, row);
    const double hours = std::max(p.hours_a_week - mean_duty_hours(p) - p.fixed_hours_week, 0.0);
    return consultations > 0 ? 60 * p.weeks_a_year * hours / consultations : 0.0;
}

double duty_hours(const WorkParams& params, std::uint32_t doctors) {
    return params.district_hours_week / std::max<double>(doctors, params.smallest_district);
}

WeekHours hours_at(const WorkParams& params, Month month, double patients, double consultations_per_member,
                   std::uint32_t doctors) {
    return {
        params.fixed_hours_week + patients * consultations_per_member * hours_per_consultation(params, month),
        duty_hours(params, doctors)};
}

double days_to_appointment(const WorkParams& params, double pressure) {
    const auto queue = [&](double x) { return x / (1 - x); };
    const double x = std::max(pressure, 0.0) / params.most_pressure;
    if (x >= 1) return params.most_days;
    return std::min(params.days_at_balance * queue(x) / queue(1 / params.most_pressure), params.most_days);
}

double extra_referrals_a_year(const WorkParams& params, double consultations_a_year, double pressure) {
    return consultations_a_year * params.extra_referrals / 100 * std::max(pressure - 1, 0.0);
}

namespace {

constexpr std::uint32_t one_in = 8;  ///< people whose way to the practice is looked up

/// Ways of one list's members; who is out of reach of the table is not counted.
struct Trips {
    std::uint64_t tenths = 0;
    std::uint32_t people = 0;
    void add(std::optional<std::uint16_t> way) {
        if (!way) return;
        tenths += *way;
        ++people;
    }
};

/// Tenths of a minute by car from a home to a list's practice. Most people stand next to others of their
/// square: its ways are laid out by practice once for all of them.
class Ways {
public:
    explicit Ways(std::uint32_t practices) : to_(practices, 0), of_(practices, none<CellId>) {}
    std::optional<std::uint16_t> tenths(const World& world, CellId home, std::uint16_t list) {
        const auto& travel = world.setting.travel;
        if (home.value >= travel.cells) return {};
        const auto practice = world.lists.practice[ListId{list}];
        if (home != last_) {
            last_ = home;
            laid_out_ = false;
            return geo::travel_tenths(travel, home, practice);
        }
        if (!laid_out_) {
            laid_out_ = true;
            const auto practices = travel.practices_of(home);
            const auto all = travel.tenths_of(home);
            for (std::size_t k = 0; k < practices.size(); ++k) {
                to_[practices[k].value] = all[k];
                of_[practices[k].value] = home;
            }
        }
        if (of_[practice.value] != home) return {};
        return to_[practice.value];
    }

private:
    CellId last_ = none<CellId>;
    bool laid_out_ = false;
    std::vector<std::uint16_t> to_;
    std::vector<CellId> of_;  ///< the square `to_` is of
};

void keep_minutes(World& world, geo::PerThread<std::vector<Trips>>& trips) {
    world.minutes_per_member.values().assign(world.lists.size(), 0);
    for (const auto list : ids<ListId>(world.lists.size())) {
        Trips all;
        for (const auto& part : trips) {
            all.tenths += part[list.value].tenths;
            all.people += part[list.value].people;
        }
        if (all.people > 0)
            world.minutes_per_member[list] =
                static_cast<float>(static_cast<double>(all.tenths) / 10 / all.people);
    }
}

}  // namespace

void recount_consultations(World& world, const WorkParams& params, const NeedParams& need_params) {
    // In thousandths, so that the sums are whole and do not depend on their order; by month of life, need and
    // sex, so that nobody's age is divided out.
    constexpr int months = 12 * ages;
    const auto row_of = [](int month, int kind) {
        return std::size_t{4} * static_cast<std::size_t>(month) + static_cast<std::size_t>(kind);
    };
    const ConsultationRates rates(params, need_params);
    std::vector<std::uint32_t> need(static_cast<std::size_t>(months) * 4);
    for (int month = 0; month < months; ++month)
        for (int kind = 0; kind < 4; ++kind)
            need[row_of(month, kind)] = static_cast<std::uint32_t>(
                std::lround(1000 * rates.at(kind >= 2, static_cast<Sex>(kind % 2), month / 12)));
    geo::PerThread<std::vector<std::uint64_t>> sums(std::vector<std::uint64_t>(world.lists.size(), 0));
    geo::PerThread<std::vector<Trips>> trips(std::vector<Trips>(world.lists.size()));
    geo::PerThread<Ways> ways(
        Ways(std::max(world.setting.travel.practices, world.setting.practice_place.size())));
    const auto& people = world.people;
    geo::for_each_range(people.size(), 65'536, [&](std::uint32_t begin, std::uint32_t end) {
        auto& sum = sums.local();
        auto& trip = trips.local();
        auto& way = ways.local();
        for (std::uint32_t i = begin; i < end; ++i) {
            const PersonId p{i};
            if (people.list[p] == People::no_list) continue;
            const int month = std::clamp(world.month - people.born[p] - 1, 0, months - 1);
            const int kind = 2 * people.has(p, People::extensive) + people.sex[p];
            sum[people.list[p]] += need[row_of(month, kind)];
            if (i % one_in == 0) trip[people.list[p]].add(way.tenths(world, people.home[p], people.list[p]));
        }
    });
    std::vector<std::uint64_t> total(world.lists.size(), 0);
    for (const auto& sum : sums)
        for (std::size_t l = 0; l < total.size(); ++l) total[l] += sum[l];
    keep_minutes(world, trips);
    world.consultations_per_member.resize(world.lists.size());
    const auto on_lists =
        std::accumulate(world.lists.members.begin(), world.lists.members.end(), std::uint64_t{0});
    const auto asked = std::accumulate(total.begin(), total.end(), std::uint64_t{0});
    world.mean_consultations = on_lists == 0
                                   ? params.mean_consultations
                                   : static_cast<double>(asked) / 1000 / static_cast<double>(on_lists);
    if (world.setting.rest) world.mean_consultations *= world.setting.rest->consultations;
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const auto members = world.lists.members[ListId{l}];
        world.consultations_per_member[ListId{l}] = static_cast<float>(
            members == 0 ? params.mean_consultations : static_cast<double>(total[l]) / 1000 / members);
    }
}

namespace {

/// The figures of a list when it has grown to `patients`.
ListFigures grown(ListFigures list, double patients, double consultations_per_patient) {
    list.patients = patients;
    list.paid_patients = std::max(list.paid_patients, patients);
    list.consultations = patients * consultations_per_patient;
    return list;
}

/// Hours a week that measures take off the list's GP.
double hours_taken_off(const World& world, const WorkParams& params, ListId list, const Terms& terms) {
    const auto& rules = world.in_force.rules;
    return terms[Lever::hours_relief] + terms[Lever::nurse_per_list] * rules.nurse_hours +
           terms.extra_doctors() * rules.intro_hours -
           follow_up(world, list, terms, params.weeks_a_year).gp_hours / params.weeks_a_year;
}

}  // namespace

FollowUp follow_up(const World& world, ListId list, const Terms& terms, double weeks_a_year) {
    if (!follows_up(terms)) return {};
    return follow_up(world.in_force.follow_up, terms, extensive_patients(world, list), weeks_a_year);
}

double extensive_patients(const World& world, ListId list) {
    return world.member_homes.extensive_members(list);
}

void expect_mean_of_new_lists(World& world, const WorkParams& params) {
    world.consultations_per_member.resize(world.lists.size());
    for (auto& a_year : world.consultations_per_member)
        if (a_year == 0) a_year = static_cast<float>(params.mean_consultations);
}

void work_and_earn(World& world, const WorkParams& params, const MoneyParams& money) {
    const auto& lists = world.lists;
    auto& work = world.work;
    for (auto* column : {&work.hours_week, &work.duty_hours_week, &work.pressure, &work.days_to_appointment,
                         &work.income_nok})
        column->resize(lists.size());
    expect_mean_of_new_lists(world, params);
    const auto& per_member = world.consultations_per_member;
    const auto places = work_places(world);
    double members_with_gp = 0, with_gp = 0;
    for (const auto list : ids<ListId>(lists.size()))
        if (lists.has_gp(list)) members_with_gp += lists.members[list], ++with_gp;
    work.mean_list = with_gp > 0 ? members_with_gp / with_gp : 0;
    if (world.setting.rest) work.mean_list *= world.setting.rest->mean_list;
    const MonthMoney month_money(money, world.month);
    const double level = consultation_level(params, world.month);
    geo::for_each_id<ListId>(
        lists.size(),
        [&](ListId list) {
            const auto m = lists.municipality[list];
            const auto& place = places[m];
            const auto& terms = world.in_force.at(m, lists.salaried[list]);
            const bool vacant = !lists.has_gp(list);
            const double now = lists.members[list];
            const double members = vacant ? std::max(now, params.new_list_share * place.mean_list) : now;
            // Whoever took a list that nobody cares for would be one more on duty.
            const auto doctors = place.doctors + (vacant && !lists.locum[list] ? 1 : 0);
            const double duty = duty_hours(params, doctors) * terms.factor(Lever::duty_percent);
            const double relief = hours_taken_off(world, params, list, terms);
            const double practice = params.fixed_hours_week +
                                    members * static_cast<double>(per_member[list]) *
                                        hours_per_consultation(params, world.month, terms) -
                                    relief;
            const double asked = std::max(practice, 0.0) + duty;
            double offered = params.offered_hours_week;
            if (!vacant && world.doctors.desired_hours[lists.doctor[list]] > 0)
                offered = static_cast<double>(world.doctors.desired_hours[lists.doctor[list]]);
            const double pressure = asked / offered;
            work.hours_week[list] = static_cast<float>(asked);
            work.duty_hours_week[list] = static_cast<float>(duty);
            work.pressure[list] = static_cast<float>(pressure);
            work.days_to_appointment[list] = static_cast<float>(days_to_appointment(params, pressure));
            auto figures = figures_of(world, month_money, list, terms, level);
            if (members > now)
                figures = grown(figures, members, static_cast<double>(per_member[list]) * level);
            work.income_nok[list] =
                static_cast<float>(month_money.income(!lists.salaried[list], figures, place, terms)) +
                lists.pay_offer[list];
        },
        512);
}

}  // namespace model
