#include "model/measures/measures_in_force.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "geo/base/parallel.hpp"
#include "model/posts.hpp"

namespace model {
namespace {

bool listed(const std::vector<std::string>& wanted, const std::string& number) {
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), number) != wanted.end();
}

/// The effects that have begun and hold: the last begun of each lever.
std::array<std::optional<double>, lever_count> amounts_of(const Measure& measure, Month month) {
    std::array<std::optional<double>, lever_count> amounts;
    std::array<Month, lever_count> since{};
    for (const auto& effect : measure.effects) {
        const auto row = static_cast<std::size_t>(effect.lever);
        if (effect.from > month || (amounts[row] && effect.from < since[row])) continue;
        amounts[row] = effect.amount;
        since[row] = effect.from;
    }
    return amounts;
}

/// The costs that have begun and hold: the last begun of each unit and payer.
std::array<ByPayer, cost_units.size()> costs_of(const Measure& measure, Month month) {
    std::array<ByPayer, cost_units.size()> nok{};
    std::array<std::array<Month, payers>, cost_units.size()> since{};
    for (const auto& cost : measure.costs) {
        const auto unit = static_cast<std::size_t>(cost.unit);
        const auto payer = static_cast<std::size_t>(cost.payer);
        if (cost.from > month || cost.from < since[unit][payer]) continue;
        nok[unit][payer] = cost.nok;
        since[unit][payer] = cost.from;
    }
    return nok;
}

/// A short budget shrinks what adds up, and training agreements; rates and rules stay.
double scaled(Lever lever, double amount, double share) {
    return info(lever).sets && lever != Lever::alis_percent ? amount : amount * share;
}

/// Adds a measure's terms where it holds.
void add_terms(TermsTable& terms, const Measure& measure, const MeasureState& state, Month month) {
    const auto amounts = amounts_of(measure, month);
    for (std::uint32_t i = 0; i < terms.size(); ++i) {
        const MunicipalityId m{i};
        if (!state.eligible[m]) continue;
        for (std::size_t row = 0; row < lever_count; ++row) {
            if (!amounts[row]) continue;
            const auto lever = static_cast<Lever>(row);
            const double amount = scaled(lever, *amounts[row], state.share);
            if (measure.where.self_employed) terms[m][0].add(lever, amount);
            if (measure.where.salaried) terms[m][1].add(lever, amount);
        }
    }
}

/// Terms of every measure in force but `without`.
TermsTable all_terms(const World& world, const std::vector<Measure>& measures,
                     std::size_t without = std::size_t(-1)) {
    TermsTable terms(world.setting.municipalities.size());
    for (std::size_t k = 0; k < measures.size(); ++k)
        if (k != without && measures[k].in_force(world.month))
            add_terms(terms, measures[k], world.in_force.measures[k], world.month);
    return terms;
}

bool gets(const Measure& measure, bool salaried) {
    return salaried ? measure.where.salaried : measure.where.self_employed;
}

/// Direct cost of one measure per municipality at full amounts, NOK this month: [one-off or not].
struct Bill {
    Column<MunicipalityId, double> running, one_off;
    Column<MunicipalityId, ByPayer> other;  ///< the measure's own cost rows
};

