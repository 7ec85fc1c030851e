#include "model/start/part_params.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "model/measures/eligible.hpp"
#include "model/rest_of_country.hpp"

namespace model {
namespace {

/// As eligibility looks at the first day.
PlaceFigures first_day(const Inputs& inputs) {
    const auto n = inputs.municipalities.size();
    PlaceFigures figures{Column<MunicipalityId, std::int32_t>(n), {}, {}};
    for (const auto m : ids<MunicipalityId>(n)) {
        for (const auto sex : {Sex::male, Sex::female})
            for (int age = 0; age < ages; ++age)
                figures.people[m] += inputs.population.at(inputs.lists.year + 1, m, sex, age);
        figures.vacant_lists.push_back(inputs.lists.lists_without_gp[m]);
        figures.lists.push_back(figures.vacant_lists.back() + inputs.lists.lists_with_gp[m]);
    }
    return figures;
}

/// Lists on the first day of the municipalities that meet what a measure asks for, whatever the lot says, and
/// who these are.
struct Reach {
    double lists = 0;
    std::vector<MunicipalityId> places;
};
Reach reach_of(Measure measure, const Inputs& inputs) {
    const auto figures = first_day(inputs);
    measure.where.drawn = 0;
    const auto holds = eligible(inputs.municipalities, figures, measure, Seed{1});
    Reach reach;
    for (const auto m : ids<MunicipalityId>(inputs.municipalities.size())) {
        if (!holds[m]) continue;
        reach.places.push_back(m);
        reach.lists += figures.lists[m.value];
    }
    return reach;
}

/// Share of what the measure reaches that the part has; where vacancies decide and none of the part has them
/// on the first day, as if they did not.
double share_of(const Measure& measure, const Reach& all, const Inputs& nation, const Inputs& part) {
    const auto here = reach_of(measure, part);
    if (here.lists > 0) return std::min(1.0, here.lists / all.lists);
    if (measure.where.percent_vacant_over < 0) return 0;
    auto anywhere = measure;
    anywhere.where.percent_vacant_over = -1;
    return share_of(anywhere, reach_of(anywhere, nation), nation, part);
}

/// What is given in numbers for the nation, made `share` of it; posts and candidates `of_posts`.
void scale(Measure& measure, double share, double of_posts) {
    if (measure.has_budget()) measure.budget_nok *= share;
    for (auto& cost : measure.costs)
        if (cost.unit == CostUnit::year) cost.nok *= share;
    for (auto& effect : measure.effects)
        if (effect.lever == Lever::candidates || effect.lever == Lever::lis1_posts) effect.amount *= of_posts;
}

void make_of_part(Measure& measure, const Inputs& nation, const Inputs& part, const KeptRows& kept) {
    const auto all = reach_of(measure, nation);
    if (measure.where.drawn > 0) {  // by what the lot takes, which every seed draws anew
        for (const auto m : all.places)
            if (kept.municipality[m] == none<MunicipalityId>)
                measure.where.elsewhere.push_back({m.value, std::uint32_t{nation.lists.lists_with_gp[m]} +
                                                                nation.lists.lists_without_gp[m]});
        return;
    }
    const double share = share_of(measure, all, nation, part);
    const bool everywhere = all.places.size() == nation.municipalities.size();
    scale(measure, share, everywhere ? part.rest->market : share);
}

/// Writes an event's rows anew; false if it happens elsewhere.
class Carry {
public:
    explicit Carry(const KeptRows& kept) : kept_(kept) {}

    bool operator()(GpLeaves& e) const { return is_here(e.municipality) && is_here(e.practice); }
    bool operator()(PracticeOpens& e) const { return is_here(e.municipality); }
    bool operator()(PracticeMoves& e) const { return is_here(e.practice) && is_here(e.municipality); }
    bool operator()(PracticeCloses& e) const { return is_here(e.practice); }
    bool operator()(WayCloses&) const { return true; }
    bool operator()(DutyMerges& e) const {
        std::erase_if(e.municipalities, [&](MunicipalityId& m) { return !is_here(m); });
        return e.municipalities.size() > 1;
    }

private:
    /// What an event does not name stays so.
    bool is_here(MunicipalityId& m) const {
        return m == none<MunicipalityId> || (m = kept_.municipality[m]) != none<MunicipalityId>;
    }
    bool is_here(PracticeId& p) const {
        return p == none<PracticeId> || (p = kept_.practice[p]) != none<PracticeId>;
    }
    const KeptRows& kept_;
};

}  // namespace

Params params_of_part(Params params, const Inputs& nation, const Inputs& part, const KeptRows& kept,
                      Remarks& remarks) {
    for (auto& measure : params.measures) make_of_part(measure, nation, part, kept);
    std::erase_if(params.events, [&](Event& event) {
        const bool here = std::visit(Carry(kept), event.what);
        if (!here) remarks.push_back(fmt::format("left out, as it happens elsewhere: {}", event.words));
        return !here;
    });
    return params;
}

Params params_of_draw(Params params, const Inputs& part, Seed seed) {
    if (!part.rest) return params;
    for (auto& measure : params.measures) {
        if (measure.where.drawn <= 0) continue;
        const auto figures = first_day(part);
        const auto taken = held(part.municipalities, figures, measure, seed, part.rest->row_in_nation);
        double here = 0;
        for (const auto m : ids<MunicipalityId>(part.municipalities.size()))
            here += taken.here[m] ? figures.lists[m.value] : 0;
        const double share = here > 0 ? here / (here + taken.lists_elsewhere) : 0;
        scale(measure, share, share);
    }
    return params;
}

}  // namespace model
