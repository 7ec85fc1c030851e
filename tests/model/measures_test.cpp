// Measures: where they hold, what each lever moves and in which direction, what they cost, what budgets do.
#include "model/measures/measure.hpp"

#include <catch2/catch.hpp>

#include "model/audit.hpp"
#include "model/gp_exit.hpp"
#include "model/measures/bills.hpp"
#include "model/measures/eligible.hpp"
#include "model/measures/put_in_force.hpp"
#include "model/month_costs.hpp"
#include "model/municipal_decisions.hpp"
#include "model/posts.hpp"
#include "model/start/initial.hpp"
#include "model/step.hpp"
#include "model/vacancy.hpp"
#include "support/lever_direction.hpp"
#include "support/random_world.hpp"
#include "support/tiny_inputs.hpp"
#include "support/tiny_world.hpp"

using namespace model;

namespace {

using support::start;

Measure measure(Lever lever, double amount) {
    Measure m;
    m.name = "measure";
    m.from = start;
    m.until = start + 600;
    m.effects = {{lever, amount, start, "test"}};
    return m;
}

World tiny_world(const Params& params) {
    static const auto inputs = support::tiny_inputs(12, 5000);
    Remarks remarks;
    return make_world(inputs, params, Seed{1}, start, 24, remarks);
}

Params with(Measure m) {
    Params params;
    params.measures = {std::move(m)};
    return params;
}

double total(const Column<MunicipalityId, ByPayer>& cost) {
    double sum = 0;
    for (const auto& payers : cost)
        for (const double nok : payers) sum += nok;
    return sum;
}

double mean(const Column<ListId, float>& column) {
    double sum = 0;
    for (const float x : column) sum += static_cast<double>(x);
    return sum / column.size();
}

}  // namespace

TEST_CASE("A measure holds where all it asks for holds", "[model][measures]") {
    auto world =
        support::random_world(5000, Seed{3});  // centrality 1 to 5, a thousand people each by the count
    auto m = measure(Lever::appeal, 1);
    const auto held = [&] {
        std::vector<int> rows;
        const auto eligible = eligible_now(world, m, Seed{1});
        for (std::uint32_t i = 0; i < eligible.size(); ++i)
            if (eligible[MunicipalityId{i}]) rows.push_back(static_cast<int>(i));
        return rows;
    };
    world.setting.municipalities.county_number.values() = {"01", "01", "02", "02", "02"};
    CHECK(held() == std::vector{0, 1, 2, 3, 4});
    m.where.centrality_from = 3;
    CHECK(held() == std::vector{2, 3, 4});
    m.where.counties = {"02"};
    m.where.municipalities = {"0101", "0103"};
    CHECK(held() == std::vector{3});
    m.where = {};
    m.where.except = {"0101", "0103"};
    CHECK(held() == std::vector{0, 2, 4});
    m.where = {};
    world.residents.people[MunicipalityId{1}] = 4000;
    m.where.inhabitants_under = 4000;
    CHECK(held() == std::vector{0, 2, 3, 4});
    m.where.inhabitants_from = 4000;
    m.where.inhabitants_under = 0;
    CHECK(held() == std::vector{1});
    m.where = {};
    m.where.percent_vacant_over = 40;  // lists 2 and 5 are vacant: all of municipality 2's, half of 0's
    CHECK(held() == std::vector{0, 2});
    m.where.percent_vacant_over = 50;
    CHECK(held() == std::vector{2});
}

TEST_CASE("Lots fall by the measure's name and not by its neighbours", "[model][measures]") {
    const auto world = support::random_world(5000, Seed{3});
    auto m = measure(Lever::appeal, 1);
    m.where.drawn = 2;
    const auto drawn = eligible_now(world, m, Seed{1});
    CHECK(std::count(drawn.begin(), drawn.end(), 1) == 2);
    CHECK(eligible_now(world, m, Seed{1}) == drawn);
    m.where.drawn = 3;  // more lots: the same two and one more
    const auto more = eligible_now(world, m, Seed{1});
    for (std::uint32_t i = 0; i < drawn.size(); ++i)
        CHECK(more[MunicipalityId{i}] >= drawn[MunicipalityId{i}]);
}

