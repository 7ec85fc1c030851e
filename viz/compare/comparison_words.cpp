#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "model/indicators.hpp"
#include "viz/compare/comparison_report.hpp"
#include "viz/few_decimals.hpp"
#include "viz/messages.hpp"

namespace viz {
namespace {

/// Says everything in one language.
class Speaker {
public:
    explicit Speaker(Language language) : language_(language), all_(messages(language)) {}
    Language language() const { return language_; }
    const CompareMessages& said() const { return all_.compare; }
    std::string number(double value, int decimals) const { return format_number(value, decimals, language_); }
    std::string number(double value) const { return number(value, few_decimals(value)); }
    /// "1 200 (900 to 1 500)", of amounts that have all the same sign.
    std::string amount(const model::Estimate& e, int decimals) const {
        const double low = std::min(std::abs(e.low), std::abs(e.high)),
                     high = std::max(std::abs(e.low), std::abs(e.high));
        return fmt::format("{} ({})", number(std::abs(e.mean), decimals),
                           said().bounds(number(low, decimals), number(high, decimals)));
    }
    std::string bounds(const model::Estimate& e, int decimals) const {
        return said().bounds(number(e.low, decimals), number(e.high, decimals));
    }
    std::string no_difference(const model::Estimate& e, int decimals) const {
        if (e.low == 0 && e.high == 0) return said().same;
        return said().no_difference(bounds(e, decimals));
    }

private:
    Language language_;
    const Messages& all_;
};

/// So many that an estimate shows two digits, of its bounds where its mean is nothing.
int decimals_for(const model::Estimate& e, int least = 0) {
    const double size =
        e.mean != 0 || !e.has_interval() ? e.mean : std::max(std::abs(e.low), std::abs(e.high));
    return std::max(least, few_decimals(size));
}

/// None for large figures, more for small ones, and so many that a difference does not round to nothing.
int decimals_for(const model::ComparedFigure& figure) {
    constexpr int most = 3;
    const double size = std::max(std::abs(figure.mean_a), std::abs(figure.mean_b));
    int decimals = size < 10 ? 2 : size < 1000 ? 1 : 0;
    const double difference = std::abs(figure.difference.mean);
    while (decimals < most && difference > 0 && difference * std::pow(10, decimals) < 0.5) ++decimals;
    return decimals;
}

model::Estimate in_millions(const model::Estimate& e) {
    constexpr double million = 1e6;
    return {e.mean / million, e.low / million, e.high / million};
}

std::string difference_words(const Speaker& s, const model::Estimate& e, int decimals) {
    if (!e.has_interval()) return s.said().difference(s.number(e.mean, decimals));
    if (!e.is_change()) return s.no_difference(e, decimals);
    const auto& change = e.mean < 0 ? s.said().lower : s.said().higher;
    return change(s.amount(e, decimals));
}

std::string indicator_sentence(const Speaker& s, const model::ComparedIndicator& indicator,
                               const model::ComparedFigure& figure) {
    const int decimals = decimals_for(figure);
    return fmt::format("{}{}: {} → {}; {}.", name_in(s.language(), indicator),
                       indicator.unit == "%" ? " (%)" : "", s.number(figure.mean_a, decimals),
                       s.number(figure.mean_b, decimals), difference_words(s, figure.difference, decimals));
}

std::string_view effect_name(const Speaker& s, model::Effect kind) {
    switch (kind) {
        case model::Effect::persons_with_gp:
            return s.said().persons_with_gp;
        case model::Effect::years_with_gp:
            return s.said().years_with_gp;
        case model::Effect::years_within_30_minutes:
            break;
    }
    return s.said().years_within_30_minutes;
}

std::string effect_sentence(const Speaker& s, const model::CostEffect& effect) {
    const auto name = effect_name(s, effect.kind);
    const auto& e = effect.effect;
    const int decimals = decimals_for(e);
    if (!e.has_interval()) return s.said().effect_difference(name, s.number(e.mean, decimals));
    if (!e.is_change()) return s.said().no_effect(capitalised(s.no_difference(e, decimals)), name);
    const auto& more = e.mean > 0 ? s.said().more : s.said().fewer;
    auto sentence = more(s.amount(e, decimals), name);
    if (const auto& cost = effect.cost_per_unit)
        sentence += fmt::format("; {}", cost->mean < 0 && cost->high < 0
                                            ? std::string(s.said().cheaper)
                                            : s.said().each_costs(s.number(cost->mean, decimals_for(*cost)),
                                                                  s.bounds(*cost, decimals_for(*cost))));
    return sentence + ".";
}

std::string cost_sentence(const Speaker& s, const model::CostLine& line) {
    const auto& payer = line.name == "state"          ? s.said().state
                        : line.name == "municipality" ? s.said().municipalities
                                                      : s.said().both;
    const auto e = in_millions(line.difference);
    const int decimals = decimals_for(e, 1);
    if (!e.has_interval()) return s.said().cost_difference(payer.name, s.number(e.mean, decimals));
    if (e.low == 0 && e.high == 0)
        return fmt::format("{}: {}.", std::string_view(payer.name), s.no_difference(e, decimals));
    if (!e.is_change()) return s.said().cost_unclear(payer.name, s.no_difference(e, decimals));
    const auto& pays = e.mean > 0 ? s.said().pays_more : s.said().pays_less;
    return pays(payer.pays, s.amount(e, decimals));
}

/// How many municipalities chance alone would make look changed at most: a tenth of those that vary.
double by_chance(const ComparedScenario& scenario, const Changes& found) {
    const auto vary = std::count_if(found.all.begin(), found.all.end(), [&](std::size_t row) {
        const auto& difference = scenario.figures[row].difference;
        return difference.has_interval() && difference.width() > 0;
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
        texts.push_back(fmt::format("{} {}", norwegian_name(report.areas[figure.area].name),
                                    s.number(figure.difference.mean, decimals)));
    }
    return fmt::format("{}", fmt::join(texts, ", "));
}

std::string places_sentence(const Speaker& s, const ComparisonReport& report,
                            const ComparedScenario& scenario) {
    const auto found = changes_in(report, scenario, report.ranked);
    const auto& indicator = report.indicators[report.ranked];
    const auto& name = name_in(s.language(), indicator);
    if (found.changed.empty()) return s.said().no_place(name, found.all.size());
    const auto hold = found.held();
    return fmt::format("{} {}",
                       s.said().places(name, found.changed.size(), found.all.size(),
                                       s.number(by_chance(scenario, found), 0)),
                       hold.empty() ? std::string(s.said().none_holds)
                                    : s.said().hold(hold.size(), largest(s, report, scenario, hold)));
}

/// "−1 200 (−1 500 to −900)"; without an interval the mean alone.
std::string cell(const Speaker& s, const model::Estimate& e, int least = 0) {
    const int decimals = decimals_for(e, least);
    return e.has_interval() ? fmt::format("{} ({})", s.number(e.mean, decimals), s.bounds(e, decimals))
                            : s.number(e.mean, decimals);
}

const model::CostEffect& effect_of(const ComparedScenario& scenario, model::Effect kind) {
    return *std::find_if(scenario.costs->effects.begin(), scenario.costs->effects.end(),
                         [&](const model::CostEffect& effect) { return effect.kind == kind; });
}

/// "Nordland, 2031-01"; of the nation the month alone.
std::string place_and(const ComparisonReport& report, Language language, const std::string& month) {
    const auto subject = subject_of(report, language);
    return subject.empty() ? month : fmt::format("{}, {}", subject, month);
}

/// Cost per person-year; "–" where there is none, "not priced" where nobody knows the cost.
std::string per_year(const Speaker& s, const ComparedScenario& scenario,
                     const std::optional<model::Estimate>& cost) {
    if (!scenario.costs->not_priced.empty()) return messages(s.language()).sheets.not_priced;
    return cost ? cell(s, *cost) : std::string("–");
}

/// The cost per person-year of the first of these valuations that there is.
std::optional<model::Estimate> valued_otherwise(const ComparedScenario& scenario,
                                                std::initializer_list<model::Valued> wanted) {
    for (const auto how : wanted)
        for (const auto& cost : scenario.costs->valued)
            if (cost.how == how) return cost.cost_per_year;
    return std::nullopt;
}

/// Parts that fall, largest saving first, each with where its price stands.
std::string savings(const Speaker& s, const ComparedScenario& scenario) {
    std::vector<std::pair<double, std::string>> saved;
    for (const auto& part : scenario.costs->parts) {
        const auto& row = model::counts()[model::count_row(part.name)];
        const bool income = !part.name.starts_with("cost_");
        const double mean = income ? -part.difference.mean : part.difference.mean;
        if (row.source.empty() || !part.difference.is_change() || mean >= 0) continue;
        saved.emplace_back(
            mean,
            fmt::format("{} {} ({})", s.language() == Language::norwegian ? row.long_name_no : row.long_name,
                        s.number(mean / 1e6, 1), row.source));
    }
    std::sort(saved.begin(), saved.end());
    std::vector<std::string> texts;
    for (const auto& [mean, text] : saved) texts.push_back(text);
    return texts.empty() ? "–" : fmt::format("{}", fmt::join(texts, "; "));
}

}  // namespace

std::string subject_of(const ComparisonReport& report, Language language) {
    const bool whole = report.area().kind == model::AreaKind::nation;
    return joined({whole ? "" : norwegian_name(name_of(report.area(), language)),
                   alone_text(report.municipalities, language)});
}

std::string called(const ComparisonReport& report, const ComparedScenario& scenario, Language language) {
    if (scenario.futures() > 1) return scenario.name;
    return fmt::format("{} ({}{})", scenario.name, scenario.against_one() ? report.reference + ": " : "",
                       futures_text(1, language));
}

Sheet overview_sheet(const ComparisonReport& report, Language language) {
    const Speaker s(language);
    const SheetMessages& said = messages(language).sheets;
    Sheet sheet{said.overview, texts(said.overview_heads), {}};
    std::vector<const ComparedScenario*> scenarios;
    for (const auto& scenario : report.scenarios)
        if (scenario.costs) scenarios.push_back(&scenario);
    const auto gain = [](const ComparedScenario* scenario) {
        return effect_of(*scenario, model::Effect::persons_with_gp).effect.mean;
    };
    std::stable_sort(scenarios.begin(), scenarios.end(), [&](const auto* a, const auto* b) {
        const bool known_a = a->costs->not_priced.empty(), known_b = b->costs->not_priced.empty();
        return known_a != known_b ? known_a : gain(a) > gain(b);
    });
    const auto vacant = std::find_if(report.indicators.begin(), report.indicators.end(),
                                     [](const auto& i) { return i.name == "lists_without_gp"; });
    for (const auto* scenario : scenarios) {
        const auto& years = effect_of(*scenario, model::Effect::years_with_gp);
        const auto& payer = scenario->costs->by_payer;
        const auto found = changes_in(report, *scenario, report.ranked);
        sheet.rows.push_back(
            {called(report, *scenario, language),
             cell(s, effect_of(*scenario, model::Effect::persons_with_gp).effect),
             vacant == report.indicators.end()
                 ? std::string()
                 : cell(s,
                        report
                            .figure(*scenario, static_cast<std::uint32_t>(vacant - report.indicators.begin()))
                            .difference,
                        1),
             scenario->futures() > 1 ? fmt::format("{}, {}", found.changed.size(), found.held().size())
                                     : std::string("–"),
             cell(s, in_millions(payer[0].difference)), cell(s, in_millions(payer[1].difference)),
             per_year(s, *scenario, years.cost_per_unit),
             per_year(s, *scenario, valued_otherwise(*scenario, {model::Valued::without_locums})),
             per_year(s, *scenario,
                      valued_otherwise(*scenario, {model::Valued::discounted_with_tax_cost,
                                                   model::Valued::discounted, model::Valued::with_tax_cost})),
             savings(s, *scenario)});
    }
    return sheet;
}

std::string overview_markdown(const ComparisonReport& report, Language language) {
    const SheetMessages& said = messages(language).sheets;
    const bool judged = std::any_of(report.scenarios.begin(), report.scenarios.end(),
                                    [](const ComparedScenario& scenario) { return scenario.futures() > 1; });
    const auto& intro = judged ? said.overview_intro : said.overview_intro_of_one;
    std::string text = intro(report.reference, place_and(report, language, month_text(report.first_month)),
                             month_text(report.month)) +
                       "\n\n";
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

std::vector<std::string> summary(const ComparisonReport& report, const ComparedScenario& scenario,
                                 Language language) {
    const Speaker s(language);
    std::vector<std::string> lines;
    const auto month = month_text(report.month);
    lines.push_back(s.said().heading(scenario.name, report.reference, place_and(report, language, month)));
    if (scenario.futures() < 2)
        lines.push_back(scenario.replicates_a == scenario.replicates_b
                            ? std::string(s.said().one_run)
                            : s.said().one_run_of(scenario.against_one() ? report.reference : scenario.name));
    else if (scenario.paired)
        lines.push_back(s.said().paired(scenario.replicates_a));
    else
        lines.push_back(s.said().unpaired(scenario.replicates_a, scenario.replicates_b));
    for (std::uint32_t i = 0; i < report.indicators.size(); ++i) {
        const auto& name = report.indicators[i].name;
        if (name == "patients_without_gp" || name == "on_no_list" || name == "lists_without_gp" ||
            name == "over_30_minutes" || i == report.ranked)
            lines.push_back(indicator_sentence(s, report.indicators[i], report.figure(scenario, i)));
    }
    if (scenario.futures() > 1 && report.area().kind != model::AreaKind::municipality)
        lines.push_back(places_sentence(s, report, scenario));
    if (!scenario.costs) return lines;
    lines.push_back(s.said().period(month_text(report.first_month), month));
    for (const auto& line : scenario.costs->by_payer) lines.push_back(cost_sentence(s, line));
    for (const auto& effect : scenario.costs->effects) lines.push_back(effect_sentence(s, effect));
    for (const auto& cost : scenario.costs->valued)
        if (cost.cost_per_year)
            lines.push_back(s.said().valued(s.said().valuations[static_cast<std::size_t>(cost.how)],
                                            cell(s, *cost.cost_per_year)));
    if (const auto& measures = scenario.costs->not_priced; !measures.empty()) {
        std::vector<std::string> told;
        for (const auto& measure : measures)
            told.push_back(measure.amounts.empty()
                               ? measure.name
                               : fmt::format("{} ({})", measure.name, fmt::join(measure.amounts, ", ")));
        lines.push_back(s.said().not_priced(fmt::format("{}", fmt::join(told, "; "))));
    }
    return lines;
}

}  // namespace viz
