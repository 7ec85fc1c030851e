#include "model/population_targets.hpp"

#include <fmt/format.h>

#include <optional>

#include "model/alignment.hpp"
#include "model/cohort_change.hpp"

namespace model {

std::vector<std::int32_t> target_table(const PopulationTable& table, int year) {
    std::vector<std::int32_t> result(table.municipalities * target_groups);
    for (std::uint32_t i = 0; i < table.municipalities; ++i)
        for (int sex = 0; sex < sexes; ++sex)
            for (int age = 0; age < ages; ++age)
                result[target_row(MunicipalityId{i}, sex, five_year_age(age))] +=
                    table.at(year, MunicipalityId{i}, static_cast<Sex>(sex), age);
    return result;
}

namespace {

/// Tables after the official ones, made five years at a time with straight lines between.
class Projection {
public:
    Projection(const PopulationTable& official, const Municipalities& municipalities, double shrink_persons)
        : base_(official.first_year + official.years - 1) {
        const auto now = target_table(official, base_);
        change_ =
            cohort_change(target_table(official, base_ - 5), now, municipalities.centrality, shrink_persons);
        fifths_.emplace_back(now.begin(), now.end());
    }
    std::vector<std::int32_t> at(int year) {
        const auto fifth = static_cast<std::size_t>((year - base_) / 5);
        const double part = (year - base_) % 5 / 5.0;
        while (fifths_.size() < fifth + 2) fifths_.push_back(five_years_on(fifths_.back(), change_));
        std::vector<double> people(fifths_[fifth].size());
        for (std::size_t i = 0; i < people.size(); ++i)
            people[i] = (1 - part) * fifths_[fifth][i] + part * fifths_[fifth + 1][i];
        return whole_people(people);
    }

private:
    int base_;
    CohortChange change_;
    std::vector<std::vector<double>> fifths_;  ///< people at base_, base_ + 5, ...
};

}  // namespace

PopulationTargets make_targets(const PopulationTable& official, const PopulationTable& ahead,
                               const Municipalities& municipalities, const AlignmentParams& params,
                               int first_year, int last_year, std::vector<std::string>& remarks) {
    PopulationTargets targets{first_year, {}};
    const int last_official = official.first_year + official.years - 1;
    std::optional<Projection> projection;
    if (last_year > last_official && params.future >= 1 && official.has(last_official - 5))
        projection.emplace(official, municipalities, params.shrink_persons);
    std::string without;
    for (int year = first_year; year <= last_year; ++year) {
        auto& table = targets.by_year.emplace_back();
        if (official.has(year)) {
            if (params.past >= 1) table = target_table(official, year);
        } else if (ahead.has(year)) {
            table = target_table(ahead, year);
        } else if (projection && year > last_official) {
            table = projection->at(year);
        } else if (params.future >= 1) {
            without += fmt::format("{}{}", without.empty() ? "" : ", ", year);
        }
    }
    if (!without.empty())
        remarks.push_back(
            fmt::format("no population table for 1 January {}, and none five years before the "
                        "last to project from: people are not aligned then",
                        without));
    return targets;
}

}  // namespace model
