#include "model/population_targets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "geo/base/error.hpp"

namespace model {
namespace {

TargetTable target_of(const PeopleByAge& people, std::uint32_t municipalities) {
    TargetTable target{std::vector<float>(std::size_t{municipalities} * target_groups),
                       std::vector<float>(municipalities)};
    std::vector<double> sum(target.people.size());
    for (std::uint32_t i = 0; i < municipalities; ++i)
        for (int sex = 0; sex < sexes; ++sex) {
            for (int age = 0; age < ages; ++age)
                sum[target_row({i}, sex, five_year_age(age))] += people[age_row({i}, sex, age)];
            target.infants[i] += static_cast<float>(people[age_row({i}, sex, 0)]);
        }
    std::copy(sum.begin(), sum.end(), target.people.begin());
    return target;
}

double sum_of(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum;
}

/// The nation by age group in one year of one vintage and alternative.
struct NationByAge {
    std::vector<int> age_from;
    std::vector<double> persons;
};

/// A projection by Statistics Norway: one vintage and alternative of the nation, and the municipalities.
class Official {
public:
    Official(const Inputs& inputs, Alternative alternative, int vintage, int base)
        : in_(inputs),
          alternative_(alternative),
          vintage_(vintage),
          base_(base),
          people_(people_by_age(inputs.population, base)) {
        if (const auto projected = nation(base)) {
            const auto official = by_group(people_, projected->age_from);
            for (std::size_t g = 0; g < official.size(); ++g)
                level_.push_back(projected->persons[g] > 0 ? official[g] / projected->persons[g] : 1.0);
        }
    }

    /// Scales people to the nation's age groups and the municipalities' shares; false if the vintage lacks
    /// the year.
    bool fit(PeopleByAge& people, int year) const {
        auto projected = nation(year);
        if (!projected) return false;
        const auto& from = projected->age_from;
        for (std::size_t g = 0; g < level_.size() && level_.size() == from.size(); ++g)
            projected->persons[g] *= level_[g];
        const auto n = in_.municipalities.size();
        const auto groups = from.size();
        std::vector<double> cells(n * groups);  // people by municipality × group
        each_cell(n, from, [&](std::size_t cell, std::size_t row) { cells[cell] += people[row]; });
        const auto totals = municipal_totals(year, sum_of(projected->persons));
        std::vector<double> of_municipality(n, 1.0), of_group(groups, 1.0);
        // Rows, then columns, so that the nation agrees to the last digit.
        constexpr int rounds = 50;
        for (int round = 0; round < (totals.empty() ? 1 : rounds); ++round) {
            for (std::size_t m = 0; m < totals.size(); ++m) {
                double sum = 0;
                for (std::size_t g = 0; g < groups; ++g) sum += cells[m * groups + g] * of_group[g];
                if (sum > 0) of_municipality[m] = totals[m] / sum;
            }
            for (std::size_t g = 0; g < groups; ++g) {
                double sum = 0;
                for (std::size_t m = 0; m < n; ++m) sum += cells[m * groups + g] * of_municipality[m];
                if (sum > 0) of_group[g] = projected->persons[g] / sum;
            }
        }
        each_cell(n, from, [&](std::size_t cell, std::size_t row) {
            people[row] *= of_municipality[cell / groups] * of_group[cell % groups];
        });
        return true;
    }

private:
    std::optional<NationByAge> nation(int year) const {
        const auto& p = in_.projections;
        NationByAge out;
        for (std::size_t i = 0; i < p.vintage.size(); ++i)
            if (p.vintage[i] == vintage_ && p.alternative[i] == alternative_ && p.year[i] == year) {
                out.age_from.push_back(p.age_from[i]);
                out.persons.push_back(p.persons[i]);
            }
        if (out.persons.empty()) return std::nullopt;
        return out;
    }

    /// Calls visit(municipality × group, row of PeopleByAge).
    template <class Visit>
    static void each_cell(std::uint32_t n, const std::vector<int>& age_from, const Visit& visit) {
        std::array<std::size_t, ages> group{};
        for (int age = 0; age < ages; ++age)
            group[static_cast<std::size_t>(age)] = static_cast<std::size_t>(
                std::upper_bound(age_from.begin(), age_from.end(), age) - age_from.begin() - 1);
        for (std::uint32_t i = 0; i < n; ++i)
            for (int sex = 0; sex < sexes; ++sex)
                for (int age = 0; age < ages; ++age)
                    visit(i * age_from.size() + group[static_cast<std::size_t>(age)], age_row({i}, sex, age));
    }

    std::vector<double> by_group(const PeopleByAge& people, const std::vector<int>& age_from) const {
        std::vector<double> sum(age_from.size());
        each_cell(in_.municipalities.size(), age_from,
                  [&](std::size_t cell, std::size_t row) { sum[cell % sum.size()] += people[row]; });
        return sum;
    }

