#include "data/read_measure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "data/project_folder.hpp"
#include "geo/base/error.hpp"
#include "geo/base/nearest_name.hpp"
#include "model/measures/terms.hpp"
#include "model/money.hpp"

namespace data {
namespace {

constexpr model::Month for_good{32'767};

/// The year whose NOK a table's amounts are. A year without a price index is an error: nobody knows what its
/// NOK are worth.
int read_price_year(const TomlTable& table, int otherwise, const model::YearSeries& prices) {
    const auto year = static_cast<int>(table.whole("price_year", {0, 9999, "a calendar year"}, otherwise));
    if (prices.has(year)) return year;
    table.error(
        "price_year",
        fmt::format("price_year is {}, expected one of {} to {}, the years that have a price index; write "
                    "the amounts in NOK of one of them",
                    year, prices.first_year, prices.last_year()));
    return otherwise;
}

/// Takes the keys of [where] that are there; the others stay.
void read_where(const TomlTable& table, const Places& places, model::Eligible& where) {
    const NumberRange people{0, 10'000'000, "inhabitants"};
    where.centrality_from = static_cast<int>(table.whole("centrality_from", {1, 6}, where.centrality_from));
    where.centrality_to = static_cast<int>(table.whole("centrality_to", {1, 6}, where.centrality_to));
    if (where.centrality_from > where.centrality_to)
        table.error("centrality_from", fmt::format("centrality_from is {}, beyond centrality_to, {}",
                                                   where.centrality_from, where.centrality_to));
    where.inhabitants_from = table.number("inhabitants_from", people, where.inhabitants_from);
    where.inhabitants_under = table.number("inhabitants_under", people, where.inhabitants_under);
    if (table.has("counties")) where.counties = read_places(table, "counties", places.counties);
    if (table.has("municipalities"))
        where.municipalities = read_places(table, "municipalities", places.municipalities);
    if (table.has("except")) where.except = read_places(table, "except", places.municipalities);
    where.percent_vacant_over =
        table.number("percent_vacant_over", {-1, 100, "% of lists"}, where.percent_vacant_over);
    where.drawn = static_cast<int>(table.whole("drawn", {0, 1000, "municipalities"}, where.drawn));
    if (table.has("contract")) {
        const auto form = table.choice("contract", {"any", "self-employed", "salaried"});
        where.self_employed = form != "salaried";
        where.salaried = form != "self-employed";
    }
}

model::Payer read_payer(const TomlTable& table, std::string_view otherwise) {
    return table.choice("payer", {"state", "municipality"}, otherwise) == "state"
               ? model::Payer::state
               : model::Payer::municipality;
}

std::string read_source(const TomlTable& table) {
    auto source = table.text("source");
    if (source.empty())
        table.error("source", "a source is empty; expected where the number stands, or \"assumption: ...\"");
    return source;
}

/// The lever that a key names; an unknown name is an error with those there are.
const model::LeverInfo* read_lever(const TomlTable& table) {
    const auto name = table.text("lever");
    const auto levers = model::levers();
    const auto lever =
        std::find_if(levers.begin(), levers.end(), [&](const model::LeverInfo& l) { return l.name == name; });
    if (lever != levers.end()) return &*lever;
    std::vector<std::string_view> known;
    for (const auto& l : levers) known.push_back(l.name);
    table.error(
        "lever",
        fmt::format("unknown lever '{}'{}", name,
                    geo::meant_or(known, name, fmt::format("expected one of {}", fmt::join(known, ", ")))));
    return nullptr;
}

void read_effect(const TomlTable& table, int price_year, const model::YearSeries& prices,
                 model::Measure& measure) {
    const auto* lever = read_lever(table);
    const auto from = table.maybe_month("from");
    const auto year = read_price_year(table, price_year, prices);
    if (!lever) {
        table.number("amount", {-1e12, 1e12});
        table.text("source");
        return;
    }
    const double amount = table.number("amount", {lever->min, lever->max, lever->unit});
    measure.effects.push_back({lever->lever, lever->money ? amount * model::to_2023(prices, year) : amount,
                               from ? model::Month::of(*from) : measure.from, read_source(table)});
}

/// The lever that a cost goes with: what its unit counts, what the table says, or the only one there is.
std::optional<model::Lever> lever_of_cost(const TomlTable& table, const model::CostUnitInfo& unit,
                                          const model::Measure& measure) {
    if (unit.lever) {
        if (!model::pulls(measure, *unit.lever))
            table.error("per", fmt::format("'{}' is paid per {}, which the measure does not pull; add an "
                                           "[[effect]] of it, or count by another unit",
                                           unit.name, model::info(*unit.lever).name));
        return unit.lever;
    }
    if (table.has("lever")) {
        const auto* lever = read_lever(table);
        if (!lever) return std::nullopt;
        if (model::pulls(measure, lever->lever)) return lever->lever;
        table.error("lever", fmt::format("the measure does not pull '{}', so nothing is paid for it; name a "
                                         "lever of its [[effect]] tables",
                                         lever->name));
        return std::nullopt;
    }
    std::vector<std::string_view> names;
    for (const auto& lever : model::levers())
        if (model::pulls(measure, lever.lever)) names.push_back(lever.name);
    if (names.size() == 1) return measure.effects.front().lever;
    table.error("per", names.empty()
                           ? "the measure pulls no lever, and a cost is paid for one; add an [[effect]] that "
                             "it pays for, or take the cost away"
                           : fmt::format("the measure pulls several levers; say which this cost goes with, "
                                         "such as lever = \"{}\" (one of {})",
                                         names.front(), fmt::join(names, ", ")));
    return std::nullopt;
}

/// How much of the lever the cost is for: its amount when the cost begins.
double amount_paid_for(const model::Measure& measure, model::Lever lever, model::Month from) {
    if (const auto held = model::amounts_of(measure, from)[lever]) return *held;
    for (const auto& effect : measure.effects)
        if (effect.lever == lever) return effect.amount;
    return 0;
}

void read_cost(const TomlTable& table, int price_year, const model::YearSeries& prices,
               model::Measure& measure) {
    const auto name = table.text("per");
    const auto unit = std::find_if(model::cost_units.begin(), model::cost_units.end(),
                                   [&](const model::CostUnitInfo& row) { return row.name == name; });
    const auto from = table.maybe_month("from");
    const auto year = read_price_year(table, price_year, prices);
    const double nok = table.number("nok", {0, 1e11, "NOK a year"}) * model::to_2023(prices, year);
    const auto payer = read_payer(table, model::payer_names[static_cast<std::size_t>(measure.payer)]);
    const auto source = read_source(table);
    if (unit == model::cost_units.end()) {
        std::vector<std::string_view> known;
        for (const auto& row : model::cost_units) known.push_back(row.name);
        table.error("per",
                    fmt::format("unknown unit '{}'; expected one of {}", name, fmt::join(known, ", ")));
        return;
    }
    const auto lever = lever_of_cost(table, *unit, measure);
    if (!lever) return;
    const auto since = from ? model::Month::of(*from) : measure.from;
    const double of = unit->lever ? unit->of : amount_paid_for(measure, *lever, since);
    if (!unit->lever && of == 0) {
        table.error("nok",
                    fmt::format("the cost is for {} of 0; give the lever the amount that so much money pays "
                                "for",
                                model::info(*lever).name));
        return;
    }
    measure.costs.push_back({static_cast<model::CostUnit>(unit - model::cost_units.begin()), nok, payer,
                             since, source, *lever, of});
}

/// Levers whose numbers are set as they are can be neither scaled nor paid for in part.
void must_shrink(const TomlTable& table, std::string_view key, const char* what,
                 const model::Measure& measure) {
    for (const auto& effect : measure.effects) {
        const auto& lever = model::info(effect.lever);
        if (model::can_shrink(lever)) continue;
        table.error(key,
                    fmt::format("{} '{}', whose {} sets a number as it is; take {} away and give {} another "
                                "amount instead",
                                what, measure.name, lever.name, key, lever.name));
        return;
    }
}

/// All amounts times what the scenario says.
void scale(const TomlTable& changes, model::Measure& measure) {
    const auto factor = changes.maybe_number("scale", {0, 100, "times the measure's amounts"});
    if (!factor || *factor == 1) return;
    must_shrink(changes, "scale", "a scale has no meaning for measure", measure);
    for (auto& effect : measure.effects) {
        const auto& lever = model::info(effect.lever);
        if (!lever.shrinks) continue;
        effect.amount *= *factor;
        if (effect.amount >= lever.min && effect.amount <= lever.max) continue;
        changes.error(
            "scale",
            fmt::format("scale {} makes {} of measure '{}' {:.6g}, expected {:.6g} to {:.6g} ({})", *factor,
                        lever.name, measure.name, effect.amount, lever.min, lever.max, lever.unit));
    }
}

/// The measure begins in another month and goes on for good. Earlier, all that it does and costs is so much
/// earlier; later, it begins with what has begun by then.
void begin_at(model::Month month, model::Measure& measure) {
    const int earlier = measure.from - month;
    if (earlier > 0) {
        for (auto& effect : measure.effects) effect.from = effect.from + -earlier;
        for (auto& cost : measure.costs) cost.from = cost.from + -earlier;
    }
    measure.from = month;
    measure.until = for_good;
}

/// Levers that do nothing for the form of contract the measure is for are told where they, or the form,
/// stand.
void must_work(const TomlTable& root, const TomlTable& changes, const model::Measure& measure) {
    const auto& where = measure.where;
    const auto does_nothing = [&](const model::LeverInfo& lever) {
        return !model::works_for(where, lever, false) && !model::works_for(where, lever, true);
    };
    const auto tell = [&](const TomlTable& table, std::string_view key, const model::LeverInfo& lever) {
        const bool salaried = lever.form == model::Form::salaried;
        table.error(key,
                    fmt::format("{} of measure '{}' does nothing for {} GPs, whom it is for; take it away, "
                                "or give [where] contract = \"{}\" or \"any\"",
                                lever.name, measure.name, where.salaried ? "salaried" : "self-employed",
                                salaried ? "salaried" : "self-employed"));
    };
    const auto own = root.tables("effect");
    for (const auto& lever : model::levers()) {
        const bool pulled = std::any_of(measure.effects.begin(), measure.effects.end(), [&](const auto& e) {
            return e.lever == lever.lever && e.amount != 0;
        });
        if (!pulled || !does_nothing(lever)) continue;
        const auto stands = std::find_if(own.begin(), own.end(), [&](const TomlTable& effect) {
            return effect.has("lever") && effect.text("lever") == lever.name;
        });
        if (changes.has("contract"))
            tell(changes, "contract", lever);
        else if (stands != own.end())
            tell(*stands, "lever", lever);
        else
            tell(changes, lever.name, lever);
    }
}

/// What the scenario says otherwise.
void apply(const TomlTable& changes, int price_year, const model::YearSeries& prices, const Places& places,
           model::Measure& measure) {
    if (const auto from = changes.maybe_month("from")) begin_at(model::Month::of(*from), measure);
    if (const auto until = changes.maybe_month("until")) measure.until = model::Month::of(*until);
    if (const auto budget = changes.maybe_number("budget_mill_nok", {0, 1e6, "million NOK a year"}))
        measure.budget_nok = *budget * 1e6 * model::to_2023(prices, price_year);
    read_where(changes, places, measure.where);
    for (const auto& lever : model::levers()) {
        const auto amount = changes.maybe_number(lever.name, {lever.min, lever.max, lever.unit});
        if (!amount) continue;
        std::erase_if(measure.effects, [&](const model::MeasureEffect& e) { return e.lever == lever.lever; });
        measure.effects.push_back({lever.lever,
                                   lever.money ? *amount * model::to_2023(prices, price_year) : *amount,
                                   measure.from, "the scenario"});
    }
    scale(changes, measure);
}

}  // namespace

MeasureFile read_measure(const std::filesystem::path& file, const TomlTable& changes,
                         const model::YearSeries& prices, const Places* known) {
    const Places places = known ? *known : Places{};
    TomlFile toml(file);
    const auto root = toml.root();
    MeasureFile result;
    result.text = toml.source_text();
    auto& measure = result.measure;
    measure.name = file.stem().string();
    measure.title = root.text("title");
    measure.title_no = root.text("title_no");
    measure.ids = root.texts("ids");
    measure.from = model::Month::of(root.month("from"));
    const auto until = root.maybe_month("until");
    measure.until = until ? model::Month::of(*until) : for_good;
    const auto price_year = read_price_year(root, model::model_price_year, prices);
    if (const auto budget = root.maybe_number("budget_mill_nok", {0, 1e6, "million NOK a year"}))
        measure.budget_nok = *budget * 1e6 * model::to_2023(prices, price_year);
    measure.payer = read_payer(root, "state");
    read_where(root.table("where"), places, measure.where);
    for (const auto& table : root.tables("effect")) read_effect(table, price_year, prices, measure);
    for (const auto& table : root.tables("cost")) read_cost(table, price_year, prices, measure);
    apply(changes, price_year, prices, places, measure);
    if (measure.has_budget())
        must_shrink(changes.has("budget_mill_nok") ? changes : root, "budget_mill_nok",
                    "a budget cannot pay for a part of measure", measure);
    must_work(root, changes, measure);
    if (measure.until <= measure.from) root.error("until", "the measure ends before it begins");
    toml.finish();
    return result;
}

std::vector<std::string> read_places(const TomlTable& table, std::string_view key,
                                     const NumbersOf& numbers_of) {
    auto called = table.texts(key);
    if (!numbers_of) return called;
    std::vector<std::string> numbers;
    for (const auto& place : called) try {
            const auto its = numbers_of(place);
            numbers.insert(numbers.end(), its.begin(), its.end());
        } catch (const geo::InputError& error) {
            table.error(key, fmt::format("'{}.{}' {}", table.path(), key, error.what()));
        }
    return numbers;
}

std::vector<std::string> measure_names(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder, none))
        if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<model::Measure> all_measures() {
    const auto folder = measures_folder();
    const TomlFile nothing("", "no changes");
    std::vector<model::Measure> measures;
    for (const auto& name : measure_names(folder))
        measures.push_back(
            read_measure(folder / (name + ".toml"), nothing.root(), model::MoneyParams{}.price_index())
                .measure);
    return measures;
}

}  // namespace data
