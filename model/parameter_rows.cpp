#include "model/parameter_rows.hpp"

#include <fmt/format.h>

#include "model/measures/direct_cost.hpp"
#include "model/parameter_rooms.hpp"

namespace model {
namespace {

/// Where, when, by what levers and at which costs a measure works: what it does not restrict is left out.
class MeasureRows {
public:
    MeasureRows(const Measure& measure, std::vector<ParameterRow>& rows) : measure_(measure), rows_(rows) {}

    void add() {
        constexpr double last_month = 220'012;
        const auto month = [](Month m) { return m.year() * 100.0 + m.value % 12 + 1; };
        const char* year_and_month = "year and month, 202601 for January 2026";
        put("from", month(measure_.from), year_and_month, last_month);
        if (measure_.until.year() <= 2200) put("until", month(measure_.until), year_and_month, last_month);
        const auto& where = measure_.where;
        if (where.centrality_from > 1) put("centrality_from", where.centrality_from, "class", 6);
        if (where.centrality_to < 6) put("centrality_to", where.centrality_to, "class", 6);
        if (where.inhabitants_from > 0) put("inhabitants_from", where.inhabitants_from, "inhabitants", 1e7);
        if (where.inhabitants_under > 0)
            put("inhabitants_under", where.inhabitants_under, "inhabitants", 1e7);
        if (where.percent_vacant_over >= 0)
            put("percent_vacant_over", where.percent_vacant_over, "% of lists without a GP", 100);
        if (where.drawn > 0) put("drawn", where.drawn, "municipalities", 1000);
        if (!where.self_employed) put("self_employed", 0, "0: no", 1);
        if (!where.salaried) put("salaried", 0, "0: no", 1);
        listed("counties", where.counties);
        listed("municipalities", where.municipalities);
        listed("except", where.except);
        if (measure_.has_budget()) put("budget_nok", measure_.budget_nok, "NOK of 2023 a year", 1e12);
        for (const auto& effect : measure_.effects) {
            const auto& lever = info(effect.lever);
            rows_.push_back({name(fmt::format("{}[{}]", lever.name, month_text(effect.from))), effect.amount,
                             std::string(lever.unit), lever.min, lever.max, effect.source});
        }
        for (const auto& cost : measure_.costs)
            rows_.push_back({name(fmt::format("cost[{}, {}, {}, {}]", info(cost.unit).name,
                                              payer_names[static_cast<std::size_t>(cost.payer)],
                                              info(cost.lever).name, month_text(cost.from))),
                             cost.nok, "NOK of 2023 a year", 0, 1e12, cost.source});
        for (const auto& effect : not_priced(measure_)) {
            const auto& lever = info(effect.lever);
            rows_.push_back(
                {name(fmt::format("{}[{}, {}]", not_priced_key, lever.name, month_text(effect.from))),
                 effect.amount, std::string(lever.unit), lever.min, lever.max,
                 std::string(lever.price.source())});
        }
    }

private:
    std::string name(const std::string& key) const {
        return fmt::format("measure.{}.{}", measure_.name, key);
    }
    void put(const std::string& key, double value, const char* unit, double most) {
        rows_.push_back({name(key), value, unit, 0, most, "as the measure's file and the scenario say"});
    }
    void listed(const char* key, const std::vector<std::string>& numbers) {
        for (const auto& number : numbers) put(fmt::format("{}[{}]", key, number), 1, "1: yes", 1);
    }

    const Measure& measure_;
    std::vector<ParameterRow>& rows_;
};

}  // namespace

std::vector<ParameterRow> rows(const Params& params) {
    std::vector<ParameterRow> result;
    visit_numbers(params, [&](const std::string& name, const auto& value, const Field& field) {
        result.push_back({name, static_cast<double>(value), std::string(field.unit), field.min, field.max,
                          std::string(field.source)});
    });
    for (const auto& measure : params.measures) MeasureRows(measure, result).add();
    return result;
}

}  // namespace model