    /// People of each municipality, `nation` together; empty if they were not projected.
    std::vector<double> municipal_totals(int year, double nation) const {
        const auto& p = in_.projections;
        const auto has = [&](int y) { return y >= p.first_year && y < p.first_year + p.years; };
        if (p.municipal_vintage > vintage_ || !has(year) || !has(base_)) return {};
        const auto n = in_.municipalities.size();
        const auto projected = [&](int y, std::uint32_t m) {
            return static_cast<double>(
                p.municipal_persons[static_cast<std::size_t>(y - p.first_year) * n + m]);
        };
        constexpr double years_to_agree = 10;
        const double own = std::max(0.0, 1 - (year - base_) / years_to_agree);
        std::vector<double> totals(n);
        for (std::uint32_t m = 0; m < n; ++m) {
            double now = 0;
            for (int sex = 0; sex < sexes; ++sex)
                for (int age = 0; age < ages; ++age) now += people_[age_row({m}, sex, age)];
            const double then = projected(base_, m);
            totals[m] = projected(year, m) * (then > 0 && now > 0 ? std::pow(now / then, own) : 1.0);
        }
        const double scale = nation / sum_of(totals);
        for (double& total : totals) total *= scale;
        return totals;
    }

    const Inputs& in_;
    Alternative alternative_;
    int vintage_;
    int base_;                   ///< the last official year
    PeopleByAge people_;         ///< official people then
    std::vector<double> level_;  ///< of each national age group: official over projected people at base_
};

/// The vintage to follow, or 0 if there is none.
int chosen_vintage(const Projections& projections, const FollowParams& follow, int start_year) {
    const auto& all = projections.vintage;
    if (follow.vintage != 0) {
        if (std::find(all.begin(), all.end(), follow.vintage) == all.end())
            throw geo::InputError(
                "demography.vintage",
                fmt::format("the inputs have no national projection published in {}; expected "
                            "one that they have; leave vintage out for the newest",
                            follow.vintage));
        return follow.vintage;
    }
    int newest = 0;
    for (const int vintage : all)
        if (!follow.known_at_start || vintage < start_year) newest = std::max(newest, vintage);
    return newest;
}

/// Adds a year to a list in words.
void name_year(std::string& list, int year) {
    list += fmt::format("{}{}", list.empty() ? "" : ", ", year);
}

}  // namespace

TargetTable target_table(const PopulationTable& table, int year) {
    return target_of(people_by_age(table, year), table.municipalities);
}

PopulationTargets make_targets(const Inputs& inputs, const CohortRules& rules, const FollowParams& follow,
                               int start_year, int last_year, std::vector<std::string>& remarks) {
    PopulationTargets targets{start_year + 1, {}};
    if (last_year <= start_year) return targets;
    targets.by_year.resize(static_cast<std::size_t>(last_year - start_year));
    if (follow.follow == Follow::rates) return targets;

    const auto& official = inputs.population;
    const auto n = inputs.municipalities.size();
    const int last_official = official.first_year + official.years - 1;
    const int base = follow.known_at_start ? std::min(start_year, last_official) : last_official;
    std::optional<CohortChange> change;
    constexpr int years_seen = 5;
    if (last_year > base && official.has(base - 1))
        change = cohort_change(official, std::max(base - years_seen, official.first_year), base,
                               inputs.municipalities.centrality, rules);
    std::optional<Official> projection;
    if (follow.follow <= Follow::ssb_high && last_year > base) {
        const int vintage = chosen_vintage(inputs.projections, follow, start_year);
        if (vintage == 0)
            remarks.emplace_back(
                "the inputs have no official projection to follow: people follow their own cohort "
                "change");
        else
            projection.emplace(inputs, static_cast<Alternative>(follow.follow), vintage, base);
    }

    std::string without, not_fitted;
    PeopleByAge people;
    for (int year = base; year <= last_year; ++year) {
        if (year > base) {
            if (inputs.population_ahead.has(year) && follow.follow == Follow::table)
                people = people_by_age(inputs.population_ahead, year);
            else if (change && !people.empty())
                people = one_year_on(people, *change);
            else
                people.clear();
            if (projection && !people.empty() && !projection->fit(people, year)) name_year(not_fitted, year);
        } else {
            people = people_by_age(official, base);
        }
        if (year <= start_year) continue;
        if (people.empty())
            name_year(without, year);
        else
            targets.by_year[static_cast<std::size_t>(year - start_year - 1)] = target_of(people, n);
    }
    for (int year = start_year + 1; year < std::min(base, last_year + 1); ++year)
        if (official.has(year))
            targets.by_year[static_cast<std::size_t>(year - start_year - 1)] = target_table(official, year);
    if (!without.empty())
        remarks.push_back(
            fmt::format("no population table for 1 January {}, and none of a year before the last to project "
                        "from: births, "
                        "deaths and moves go on at their rates then",
                        without));
    if (!not_fitted.empty())
        remarks.push_back(
            fmt::format("the official projection has no figures for 1 January {}: cohort change alone "
                        "is followed then",
                        not_fitted));
    return targets;
}

}  // namespace model
