#include "data/detail/people_counts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace data::detail {
namespace {

constexpr std::size_t figures_of_place = std::size_t{model::sexes} * model::ages;

/// "1", "Menn" -> 0; "2", "Kvinner" -> 1.
std::optional<int> sex_of(std::string_view text) {
    for (const auto* word : {"1", "Menn", "menn", "Mann", "M", "m", "Males", "male"})
        if (text == word) return 0;
    for (const auto* word : {"2", "Kvinner", "kvinner", "Kvinne", "K", "k", "F", "f", "Females", "female"})
        if (text == word) return 1;
    return std::nullopt;
}

/// The single year an age stands for: "034", "34", "34 år", "105+", "105 år eller eldre"; older ones count as
/// the last. Nothing for groups and totals.
std::optional<int> age_of(std::string_view text) {
    int age = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), age);
    const auto digits = end - text.data();
    if (failed != std::errc{} || digits > 3) return std::nullopt;
    auto behind = trimmed(text.substr(static_cast<std::size_t>(digits)));
    for (const auto* word : {"", "+", "år", "år eller eldre", "år og over", "years", "years or older"})
        if (behind == word) return std::min(age, model::ages - 1);
    return std::nullopt;
}

std::optional<int> year_of(std::string_view text) {
    int year = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), year);
    if (failed != std::errc{} || end != text.data() + text.size() || year < 1900 || year > 2200)
        return std::nullopt;
    return year;
}

}  // namespace

PeopleCounts::PeopleCounts(const model::Municipalities& municipalities, std::string file)
    : municipalities_(municipalities), file_(std::move(file)), index_(municipalities) {}

std::optional<PeopleCounts::Place> PeopleCounts::place(const PeopleCell& cell, const std::string& where) {
    const auto sex = sex_of(cell.sex);
    if (!sex) throw geo::InputError(where, fmt::format("sex '{}', expected 1 (men) and 2 (women)", cell.sex));
    const auto age = age_of(cell.age);
    if (!age)
        throw geo::InputError(where, fmt::format("age '{}' is not a single year; ask the table service for "
                                                 "single years of age, without totals",
                                                 cell.age));
    const auto year = year_of(cell.year);
    if (!year) throw geo::InputError(where, fmt::format("year '{}', expected one such as 2026", cell.year));
    const auto municipality = index_.find(cell.region);
    if (!municipality) {
        index_.note_unknown(
            municipality_number(cell.region), where,
            fmt::format(
                "{}: region '{}' is not in the table of municipalities; ask for the municipalities of one "
                "year's borders only",
                where, cell.region));
        return std::nullopt;
    }
    return Place{*municipality, *sex, *age, *year};
}

void PeopleCounts::add(const PeopleCell& cell, double persons, const std::string& where) {
    ++figures_;
    complaints_.gather([&] {
        const auto at = place(cell, where);
        if (!at) return;
        auto& counts = years_[at->year];
        if (counts.empty()) counts.assign(municipalities_.size() * figures_of_place, -1);
        auto& count =
            counts[(std::size_t{at->municipality.value} * model::sexes + static_cast<std::size_t>(at->sex)) *
                       model::ages +
                   static_cast<std::size_t>(at->age)];
        if (count >= 0 && at->age < model::ages - 1)
            throw geo::InputError(where, fmt::format("{} comes twice; keep one figure", words(cell)));
        const double sum = std::max(count, 0) + persons;
        if (persons != std::floor(persons) || persons < 0 || sum > std::numeric_limits<std::uint16_t>::max())
            throw geo::InputError(where, fmt::format("{} persons of age {} in region '{}', expected 0..65535",
                                                     persons, cell.age, cell.region));
        count = static_cast<std::int32_t>(sum);
    });
}

void PeopleCounts::missing(const PeopleCell& cell, std::string_view sign) {
    ++figures_;
    ++signs_[sign.empty() ? "nothing" : "'" + std::string(sign) + "'"];
    if (missing_++ == 0) first_missing_ = words(cell);
}

std::string PeopleCounts::words(const PeopleCell& cell) const {
    const auto sex = sex_of(cell.sex);
    const auto age = age_of(cell.age);
    return fmt::format("{}, {}, {}, {}", cell.region,
                       sex ? (*sex == 0 ? "men" : "women") : std::string(cell.sex).c_str(),
                       age ? fmt::format("{} years", *age) : std::string(cell.age), cell.year);
}

model::PopulationTable PeopleCounts::finish() {
    complaints_.gather([&] { index_.tell(file_); });
    if (missing_ > 0)
        complaints_.gather([&] {
            std::vector<std::string> signs;
            for (const auto& [sign, times] : signs_) signs.push_back(fmt::format("{} times {}", times, sign));
            throw geo::InputError(
                file_,
                fmt::format("{} of {} figures are missing, the first is {} ({}); a missing figure is not a "
                            "zero: fetch the table again, or put in the figures you know",
                            missing_, figures_, first_missing_, fmt::join(signs, ", ")));
        });
    complaints_.finish();
    if (years_.empty()) throw geo::InputError(file_, "has no rows, expected the residents by age and sex");

    model::PopulationTable out;
    out.first_year = years_.begin()->first;
    out.municipalities = municipalities_.size();
    for (const auto& [number, counts] : years_) {
        const int year = number;  // Clang 14 takes no part of a pair into a lambda
        if (year != out.first_year + out.years)
            throw geo::InputError(file_, fmt::format("has no figures of {}; years must follow one another",
                                                     out.first_year + out.years));
        ++out.years;
        std::vector<model::MunicipalityId> lacking;
        std::vector<std::uint8_t> ages(model::ages);
        for (std::size_t i = 0; i < counts.size(); ++i) ages[i % model::ages] |= counts[i] >= 0;
        std::size_t holes = 0;
        for (std::uint32_t m = 0; m < out.municipalities; ++m) {
            std::size_t here = 0, wanted = 0;
            for (std::size_t i = 0; i < figures_of_place; ++i) {
                wanted += ages[i % model::ages];
                here += counts[m * figures_of_place + i] >= 0;
            }
            if (here < wanted) lacking.push_back({m});
            holes += wanted - here;
        }
        if (!lacking.empty())
            complaints_.gather([&] {
                throw geo::InputError(
                    file_, fmt::format("lacks {} figures of {} in {}; add the rows (men and women, "
                                       "every age, zeros too)",
                                       holes, year, some_of(municipalities_, lacking)));
            });
        for (const auto count : counts) out.persons.push_back(static_cast<std::uint16_t>(std::max(count, 0)));
    }
    complaints_.finish();
    return out;
}

}  // namespace data::detail