TEST_CASE("Of several amounts on one lever the last that has begun holds", "[model][measures]") {
    auto m = measure(Lever::gp_year_grant, 100'000);
    m.effects.push_back({Lever::gp_year_grant, 300'000, start + 1, "test"});
    const auto params = with(m);
    auto world = tiny_world(params);
    const auto terms = [&] { return world.in_force.at(MunicipalityId{0}, false)[Lever::gp_year_grant]; };
    CHECK(terms() == 100'000);
    const LifeTables tables(params.demography);
    step(world, params, tables, Seed{1});
    CHECK(terms() == 300'000);
}

TEST_CASE("Amounts of several measures add up; numbers that are set take the largest", "[model][measures]") {
    Terms terms;
    terms.add(Lever::hours_relief, 1);
    terms.add(Lever::hours_relief, 2);
    CHECK(terms[Lever::hours_relief] == 3);
    terms.add(Lever::floor_patients, 500);
    terms.add(Lever::floor_patients, 300);
    CHECK(terms[Lever::floor_patients] == 500);
    CHECK(terms.factor(Lever::duty_percent) == 1);
    terms.add(Lever::duty_percent, -150);
    CHECK(terms.factor(Lever::duty_percent) == 0);
}

TEST_CASE("Every lever moves what its row says, in the direction it says", "[model][measures]") {
    for (const auto& lever : levers()) {
        INFO(lever.name);
        const double more = lever.max / 4;
        const auto up =
            support::moved({lever.lever, support::neutral_amount(lever.lever) + more, start, "test"});
        CHECK(up.as_said(lever.lever, more));
        if (lever.min == 0) continue;
        const auto down = support::moved({lever.lever, lever.min / 4, start, "test"});
        CHECK(down.as_said(lever.lever, lever.min / 4));
    }
}

TEST_CASE("Levers of work change every list by just their amount", "[model][measures]") {
    const auto plain = tiny_world(Params{});
    const auto after = [](Lever lever, double amount) { return tiny_world(with(measure(lever, amount))); };
    const double hours = mean(plain.work.hours_week);
    CHECK(mean(after(Lever::hours_relief, 2).work.hours_week) == Approx(hours - 2));
    CHECK(mean(after(Lever::nurse_per_list, 0.5).work.hours_week) ==
          Approx(hours - 0.5 * MeasureParams{}.nurse_hours));
    CHECK(mean(after(Lever::duty_percent, -50).work.duty_hours_week) ==
          Approx(mean(plain.work.duty_hours_week) / 2));
    CHECK(mean(after(Lever::extra_doctors_percent, 25).work.hours_week) ==
          Approx(hours - 0.25 * MeasureParams{}.intro_hours));
    CHECK(mean(after(Lever::capitation_by_need, 1).work.income_nok) ==
          Approx(mean(plain.work.income_nok)).epsilon(0.01));
}

TEST_CASE("What makes a post better keeps its GP longer", "[model][measures]") {
    const ExitParams exits;
    const auto plain = tiny_world(Params{});
    for (const auto& [lever, amount] : {std::pair{Lever::gp_year_grant, 200'000.0},
                                        {Lever::duty_percent, -50.0},
                                        {Lever::debt_relief, 60'000.0},
                                        {Lever::alis_percent, 100.0}}) {
        INFO(info(lever).name);
        const auto world = tiny_world(with(measure(lever, amount)));
        double hazard_before = 0, hazard_after = 0;
        for (const auto doctor : ids<DoctorId>(world.doctors.size())) {
            const auto list = world.doctors.list[doctor];
            if (list == none<ListId>) continue;
            const double was = exit_hazard(exits, plain, doctor, offer_of(plain, list));
            const double is = exit_hazard(exits, world, doctor, offer_of(world, list));
            CHECK(is <= was);
            hazard_before += was;
            hazard_after += is;
        }
        CHECK(hazard_after < hazard_before);
    }
}

TEST_CASE("A measure on caps leaves the official ones of the first day alone", "[model][measures]") {
    const auto raised = tiny_world(with(measure(Lever::cap_percent, 20)));
    CHECK(raised.lists.cap == tiny_world(Params{}).lists.cap);
}

TEST_CASE("More training posts and candidates bring just so many more doctors, and no others change",
          "[model][measures]") {
    const auto run = [](const Params& params) {
        auto world = tiny_world(params);
        const LifeTables tables(params.demography);
        for (int k = 0; k < 30; ++k) step(world, params, tables, Seed{1});
        return world;
    };
    // Those who looked for a first post, apart from GPs who hold a list beside their own.
    const auto candidates = [](const World& world) {
        return std::count_if(world.doctors.luck.begin(), world.doctors.luck.end(),
                             [](std::uint32_t luck) { return luck >> 16 != 0 && luck < 0x2000'0000U; });
    };
    const auto plain = run(Params{});
    const auto more = run(with(measure(Lever::candidates, 60)));
    const auto posts = run(with(measure(Lever::lis1_posts, 100)));
    auto ended = measure(Lever::lis1_posts, 100);
    ended.until = start + 12;
    CHECK(candidates(more) == candidates(plain) + 150);
    CHECK(candidates(posts) == candidates(plain) + 35);             // the first 18 months later
    CHECK(candidates(run(with(ended))) == candidates(plain) + 35);  // though the measure is over
    std::vector<std::uint32_t> luck(more.doctors.luck.begin(), more.doctors.luck.end());
    std::sort(luck.begin(), luck.end());
    CHECK(std::adjacent_find(luck.begin(), luck.end()) == luck.end());
    for (const auto known : plain.doctors.luck) CHECK(std::binary_search(luck.begin(), luck.end(), known));
}

TEST_CASE("What a municipality decides by counts where it is eligible, whatever contracts the measure is for",
          "[model][measures]") {
    for (const auto lever : {Lever::free_places_target, Lever::salaried_offer_points, Lever::alis_posts})
        for (const bool salaried : {false, true}) {
            INFO(info(lever).name << (salaried ? ", salaried" : ", self-employed"));
            auto m = measure(lever, 12);
            m.where.self_employed = !salaried;
            m.where.salaried = salaried;
            m.where.centrality_from = 6;  // municipalities 5 and 11
            const auto world = tiny_world(with(m));
            for (const auto place : ids<MunicipalityId>(12))
                CHECK(world.in_force.in_municipality(place)[lever] ==
                      (place.value % 6 == 5 ? Approx(12) : Approx(0)));
            if (lever != Lever::alis_posts) continue;
            double lists = 0;  // of any contract, each at 2000 NOK a year for one post a year per 100
            for (const auto list : ids<ListId>(world.lists.size()))
                lists +=
                    world.lists.municipality[list].value % 6 == 5 && world.lists.is(list, Standing::open);
            CHECK(total(world.in_force.measures[0].cost) == Approx(lists * 12 * 2'000 / 12));
        }
}

TEST_CASE("A lever for one form of contract does nothing to the other", "[model][measures]") {
    for (const auto& lever : levers()) {
        if (lever.form != Form::self_employed && lever.form != Form::salaried) continue;
        INFO(lever.name);
        auto m = measure(lever.lever, lever.max / 4);
        if (lever.beside) m.effects.push_back({*lever.beside, info(*lever.beside).max / 4, start, "test"});
        const auto world = tiny_world(with(m));
        const bool works = lever.form == Form::salaried;
        CHECK(world.in_force.at(MunicipalityId{0}, works)[lever.lever] > 0);
        CHECK(world.in_force.at(MunicipalityId{0}, !works)[lever.lever] == 0);
    }
}

TEST_CASE("Grants cost what they pay, to the payer who pays", "[model][measures]") {
    auto m = measure(Lever::gp_year_grant, 120'000);
    m.payer = Payer::municipality;
    m.where.centrality_from = 6;  // municipalities 5 and 11
    const auto row = [](CostUnit unit, double nok) {
        return MeasureCost{unit, nok, Payer::state, start, "test", Lever::gp_year_grant, 120'000};
    };
    m.costs = {row(CostUnit::municipality_year, 12'000), row(CostUnit::year, 24'000),
               row(CostUnit::gp_year, 1'200)};
    const auto world = tiny_world(with(m));
    const auto& cost = world.in_force.measures[0].cost;
    CHECK(cost[MunicipalityId{5}][1] == Approx(2 * 10'000));  // two lists with a GP
    CHECK(cost[MunicipalityId{5}][0] == Approx(1'000 + 1'000 + 2 * 100));
    CHECK(cost[MunicipalityId{0}][1] == 0);
    CHECK(total(cost) == Approx(2 * (20'000 + 2'200)));
    CHECK(total(world.in_force.extra_cost) == Approx(total(cost)));
}

TEST_CASE("A changed rate costs the bill with it less the bill without it, and is no extra cost",
          "[model][measures]") {
    auto m = measure(Lever::capitation_percent, 10);
    m.payer = Payer::municipality;
    const auto params = with(m);
    const auto world = tiny_world(params);
    double capitation = 0;
    for (const auto& cost : month_costs(world, params.money, params.workload, TermsTable{}))
        capitation += cost.capitation;
    CHECK(total(world.in_force.measures[0].cost) == Approx(0.1 * capitation));
    CHECK(total(world.in_force.extra_cost) == 0);
}

TEST_CASE("What lists cost depends on just those levers whose row says they are rates", "[model][measures]") {
    Remarks remarks;
    auto world = make_world(support::tiny_inputs(12, 1000), Params{}, Seed{1}, start, 24, remarks);
    for (const auto list : ids<ListId>(world.lists.size())) {  // short lists of new GPs, salaried or not
        world.lists.cap[list] = 3000;
        world.lists.since[list] = start;
        world.lists.salaried[list] = list.value % 2;
    }
    world.lists.members[ListId{4}] = 2500;  // a self-employed one beyond the break
    ListId vacant{0};
    while (!world.lists.has_gp(vacant)) ++vacant.value;
    end_contract(world, world.lists.doctor[vacant], true);
    world.lists.locum[vacant] = 1;
    const auto cost = [&](const std::vector<Lever>& pulled) {
        Terms terms;
        for (const auto lever : pulled) terms.add(lever, info(lever).max / 4);
        double sum = 0;
        for (const auto& c : month_costs(world, MoneyParams{}, WorkParams{},
                                         TermsTable(world.setting.municipalities.size(), {terms, terms})))
            sum += c.municipality() + c.state();
        return sum;
    };
    for (const auto& lever : levers()) {
        INFO(lever.name);
        std::vector<Lever> pulled;
        if (lever.beside) pulled.push_back(*lever.beside);
        const double without = cost(pulled);
        pulled.push_back(lever.lever);
        CHECK((cost(pulled) != without) == lever.pays.is_rate());
    }
}

TEST_CASE("A measure costs something of its own just where a lever of it is a grant or has a least price",
          "[model][measures]") {
    for (const auto& lever : levers()) {
        INFO(lever.name);
        auto m = measure(lever.lever, (lever.price.of() < 0 ? lever.min : lever.max) / 4);
        m.payer = Payer::municipality;
        if (lever.beside && !info(*lever.beside).pays.unit())
            m.effects.push_back({*lever.beside, info(*lever.beside).max / 4, start, "test"});
        auto params = with(m);
        params.recruitment.outside_option = -10;  // someone always comes
        params.measure_rules.satellite_far_km = 0.5;
        if (lever.beside) params.measure_rules.lever_price = {};
        auto world = tiny_world(params);
        const LifeTables tables(params.demography);
        double own_cost = total(world.in_force.extra_cost);
        for (int k = 0; k < 8; ++k) {  // who signs in the first month begins some months later
            step(world, params, tables, Seed{1});
            own_cost += total(world.in_force.extra_cost);
        }
        CHECK((own_cost > 0) == (lever.pays.unit().has_value() || lever.price.is_known()));
        CHECK((total(world.in_force.measures[0].cost) != total(world.in_force.extra_cost)) <=
              lever.pays.is_rate());
    }
}

TEST_CASE("A grant is paid once for each of what its row names", "[model][measures]") {
    const auto bill = [](Lever lever, const World& world) {
        return total(world.in_force.measures[0].cost) /
               (world.in_force.at(MunicipalityId{0}, false)[lever] / 12);
    };
    const auto counted = [](const World& world, const auto& holds) {
        int n = 0;
        for (const auto list : ids<ListId>(world.lists.size()))
            n += world.lists.has_gp(list) && holds(world.lists.doctor[list]);
        return n;
    };
    const auto gps = tiny_world(with(measure(Lever::gp_year_grant, 120'000)));
    CHECK(bill(Lever::gp_year_grant, gps) == Approx(counted(gps, [](DoctorId) { return true; })));
    const auto young = tiny_world(with(measure(Lever::debt_relief, 120'000)));
    CHECK(bill(Lever::debt_relief, young) == Approx(counted(young, [&](DoctorId doctor) {
              return start - young.doctors.born[doctor] < 12 * 45;
          })));
    auto alis = measure(Lever::alis_grant, 120'000);
    alis.effects.push_back({Lever::alis_percent, 100, start, "test"});
    auto only_grants = with(alis);
    only_grants.measure_rules.lever_price = {};
    const auto training = tiny_world(only_grants);
    CHECK(bill(Lever::alis_grant, training) ==
          Approx(counted(training, [&](DoctorId doctor) { return !training.doctors.specialist[doctor]; })));
    const auto needs = tiny_world(with(measure(Lever::extensive_topup, 1'200)));
    double patients = 0;
    for (const auto list : ids<ListId>(needs.lists.size()))
        if (needs.lists.has_gp(list) && !needs.lists.salaried[list])
            for (const auto members : needs.member_homes.extensive_of(list)) patients += members;
    CHECK(patients > 0);
    CHECK(bill(Lever::extensive_topup, needs) == Approx(patients));
}

TEST_CASE("A budget that does not suffice shrinks the grant, and sums paid once as well",
          "[model][measures]") {
    auto yearly = measure(Lever::gp_year_grant, 120'000);
    yearly.budget_nok = 1'440'000;  // 24 GPs would cost twice as much
    const auto world = tiny_world(with(yearly));
    CHECK(world.in_force.measures[0].share == Approx(0.5));
    CHECK(world.in_force.at(MunicipalityId{0}, false)[Lever::gp_year_grant] == Approx(60'000));
    CHECK(total(world.in_force.measures[0].cost) == Approx(120'000));

    auto hiring = measure(Lever::hiring_grant, 500'000);
    hiring.budget_nok = 400'000;
    auto params = with(hiring);
    params.recruitment.outside_option = -10;  // someone always comes
    auto later = tiny_world(params);
    const LifeTables tables(params.demography);
    const auto promised = [&] { return later.in_force.at(MunicipalityId{0}, false)[Lever::hiring_grant]; };
    CHECK(promised() > 0);
    CHECK(promised() < 200'000);
    double paid = 0;
    for (int k = 0; k < 11; ++k) {
        step(later, params, tables, Seed{1});
        paid += total(later.in_force.measures[0].cost);
        CHECK(promised() > 0);
    }
    CHECK(paid > 100'000);  // of so few hires; the promise shrinks by what a month may bring
    CHECK(paid <= 400'000);
    CHECK(later.in_force.measures[0].spent_nok == Approx(paid));
    const double last = promised();
    step(later, params, tables, Seed{1});  // January
    CHECK(promised() > last);
}

TEST_CASE("A measure that ends leaves no terms and no cost", "[model][measures]") {
    auto m = measure(Lever::gp_year_grant, 120'000);
    m.until = start + 2;
    const auto params = with(m);
    auto world = tiny_world(params);
    const LifeTables tables(params.demography);
    step(world, params, tables, Seed{1});
    CHECK(total(world.in_force.measures[0].cost) > 0);
    step(world, params, tables, Seed{1});
    CHECK(world.in_force.at(MunicipalityId{0}, false) == Terms{});
    CHECK(total(world.in_force.measures[0].cost) == 0);
}
