#pragma once
#include <chrono>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "model/area_names.hpp"
#include "model/calendar.hpp"
#include "viz/language.hpp"

namespace viz {

/// A number with so many decimals and a point; what lies in the very middle goes away from zero, as on the
/// page (fmt and printf go to the even digit).
std::string rounded_digits(double value, int decimals);

/// A number as people read it: "−12 345,6" in Norwegian (comma, narrow no-break space), "−12,345.6" in
/// English. The minus sign is the typographic one (U+2212). A value that rounds to zero has no sign.
std::string format_number(double value, int decimals, Language language);

/// Decimals (0 to 3) that show a number without loss.
int decimals_of(double value);

/// A unit of the files in the reader's language: "percent" is "prosent", "min" is "minutter". Units without a
/// translation are unchanged.
std::string unit_text(std::string_view unit, Language language);

using model::month_text;  // "2030-01"

/// "1. januar 2030", "1 January 2030": what is shown is the state on the first of the month.
std::string date_text(std::chrono::year_month month, Language language);

using model::norwegian_name;  // "Porsanger" of "Porsanger - Porsáŋgu - Porsanki"

/// The name, in the reader's language, of whatever has one in both: an indicator, a field, an index.
template <class Info>
const std::string& name_in(Language language, const Info& info) {
    return language == Language::norwegian ? info.long_name_no : info.long_name;
}

/// The parts that are not empty, " · " between them.
std::string joined(std::initializer_list<std::string> parts);

/// Name of an area for people: "Norge", "Helgeland sykehusområde", "sentralitet 6".
std::string name_of(const model::Area& area, Language language);

/// "Finnmark simulated alone"; empty of the nation's municipalities.
std::string alone_text(const model::Municipalities& municipalities, Language language);

/// What the figures after a run's start are: "one of many possible futures", "mean of 30 possible futures".
std::string futures_text(int runs, Language language);
/// The same, and that these were simulated alone where they were.
std::string futures_text(int runs, const model::Municipalities& municipalities, Language language);
/// The same of several things shown together, each by its name where they are of unlike numbers: "Baseline:
/// mean of 30 possible futures; Grant: one of many possible futures".
struct NamedFutures {
    std::string name;
    int runs;
};
std::string futures_text(std::span<const NamedFutures> shown, Language language);

/// The first letter large, if it is one of a to z.
std::string capitalised(std::string text);

}  // namespace viz
