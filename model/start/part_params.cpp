#include "model/start/part_params.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "model/measures/eligible.hpp"
#include "model/rest_of_country.hpp"

namespace model {
namespace {

/// Lists on the first day of the municipalities that meet what a measure asks for, whatever the lot says, and
/// who these are.
struct Held {
    double lists = 0;
    std::vector<MunicipalityId> places;
};
Held held_by(Measure measure, const Inputs& inputs) {
    const auto n = inputs.municipalities.size();
    PlaceFigures figures{Column<MunicipalityId, std::int32_t>(n), {}, {}};
    for (const auto m : ids<MunicipalityId>(n)) {
        for (const auto sex : {Sex::male, Sex::female})
            for (int age = 0; age < ages; ++age)
                figures.people[m] += inputs.population.at(inputs.lists.year + 1, m, sex, age);
        figures.vacant_lists.push_back(inputs.lists.lists_without_gp[m]);
        figures.lists.push_back(figures.vacant_lists.back() + inputs.lists.lists_with_gp[m]);
    }
    measure.where.drawn = 0;
    const auto holds = eligible(inputs.municipalities, figures, measure, Seed{1});
    Held held;
    for (const auto m : ids<MunicipalityId>(n)) {
        if (!holds[m]) continue;
        held.places.push_back(m);
        held.lists += figures.lists[m.value];
    }
    return held;
}

/// Share of what the measure reaches that the part has; where vacancies decide and none of the part has them
/// on the first day, as if they did not.
double share_of(const Measure& measure, const Held& all, const Inputs& nation, const Inputs& part) {
    const auto here = held_by(measure, part);
    if (here.lists > 0) return std::min(1.0, here.lists / all.lists);
    if (measure.where.percent_vacant_over < 0) return 0;
    auto anywhere = measure;
    anywhere.where.percent_vacant_over = -1;
    return share_of(anywhere, held_by(anywhere, nation), nation, part);
}

void scale(Measure& measure, const Inputs& nation, const Inputs& part, const KeptRows& kept) {
    const auto all = held_by(measure, nation);
    const bool everywhere = all.places.size() == nation.municipalities.size();
    const double share = share_of(measure, all, nation, part);
    if (measure.has_budget()) measure.budget_nok *= share;
    if (measure.where.drawn > 0)
        for (const auto m : all.places)
            if (kept.municipality[m] == none<MunicipalityId>) measure.where.elsewhere.push_back(m.value);
    for (auto& cost : measure.costs)
        if (cost.unit == CostUnit::year) cost.nok *= share;
    for (auto& effect : measure.effects)
        if (effect.lever == Lever::candidates || effect.lever == Lever::lis1_posts)
            effect.amount *= everywhere ? part.rest->market : share;
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
    for (auto& measure : params.measures) scale(measure, nation, part, kept);
    std::erase_if(params.events, [&](Event& event) {
        const bool here = std::visit(Carry(kept), event.what);
        if (!here) remarks.push_back(fmt::format("left out, as it happens elsewhere: {}", event.words));
        return !here;
    });
    return params;
}

}  // namespace model
