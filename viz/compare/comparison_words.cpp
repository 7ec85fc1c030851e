#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "viz/compare/comparison_report.hpp"
#include "viz/export/table.hpp"

namespace viz {
namespace {

/// Says everything in one language.
class Speaker {
public:
    explicit Speaker(Language language) : language_(language) {}
    bool norwegian() const { return language_ == Language::norwegian; }
    std::string say(const char* english, const char* norwegian) const {
        return norwegian_or(english, norwegian);
    }
    std::string number(double value, int decimals = 0) const {
        return format_number(value, decimals, language_);
    }
    /// "1 200 (900 to 1 500)", of amounts that have all the same sign.
    std::string amount(const model::Estimate& e, int decimals = 0) const {
        const double low = std::min(std::abs(e.low), std::abs(e.high)),
                     high = std::max(std::abs(e.low), std::abs(e.high));
        return fmt::format("{} ({} {} {})", number(std::abs(e.mean), decimals), number(low, decimals),
                           say("to", "til"), number(high, decimals));
    }
    std::string bounds(const model::Estimate& e, int decimals = 0) const {
        return fmt::format("{} {} {}", number(e.low, decimals), say("to", "til"), number(e.high, decimals));
    }
    std::string no_difference(const model::Estimate& e, int decimals = 0) const {
        if (e.low == 0 && e.high == 0) return say("no difference at all", "ingen forskjell i det hele tatt");
        return fmt::format("{} ({})", say("no detectable difference", "ingen påviselig forskjell"),
                           bounds(e, decimals));
    }

private:
    std::string norwegian_or(const char* english, const char* norwegian) const {
        return language_ == Language::norwegian ? norwegian : english;
    }
    Language language_;
};

/// None for large figures, more for small ones, and so many that a difference does not round to nothing.
int decimals_for(const model::ComparedFigure& figure) {
    constexpr int most = 3;
    const double size = std::max(std::abs(figure.mean_a), std::abs(figure.mean_b));
    int decimals = size < 10 ? 2 : size < 1000 ? 1 : 0;
    const double difference = std::abs(figure.difference.mean);
    while (decimals < most && difference > 0 && difference * std::pow(10, decimals) < 0.5) ++decimals;
    return decimals;
}

constexpr double million = 1e6;

model::Estimate in_millions(const model::Estimate& e) {
    return {e.mean / million, e.low / million, e.high / million};
}

std::string difference_words(const Speaker& s, const model::Estimate& e, int decimals) {
    if (!e.has_interval())
        return fmt::format("{} {}", s.say("difference", "forskjell"), s.number(e.mean, decimals));
    if (!e.is_change()) return s.no_difference(e, decimals);
    return fmt::format("{} {}", s.amount(e, decimals),
                       e.mean < 0 ? s.say("lower", "lavere") : s.say("higher", "høyere"));
}

std::string indicator_sentence(const Speaker& s, const model::ComparedIndicator& indicator,
                               const model::ComparedFigure& figure) {
    const int decimals = decimals_for(figure);
    return fmt::format("{}{}: {} → {}; {}.", s.norwegian() ? indicator.long_name_no : indicator.long_name,
                       indicator.unit == "%" ? " (%)" : "", s.number(figure.mean_a, decimals),
                       s.number(figure.mean_b, decimals), difference_words(s, figure.difference, decimals));
}

std::string effect_name(const Speaker& s, model::Effect kind) {
    switch (kind) {
        case model::Effect::persons_with_gp:
            return s.say("people with a GP at the end", "personer med fastlege ved slutten");
        case model::Effect::years_with_gp:
            return s.say("person-years with a GP", "personår med fastlege");
        case model::Effect::years_within_30_minutes:
            break;
    }
    return s.say("person-years within 30 minutes of the practice",
                 "personår innen 30 minutter fra legekontoret");
}

std::string effect_sentence(const Speaker& s, const model::CostEffect& effect) {
    const auto name = effect_name(s, effect.kind);
    const auto& e = effect.effect;
    if (!e.has_interval())
        return fmt::format("{} {}: {}.", s.say("Difference in", "Forskjell i"), name, s.number(e.mean));
    if (!e.is_change()) {
        auto nothing = s.no_difference(e);
        nothing.front() = nothing.front() == 'n' ? 'N' : 'I';
        return fmt::format("{} {} {}; {}.", nothing, s.say("in", "i"), name,
                           s.say("so no cost per unit is given", "derfor oppgis ingen kostnad per enhet"));
    }
    auto sentence = fmt::format("{} {} {}", s.amount(e),
                                e.mean > 0 ? s.say("more", "flere") : s.say("fewer", "færre"), name);
    if (effect.cost_per_unit)
        sentence += effect.cost_per_unit->mean < 0 && effect.cost_per_unit->high < 0
                        ? fmt::format("; {}", s.say("and costs go down", "og kostnadene går ned"))
                        : fmt::format("; {} {} {} ({})", s.say("each costs NOK", "hver koster"),
                                      s.number(effect.cost_per_unit->mean),
                                      s.say("in all", "kroner til sammen"), s.bounds(*effect.cost_per_unit));
    return sentence + ".";
}

std::string cost_sentence(const Speaker& s, const model::CostLine& line) {
    const bool one = line.name == "state";
    const auto payer = one                           ? s.say("The state", "Staten")
                       : line.name == "municipality" ? s.say("The municipalities", "Kommunene")
                                                     : s.say("Both together", "Begge til sammen");
    const auto e = in_millions(line.difference);
    const auto unit = s.say("NOK million", "millioner kroner");
    if (!e.has_interval())
        return fmt::format("{}: {} {} {}.", payer, s.say("difference", "forskjell"), s.number(e.mean, 1),
                           unit);
    if (e.low == 0 && e.high == 0) return fmt::format("{}: {}.", payer, s.no_difference(e));
    if (!e.is_change()) return fmt::format("{}: {}, {}.", payer, s.no_difference(e, 1), unit);
    return fmt::format("{} {} {} {}, {}.", payer, s.say(one ? "pays" : "pay", "betaler"), s.amount(e, 1),
                       e.mean > 0 ? s.say("more", "mer") : s.say("less", "mindre"), unit);
}

/// Those of `changed` that hold when all are judged together, in their order.
std::vector<std::size_t> held(const ComparedScenario& scenario, const ComparisonReport& report,
                              const std::vector<std::size_t>& changed) {
    const auto holds = model::hold_among_all(scenario.figures, report.areas, changed);
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < changed.size(); ++i)
        if (holds[i]) rows.push_back(changed[i]);
    return rows;
}

/// How many municipalities chance alone would make look changed at most: a tenth of those that vary.
double by_chance(const ComparisonReport& report, const ComparedScenario& scenario) {
    const auto vary =
        std::count_if(scenario.figures.begin(), scenario.figures.end(), [&](const model::ComparedFigure& f) {
            return f.indicator == report.ranked && f.difference.has_interval() && f.difference.width() > 0 &&
                   report.areas[f.area].kind == model::AreaKind::municipality;
        });
    return static_cast<double>(vary) / 10;
}

/// "Træna −10.6, Flatanger −9.0": the first five.
std::string largest(const Speaker& s, const ComparisonReport& report, const ComparedScenario& scenario,
                    const std::vector<std::size_t>& rows) {
    const auto first = std::span(rows).first(std::min<std::size_t>(5, rows.size()));
    int decimals = 0;
    for (const auto row : first) decimals = std::max(decimals, decimals_for(scenario.figures[row]));
    std::vector<std::string> texts;
    for (const auto row : first) {
        const auto& figure = scenario.figures[row];
        texts.push_back(
            fmt::format("{} {}", report.areas[figure.area].name, s.number(figure.difference.mean, decimals)));
    }
    return fmt::format("{}", fmt::join(texts, ", "));
}

std::string places_sentence(const Speaker& s, const ComparisonReport& report,
                            const ComparedScenario& scenario) {
    const auto changed = model::changed_municipalities(scenario.figures, report.areas, report.ranked);
    const auto all = report.municipalities();
    const auto& indicator = report.indicators[report.ranked];
    const auto name = s.norwegian() ? indicator.long_name_no : indicator.long_name;
    if (changed.empty())
        return fmt::format("{}: {} {} {}.", name,
                           s.say("no detectable difference in any of", "ingen påviselig forskjell i noen av"),
                           all, s.say("municipalities", "kommuner"));
    const auto hold = held(scenario, report, changed);
    return fmt::format(
        "{}: {} {} {} {} {} {}. {}", name, changed.size(), s.say("of", "av"), all,
        s.say("municipalities change, each judged alone; chance by itself would make up to",
              "kommuner endres, vurdert hver for seg; tilfeldigheter alene ville gitt opptil"),
        s.number(by_chance(report, scenario)), s.say("look so", "slike"),
        hold.empty()
            ? s.say("None holds when all are judged together, so name no single one.",
                    "Ingen står seg når alle vurderes samlet, så ingen enkeltkommune bør trekkes fram.")
            : fmt::format(
                  "{} {}: {}.", hold.size(),
                  s.say("hold when all are judged together (of them at most about one in ten is "
                        "expected to be chance); largest",
                        "står seg når alle vurderes samlet (av dem ventes høyst omtrent én av ti å være "
                        "tilfeldig); størst"),
                  largest(s, report, scenario, hold)));
}

/// "−1 200 (−1 500 to −900)"; without an interval the mean alone.
std::string cell(const Speaker& s, const model::Estimate& e, int decimals = 0) {
    return e.has_interval() ? fmt::format("{} ({})", s.number(e.mean, decimals), s.bounds(e, decimals))
                            : s.number(e.mean, decimals);
}

const model::CostEffect& effect_of(const ComparedScenario& scenario, model::Effect kind) {
    return *std::find_if(scenario.costs->effects.begin(), scenario.costs->effects.end(),
                         [&](const model::CostEffect& effect) { return effect.kind == kind; });
}

}  // namespace