Bill bill(const World& world, const Measure& measure, const MeasureState& state) {
    const auto n = world.setting.municipalities.size();
    Bill result{Column<MunicipalityId, double>(n), Column<MunicipalityId, double>(n),
                Column<MunicipalityId, ByPayer>(n)};
    const auto amounts = amounts_of(measure, world.month);
    const auto costs = costs_of(measure, world.month);
    const auto amount = [&](Lever lever) { return amounts[static_cast<std::size_t>(lever)].value_or(0.0); };
    const auto pay = [&](MunicipalityId m, CostUnit unit, double units) {
        for (std::size_t payer = 0; payer < payers; ++payer)
            result.other[m][payer] += costs[static_cast<std::size_t>(unit)][payer] / 12 * units;
    };
    std::vector<double> gps(n, 0.0);
    const auto& lists = world.lists;
    const auto& doctors = world.doctors;
    for (std::uint32_t l = 0; l < lists.size(); ++l) {
        const ListId list{l};
        const auto m = lists.municipality[list];
        if (!state.eligible[m] || !gets(measure, lists.salaried[list]) || !lists.has_gp(list)) continue;
        const auto doctor = lists.doctor[list];
        ++gps[m.value];
        double& running = result.running[m];
        running += amount(Lever::gp_year_grant) / 12;
        if (world.month - doctors.born[doctor] < 12 * world.in_force.rules.debt_until_age)
            running += amount(Lever::debt_relief) / 12;
        if (doctors.alis[doctor]) {
            running += amount(Lever::alis_grant) / 12;
            pay(m, CostUnit::alis_year, 1);
        }
        if (amount(Lever::extensive_topup) != 0 && !lists.salaried[list])
            for (const auto members : world.member_homes.extensive_of(list))
                running += amount(Lever::extensive_topup) / 12 * members;
        if (world.month - lists.since[list] == 1) result.one_off[m] += amount(Lever::hiring_grant);
        pay(m, CostUnit::gp_year, 1);
        pay(m, CostUnit::nurse_year, amount(Lever::nurse_per_list));
        pay(m, CostUnit::extra_doctor_year, amount(Lever::extra_doctors_percent) / 100);
    }
    double all_gps = 0;
    double places = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
        all_gps += gps[i];
        places += state.eligible[MunicipalityId{i}];
    }
    for (std::uint32_t i = 0; i < n; ++i) {
        const MunicipalityId m{i};
        if (!state.eligible[m]) continue;
        pay(m, CostUnit::municipality_year, 1);
        pay(m, CostUnit::extra_list_year,
            world.setting.satellite.size() > 0 && world.setting.satellite[m] != none<PracticeId>
                ? amount(Lever::satellite_lists)
                : 0.0);
        const double part = all_gps > 0 ? gps[i] / all_gps : 1 / places;
        pay(m, CostUnit::year, part);
        pay(m, CostUnit::lis1_post_year, part * amount(Lever::lis1_posts));
    }
    return result;
}

/// What a measure hands out and costs beside, at the share its budget allows, NOK this month.
Column<MunicipalityId, ByPayer> direct_cost(const World& world, const Measure& measure,
                                            const MeasureState& state) {
    Column<MunicipalityId, ByPayer> result(world.setting.municipalities.size());
    if (state.share <= 0 && state.share_before <= 0) return result;
    const auto full = bill(world, measure, state);
    for (std::uint32_t i = 0; i < result.size(); ++i) {
        const MunicipalityId m{i};
        result[m][static_cast<std::size_t>(measure.payer)] +=
            full.running[m] * state.share + full.one_off[m] * state.share_before;
        for (std::size_t p = 0; p < payers; ++p) result[m][p] += full.other[m][p] * state.share;
    }
    return result;
}

/// A lever of it changes what every list costs, not only what it hands out.
/// What of its amounts a measure can pay this month.
double budget_share(const Measure& measure, const MeasureState& state, const Bill& full) {
    if (measure.budget_nok <= 0) return 1;
    if (state.spent_nok >= measure.budget_nok) return 0;
    double running = 0;
    for (std::uint32_t i = 0; i < full.running.size(); ++i) {
        running += full.running[MunicipalityId{i}];
        for (const double nok : full.other[MunicipalityId{i}]) running += nok;
    }
    return running <= 0 ? 1.0 : std::min(1.0, measure.budget_nok / 12 / running);
}

void sign_agreements(World& world, Seed seed) {
    auto& doctors = world.doctors;
    for (std::uint32_t d = 0; d < doctors.size(); ++d) {
        const DoctorId doctor{d};
        const auto list = doctors.list[doctor];
        doctors.alis[doctor] = 0;
        if (list == none<ListId> || doctors.specialist[doctor]) continue;
        const auto& terms = world.in_force.at(world.lists.municipality[list], world.lists.salaried[list]);
        doctors.alis[doctor] = Draw(seed, Stream::alis, doctors.luck[doctor], Month{}).uniform() * 100 <
                               terms[Lever::alis_percent];
    }
}

