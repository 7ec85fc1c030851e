#include "runs/study/measure_checks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "geo/base/error.hpp"
#include "model/measures/eligible.hpp"
#include "model/municipality_codes.hpp"

namespace study {
namespace {

/// Official numbers and their names.
using Register = std::map<std::string, std::string>;

/// `carried(number)`: whether it means places here by another number.
template <class Carried>
void must_be_known(const model::Measure& measure, const char* key, const std::vector<std::string>& numbers,
                   const Register& known, const Carried& carried) {
    for (const auto& number : numbers) {
        if (known.contains(number) || carried(number)) continue;
        const auto named =
            std::find_if(known.begin(), known.end(), [&](const auto& k) { return k.second == number; });
        std::string expected = "expected official numbers of four digits, such as " + known.begin()->first;
        if (named != known.end())
            expected = fmt::format("write \"{}\"", named->first);
        else if (known.size() < 30) {
            std::vector<std::string> all;
            for (const auto& [one, name] : known) all.push_back(fmt::format("{} {}", one, name));
            expected = fmt::format("expected one of {}", fmt::join(all, ", "));
        }
        throw geo::InputError(fmt::format("measure.{}.{}", measure.name, key),
                              fmt::format("the inputs have no \"{}\"; {}", number, expected));
    }
}

}  // namespace

std::array<int, 6> eligible_by_class(const model::Measure& measure, const model::Inputs& inputs) {
    const auto& municipalities = inputs.municipalities;
    const auto n = municipalities.size();
    model::PlaceFigures figures{model::Column<model::MunicipalityId, std::int32_t>(n),
                                std::vector<std::uint32_t>(n), std::vector<std::uint32_t>(n)};
    for (const auto m : model::ids<model::MunicipalityId>(n)) {
        for (const auto sex : {model::Sex::male, model::Sex::female})
            for (int age = 0; age < model::ages; ++age)
                figures.people[m] += inputs.population.at(inputs.lists.year + 1, m, sex, age);
        figures.vacant_lists[m.value] = inputs.lists.lists_without_gp[m];
        figures.lists[m.value] = figures.vacant_lists[m.value] + inputs.lists.lists_with_gp[m];
    }
    std::array<int, 6> classes{};
    const auto holds = model::eligible(municipalities, figures, measure, model::Seed{1});
    for (const auto m : model::ids<model::MunicipalityId>(n))
        classes[municipalities.centrality[m] - 1U] += holds[m];
    return classes;
}

void must_know_places(const std::vector<model::Measure>& measures, const model::Municipalities& all) {
    Register counties, municipalities;
    for (const auto m : model::ids<model::MunicipalityId>(all.size())) {
        counties[all.county_number[m]] = all.county[m];
        municipalities[all.number[m]] = all.name[m];
    }
    const auto& set = all.number.values();
    const auto carried = [&](const std::string& number) {
        return !model::numbers_among(number, set).empty();
    };
    const auto carried_county = [&](const std::string& number) {
        return number.size() == 2 && !model::numbers_of_county_among(number, set).empty();
    };
    for (const auto& measure : measures) {
        must_be_known(measure, "counties", measure.where.counties, counties, carried_county);
        must_be_known(measure, "municipalities", measure.where.municipalities, municipalities, carried);
        must_be_known(measure, "except", measure.where.except, municipalities, carried);
    }
}

std::vector<std::string> idle_measures(const data::Scenario& scenario, const model::Inputs& inputs) {
    const auto start = model::Month::of(scenario.start);
    const auto end = start + scenario.months;
    std::vector<std::string> idle;
    for (const auto& measure : scenario.params.measures) {
        const auto classes = eligible_by_class(measure, inputs);
        if (measure.until <= start)
            idle.push_back(fmt::format(
                "measure '{}' changes nothing: it ended in {}, before the run begins in {}; "
                "give it 'from' under [measure.{}] to have it anew",
                measure.name, model::month_text(measure.until + -1), model::month_text(start), measure.name));
        else if (measure.from >= end)
            idle.push_back(
                fmt::format("measure '{}' changes nothing: it begins in {}, and the run ends in {}",
                            measure.name, model::month_text(measure.from), model::month_text(end)));
        else if (std::accumulate(classes.begin(), classes.end(), 0) == 0)
            idle.push_back(
                fmt::format("measure '{}' has no eligible municipality by the figures of 1 January {}; "
                            "loosen [measure.{}]",
                            measure.name, inputs.lists.year + 1, measure.name));
    }
    for (const auto& event : scenario.params.events)
        if (event.from >= end)
            idle.push_back(fmt::format("the event '{}' lies after the end of the run in {}", event.words,
                                       model::month_text(end)));
    return idle;
}

}  // namespace study