Sheet overview_sheet(const ComparisonReport& report, Language language) {
    const Speaker s(language);
    Sheet sheet{s.say("Overview", "Oversikt"),
                {"Scenario", s.say("More people with a GP at the end", "Flere med fastlege ved slutten"),
                 s.say("Lists without a GP", "Lister uten fast lege"),
                 s.say("Municipalities that change, of them held among all",
                       "Kommuner som endres, av dem står seg samlet"),
                 s.say("State pays, NOK million", "Staten betaler, mill. kroner"),
                 s.say("Municipalities pay, NOK million", "Kommunene betaler, mill. kroner"),
                 s.say("NOK per person-year with a GP", "Kroner per personår med fastlege")},
                {}};
    std::vector<const ComparedScenario*> scenarios;
    for (const auto& scenario : report.scenarios)
        if (scenario.costs) scenarios.push_back(&scenario);
    const auto gain = [](const ComparedScenario* scenario) {
        return effect_of(*scenario, model::Effect::persons_with_gp).effect.mean;
    };
    std::stable_sort(scenarios.begin(), scenarios.end(),
                     [&](const auto* a, const auto* b) { return gain(a) > gain(b); });
    const auto vacant = std::find_if(report.indicators.begin(), report.indicators.end(),
                                     [](const auto& i) { return i.name == "lists_without_gp"; });
    for (const auto* scenario : scenarios) {
        const auto& years = effect_of(*scenario, model::Effect::years_with_gp);
        const auto& payer = scenario->costs->by_payer;
        const auto changed = model::changed_municipalities(scenario->figures, report.areas, report.ranked);
        sheet.rows.push_back(
            {scenario->name, cell(s, effect_of(*scenario, model::Effect::persons_with_gp).effect),
             vacant == report.indicators.end()
                 ? std::string()
                 : cell(s,
                        report
                            .nation(*scenario, static_cast<std::uint32_t>(vacant - report.indicators.begin()))
                            .difference,
                        1),
             fmt::format("{}, {}", changed.size(), held(*scenario, report, changed).size()),
             cell(s, in_millions(payer[0].difference)), cell(s, in_millions(payer[1].difference)),
             years.cost_per_unit ? cell(s, *years.cost_per_unit) : std::string("–")});
    }
    return sheet;
}