/// Caps grow or shrink by what the measures' cap_percent changed since last month.
void change_caps(World& world, const TermsTable& before) {
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const ListId list{l};
        const auto m = world.lists.municipality[list];
        const auto form = world.lists.salaried[list];
        if (!world.lists.has_gp(list) || m.value >= before.size()) continue;
        const double was = before[m][form].factor(Lever::cap_percent);
        const double is = world.in_force.terms[m][form].factor(Lever::cap_percent);
        if (was == is || was <= 0) continue;
        auto& cap = world.lists.cap[list];
        cap = static_cast<std::uint16_t>(std::clamp(std::round(cap * is / was), 0.0, 65'000.0));
    }
}

/// Founds the lists of satellite surgeries that are asked for and not there yet.
void found_satellites(World& world, const Params& params, std::size_t k) {
    auto& state = world.in_force.measures[k];
    const auto& measure = params.measures[k];
    const auto amount = amounts_of(measure, world.month)[static_cast<std::size_t>(Lever::satellite_lists)];
    if (!amount) return;
    const auto wanted = static_cast<std::uint8_t>(*amount);
    if (state.satellites_founded >= wanted || world.setting.satellite.size() == 0) return;
    for (std::uint32_t i = 0; i < state.eligible.size(); ++i) {
        const MunicipalityId m{i};
        if (!state.eligible[m] || world.setting.satellite[m] == none<PracticeId>) continue;
        for (auto number = state.satellites_founded; number < wanted; ++number) {
            if (world.lists.size() >= People::no_list) continue;
            // Posts of decide_posts() carry a month within the run; month 0 is free.
            const auto luck = 0x8000'0000U | (i << 22) | number;
            add_list(world, world.setting.satellite[m],
                     static_cast<std::uint32_t>(params.posts.cap_of_new_list), !measure.where.self_employed,
                     world.month, luck);
            ++world.flows.new_posts[m];
        }
    }
    state.satellites_founded = wanted;
    index_lists_by_practice(world);
}

}  // namespace

bool changes_rates(const Measure& measure) {
    constexpr std::array rates{
        Lever::capitation_below,   Lever::capitation_above, Lever::capitation_percent,
        Lever::capitation_by_need, Lever::floor_patients,   Lever::equalisation_list,
        Lever::refund_percent,     Lever::salary_percent,   Lever::locum_price_percent};
    return std::any_of(measure.effects.begin(), measure.effects.end(), [&](const MeasureEffect& e) {
        return std::find(rates.begin(), rates.end(), e.lever) != rates.end();
    });
}

std::uint32_t address_of(std::string_view name) {
    std::uint32_t hash = 2'166'136'261U;  // FNV-1a
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16'777'619U;
    return hash;
}

Column<MunicipalityId, std::uint8_t> eligible(const Municipalities& municipalities,
                                              const PlaceFigures& figures, const Measure& measure,
                                              Seed seed) {
    const auto& where = measure.where;
    Column<MunicipalityId, std::uint8_t> holds(municipalities.size());
    std::vector<std::pair<std::uint32_t, std::uint32_t>> lots;
    for (std::uint32_t i = 0; i < municipalities.size(); ++i) {
        const MunicipalityId m{i};
        const int centrality = municipalities.centrality[m];
        const double people = figures.people[m];
        if (centrality < where.centrality_from || centrality > where.centrality_to) continue;
        if (people < where.inhabitants_from) continue;
        if (where.inhabitants_under > 0 && people >= where.inhabitants_under) continue;
        if (!listed(where.counties, municipalities.county_number[m])) continue;
        if (!listed(where.municipalities, municipalities.number[m])) continue;
        if (!where.except.empty() && listed(where.except, municipalities.number[m])) continue;
        if (where.percent_vacant_over >= 0 &&
            !(figures.vacant_lists[i] * 100.0 > where.percent_vacant_over * figures.lists[i]))
            continue;
        holds[m] = 1;
        lots.emplace_back(Draw(seed, Stream::measure_lot, i, Month{}, address_of(measure.name)).bits(), i);
    }
    if (where.drawn > 0 && lots.size() > static_cast<std::size_t>(where.drawn)) {
        std::sort(lots.begin(), lots.end());
        for (std::size_t k = static_cast<std::size_t>(where.drawn); k < lots.size(); ++k)
            holds[MunicipalityId{lots[k].second}] = 0;
    }
    return holds;
}

