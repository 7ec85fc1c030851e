#include "viz/risk/risk_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "data/area_figures.hpp"
#include "geo/base/error.hpp"
#include "viz/few_decimals.hpp"
#include "viz/messages.hpp"

namespace viz {
namespace {

/// Draws of one file, place by place.
struct Draws {
    std::size_t places, months, count;
    std::vector<std::int32_t> patients, without;

    std::vector<model::Course> of(const model::Area& area) const {
        std::vector<model::Course> courses(
            count, {std::vector<std::int64_t>(months, 0), std::vector<std::int64_t>(months, 0)});
        for (std::size_t draw = 0; draw < count; ++draw)
            for (const auto m : area.members)
                for (std::size_t t = 0; t < months; ++t) {
                    const std::size_t at = (draw * places + m.value) * months + t;
                    courses[draw].patients[t] += patients[at];
                    courses[draw].without[t] += without[at];
                }
        return courses;
    }
};

Draws draws_of(const data::Snapshot& snapshot) {
    const auto read = [&](const char* name) {
        auto months = snapshot.replicate_months(name);
        if (months.empty())
            throw geo::InputError(
                snapshot.path.string(),
                "does not keep every month of every draw, as chances need; run the scenario "
                "again with this version");
        return months;
    };
    return {snapshot.municipalities.size(), static_cast<std::size_t>(snapshot.time_points),
            snapshot.kept.seeds.size(), read("patients"), read("patients_without_gp")};
}

/// Sums of mean counts over an area.
class AreaMeans {
public:
    AreaMeans(const data::Snapshot& snapshot, const model::Area& area) : snapshot_(snapshot), area_(area) {}
    std::vector<double> operator()(const char* count) const {
        const data::AreaFigures figures(snapshot_, snapshot_.indicator(count));
        std::vector<double> sums;
        for (int t = 0; t < snapshot_.time_points; ++t) sums.push_back(figures.at(area_.members, t));
        return sums;
    }

private:
    const data::Snapshot& snapshot_;
    const model::Area& area_;
};

std::vector<YearOfDoctors> doctors_of(const data::Snapshot& snapshot, const RiskRequest& request) {
    for (const char* needed :
         {"gps_left", "gps_hired", "gps_moved", "lists_with_gp", "places_with_gp", "patients"})
        if (std::none_of(snapshot.indicators.begin(), snapshot.indicators.end(),
                         [&](const auto& info) { return info.name == needed; }))
            return {};
    const AreaMeans mean(snapshot, request.area);
    const auto left = mean("gps_left"), hired = mean("gps_hired"), moved = mean("gps_moved"),
               with_gp = mean("lists_with_gp"), places = mean("places_with_gp"), patients = mean("patients");
    std::vector<YearOfDoctors> years;
    for (std::size_t t = 1; t < left.size(); ++t) {
        const int year = static_cast<int>(snapshot.month(static_cast<int>(t) - 1).year());
        if (year < request.from.value_or(year) || year > request.to.value_or(year)) continue;
        if (years.empty() || years.back().year != year) years.push_back({year});
        auto& now = years.back();
        now.left += left[t];
        now.began += hired[t] + moved[t];
        now.with_gp = with_gp[t];
        now.needed =
            places[t] > 0 ? patients[t] * (1 + request.reserve / 100) * with_gp[t] / places[t] : std::nan("");
    }
    return years;
}

/// One draw is no chance, whatever happens in it.
void must_be_many_draws(const data::Snapshot& snapshot) {
    if (snapshot.kept.seeds.size() < 2)
        throw geo::InputError(
            snapshot.path.string(),
            "holds one draw, one of many possible futures, and chances are counted over many; "
            "run the scenario again without --replicates 1");
}

/// Chances are told of the first twelve months.
void must_be_a_year(const data::Snapshot& snapshot) {
    if (const int months = snapshot.time_points - 1; months < model::soon_months)
        throw geo::InputError(
            snapshot.path.string(),
            fmt::format(
                "is of {} month{}, and chances are told of the first twelve; expected a run of twelve "
                "or more, so run the scenario again with --months 12 or more",
                months, months == 1 ? "" : "s"));
}

void must_be_years_of(const data::Snapshot& snapshot, const RiskRequest& request) {
    const int first = static_cast<int>(snapshot.first_month.year()),
              last = static_cast<int>(snapshot.month(std::max(0, snapshot.time_points - 2)).year());
    for (const auto& [option, year] :
         {std::pair{"--from", request.from}, {"--to", request.to}, {"--year", request.year}})
        if (year && (*year < first || *year > last))
            throw geo::InputError(option, fmt::format("{} is not among the years of {}, {} to {}", *year,
                                                      snapshot.path.string(), first, last));
    if (request.from && request.to && *request.from > *request.to)
        throw geo::InputError("--from", fmt::format("{} is after --to {}; expected the earlier year first",
                                                    *request.from, *request.to));
    if (request.year &&
        (*request.year < request.from.value_or(first) || *request.year > request.to.value_or(last)))
        throw geo::InputError("--year",
                              fmt::format("{} is not among the years asked for, {} to {}", *request.year,
                                          request.from.value_or(first), request.to.value_or(last)));
}

bool has_patients(const std::vector<model::Course>& courses) {
    return std::any_of(courses.begin(), courses.end(), [](const model::Course& course) {
        return std::any_of(course.patients.begin(), course.patients.end(), [](auto n) { return n > 0; });
    });
}

std::string percent(double value, Language language) {
    return format_number(value, decimals_of(value), language);
}

}  // namespace

RiskReport risk_report(const data::Snapshot& snapshot, const RiskRequest& request) {
    must_be_many_draws(snapshot);
    must_be_a_year(snapshot);
    must_be_years_of(snapshot, request);
    const auto draws = draws_of(snapshot);
    const auto risk_of = [&](const model::Area& area, const std::vector<model::Course>& courses) {
        return PlaceRisk{area, model::chances_of(courses, snapshot.first_month, request.limit)};
    };
    RiskReport report{request,
                      snapshot.municipalities,
                      snapshot.first_month,
                      snapshot.replicates,
                      risk_of(request.area, draws.of(request.area)),
                      {},
                      doctors_of(snapshot, request)};
    for (const auto m : request.area.members) {
        const model::Area place{model::AreaKind::municipality,
                                snapshot.municipalities.number[m],
                                snapshot.municipalities.name[m],
                                {m}};
        if (const auto courses = draws.of(place); has_patients(courses))
            report.places.push_back(risk_of(place, courses));
    }
    std::stable_sort(report.places.begin(), report.places.end(), [](const PlaceRisk& a, const PlaceRisk& b) {
        const auto rank = [](const PlaceRisk& p) {
            return std::pair(p.chances.soon.many, p.chances.months_soon);
        };
        return rank(a) > rank(b);
    });
    return report;
}

std::string risk_area(const RiskReport& report, Language language) {
    const auto& area = report.request.area;
    const auto alone = alone_text(report.municipalities, language);
    const bool whole = area.kind == model::AreaKind::nation && !alone.empty();
    return joined({whole ? "" : norwegian_name(name_of(area, language)), alone});
}

std::string futures_words(model::Futures futures, Language language) {
    return messages(language).risk.of_futures(futures.many, futures.of);
}

std::vector<std::string> risk_summary(const RiskReport& report, Language language) {
    const auto& said = messages(language).risk;
    const auto limit = percent(report.request.limit, language);
    std::vector<std::string> lines{said.heading(
        risk_area(report, language), futures_text(report.futures, language), month_text(report.first))};
    const auto& whole = report.whole.chances;
    lines.push_back(said.whole(limit, futures_words(whole.soon, language),
                               whole.likely_from ? std::to_string(*whole.likely_from) : said.never));
    const auto at_risk = std::count_if(
        report.places.begin(), report.places.end(),
        [](const PlaceRisk& place) { return 2 * place.chances.soon.many > place.chances.soon.of; });
    lines.push_back(said.many(static_cast<std::size_t>(at_risk), report.places.size(), limit));
    if (std::isnan(whole.bad_year)) lines.push_back(said.few_years(model::bad_year_needs, whole.whole_years));
    if (!report.doctors.empty()) {
        double left = 0, began = 0;
        for (const auto& year : report.doctors) left += year.left, began += year.began;
        const double lacking = report.doctors.back().lacking();
        const auto number = [&](double value) { return format_number(value, few_decimals(value), language); };
        lines.push_back(
            said.doctors(fmt::format("{}–{}", report.doctors.front().year, report.doctors.back().year),
                         number(began + lacking), number(began), number(lacking),
                         percent(report.request.reserve, language), number(left)));
    }
    return lines;
}

Sheet risk_sheet(const RiskReport& report, Language language) {
    const auto& said = messages(language).risk;
    Sheet sheet{said.places, texts(said.places_heads), {}};
    for (std::size_t i = 0; i < report.places.size(); ++i) {
        const auto& place = report.places[i];
        const auto& c = place.chances;
        sheet.rows.push_back({static_cast<double>(i + 1), place.area.number, norwegian_name(place.area.name),
                              futures_words(c.soon, language), 100 * c.soon.share(), c.months_soon,
                              futures_words(c.long_spell, language), c.bad_year,
                              c.likely_from ? std::to_string(*c.likely_from) : std::string("–")});
    }
    return sheet;
}

Sheet risk_years_sheet(const RiskReport& report, Language language, bool with_places) {
    const auto& said = messages(language).risk;
    Sheet sheet{said.years, texts(said.years_heads), {}};
    const auto add = [&](const PlaceRisk& place) {
        for (const auto& year : place.chances.years)
            sheet.rows.push_back({norwegian_name(name_of(place.area, language)), std::to_string(year.year),
                                  futures_words(year.over, language), 100 * year.over.share(),
                                  futures_words(year.none, language), futures_words(year.all, language),
                                  year.months_over});
    };
    add(report.whole);
    if (with_places && report.request.area.kind != model::AreaKind::municipality)
        for (const auto& place : report.places) add(place);
    return sheet;
}

Sheet doctors_sheet(const RiskReport& report, Language language) {
    const auto& said = messages(language).risk;
    Sheet sheet{said.doctors_name, texts(said.doctors_heads), {}};
    for (const auto& year : report.doctors)
        sheet.rows.push_back(
            {std::to_string(year.year), year.left, year.began, year.with_gp, year.needed, year.lacking()});
    return sheet;
}

}  // namespace viz