std::string overview_markdown(const ComparisonReport& report, Language language) {
    const Speaker s(language);
    std::string text =
        fmt::format("{} {}: {}, {} {} {}.\n\n", s.say("Against", "Mot"), report.reference,
                    s.say("differences with 90 % intervals", "forskjeller med 90 %-intervaller"),
                    month_text(report.first_month), s.say("to", "til"), month_text(report.month));
    const auto row = [&](const auto& cells, const auto& word) {
        text += "|";
        for (const auto& cell : cells) text += fmt::format(" {} |", word(cell));
        text += "\n";
    };
    const auto sheet = overview_sheet(report, language);
    row(sheet.heads, [](const std::string& head) { return head; });
    row(sheet.heads, [](const std::string&) { return "---"; });
    for (const auto& cells : sheet.rows)
        row(cells, [](const auto& cell) { return std::get<std::string>(cell); });
    return text;
}

std::string area_name(const model::Area& area, Language language) {
    return language == Language::norwegian ? model::name_no(area) : model::name_en(area);
}

std::vector<std::string> summary(const ComparisonReport& report, const ComparedScenario& scenario,
                                 Language language) {
    const Speaker s(language);
    std::vector<std::string> lines;
    const auto month = month_text(report.month);
    lines.push_back(
        fmt::format("{} {} {}, {}.", scenario.name, s.say("against", "mot"), report.reference, month));
    if (scenario.replicates_a < 2 || scenario.replicates_b < 2)
        lines.push_back(s.say(
            "There is one run to judge by, so differences have no interval and may be chance: run both with "
            "--replicates 30.",
            "Det er én kjøring å bygge på, så forskjellene har ikke intervall og kan være "
            "tilfeldige: kjør begge med --replicates 30."));
    else if (scenario.paired)
        lines.push_back(
            fmt::format("{} {}", scenario.replicates_a,
                        s.say("replicates, paired by seed; in brackets 90 % intervals.",
                              "trekninger, parvis med samme startverdi; i parentes 90 %-intervaller.")));
    else
        lines.push_back(fmt::format("{} {} {} {}", scenario.replicates_a, s.say("and", "og"),
                                    scenario.replicates_b,
                                    s.say("replicates, not paired; in brackets 90 % intervals.",
                                          "trekninger, ikke parvis; i parentes 90 %-intervaller.")));
    for (std::uint32_t i = 0; i < report.indicators.size(); ++i) {
        const auto& name = report.indicators[i].name;
        if (name == "patients_without_gp" || name == "on_no_list" || name == "lists_without_gp" ||
            name == "over_30_minutes" || i == report.ranked)
            lines.push_back(indicator_sentence(s, report.indicators[i], report.nation(scenario, i)));
    }
    if (scenario.replicates_a > 1 && scenario.replicates_b > 1)
        lines.push_back(places_sentence(s, report, scenario));
    if (!scenario.costs) return lines;
    lines.push_back(
        fmt::format("{} {} {} {}:", s.say("Costs and effects from", "Kostnader og virkninger fra"),
                    month_text(report.first_month), s.say("to", "til"), month));
    for (const auto& line : scenario.costs->by_payer) lines.push_back(cost_sentence(s, line));
    for (const auto& effect : scenario.costs->effects) lines.push_back(effect_sentence(s, effect));
    return lines;
}

}  // namespace viz