Column<MunicipalityId, std::uint8_t> eligible_now(const World& world, const Measure& measure, Seed seed) {
    const auto n = world.setting.municipalities.size();
    PlaceFigures figures{world.residents.people, std::vector<std::uint32_t>(n, 0),
                         std::vector<std::uint32_t>(n, 0)};
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const ListId list{l};
        if (world.lists.closed[list]) continue;
        ++figures.lists[world.lists.municipality[list].value];
        figures.vacant_lists[world.lists.municipality[list].value] += world.lists.vacant(list);
    }
    return eligible(world.setting.municipalities, figures, measure, seed);
}

void put_in_force(World& world, const Params& params, Seed seed) {
    auto& in_force = world.in_force;
    in_force.rules = params.measure_rules;
    const bool first = in_force.measures.size() != params.measures.size() || in_force.terms.size() == 0;
    if (first) in_force.measures.assign(params.measures.size(), {});
    for (std::size_t k = 0; k < params.measures.size(); ++k) {
        auto& state = in_force.measures[k];
        if (first || world.month.is_january()) {
            state.eligible = eligible_now(world, params.measures[k], seed);
            state.spent_nok = 0;
        }
        state.share_before = first ? 0 : state.share;
        state.share = !params.measures[k].in_force(world.month) ? 0
                      : params.measures[k].budget_nok <= 0
                          ? 1
                          : budget_share(params.measures[k], state, bill(world, params.measures[k], state));
    }
    const auto before = first ? TermsTable{} : in_force.terms;
    in_force.terms = all_terms(world, params.measures);
    sign_agreements(world, seed);
    change_caps(world, before);
    for (std::size_t k = 0; k < params.measures.size(); ++k)
        if (params.measures[k].in_force(world.month)) found_satellites(world, params, k);
}

void account_measures(World& world, const Params& params) {
    auto& in_force = world.in_force;
    const auto n = world.setting.municipalities.size();
    const double level = consultation_level(params.workload, world.month);
    const auto with = month_costs(world, params.money, level, in_force.terms);
    // Each measure's bill is its own; what they add up to is summed in order.
    std::vector<Column<MunicipalityId, ByPayer>> direct(params.measures.size());
    geo::for_each_index(static_cast<std::uint32_t>(params.measures.size()), [&](std::uint32_t k) {
        auto& state = in_force.measures[k];
        direct[k] = direct_cost(world, params.measures[k], state);
        state.cost = direct[k];
        if (state.share <= 0 || !changes_rates(params.measures[k])) return;
        const auto without = month_costs(world, params.money, level, all_terms(world, params.measures, k));
        for (std::uint32_t i = 0; i < n; ++i) {
            const MunicipalityId m{i};
            state.cost[m][static_cast<std::size_t>(Payer::municipality)] +=
                with[m].municipality() - without[m].municipality();
            state.cost[m][static_cast<std::size_t>(Payer::state)] += with[m].state() - without[m].state();
        }
    });
    in_force.extra_cost.values().assign(n, ByPayer{});
    for (std::size_t k = 0; k < params.measures.size(); ++k)
        for (std::uint32_t i = 0; i < n; ++i)
            for (std::size_t p = 0; p < payers; ++p) {
                in_force.extra_cost[MunicipalityId{i}][p] += direct[k][MunicipalityId{i}][p];
                in_force.measures[k].spent_nok += in_force.measures[k].cost[MunicipalityId{i}][p];
            }
}

std::uint32_t extra_candidates(const Measure& measure, const MeasureState& state, const MeasureParams& rules,
                               Month month) {
    if (!measure.in_force(month) || state.share <= 0) return 0;
    const auto amounts = amounts_of(measure, month);
    const auto amount = [&](Lever lever) {
        return amounts[static_cast<std::size_t>(lever)].value_or(0.0) * state.share;
    };
    const double rate = amount(Lever::candidates) + amount(Lever::lis1_posts) * rules.lis1_to_gp / 100;
    if (rate <= 0) return 0;
    const int k = month - measure.from;
    return static_cast<std::uint32_t>(std::floor(rate * (k + 1) / 12) - std::floor(rate * k / 12));
}

}  // namespace model
