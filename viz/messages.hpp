#pragma once
// Everything viz says in sentences, a table per language: viz/messages_no.cpp and viz/messages_en.cpp.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "viz/language.hpp"

namespace viz {

/// A text of a message table. It has no default: a table that lacks one does not compile.
class Text {
public:
    consteval Text(const char* text) : text_(text) {}
    constexpr operator std::string_view() const { return text_; }
    operator std::string() const { return std::string(text_); }

private:
    std::string_view text_;
};

/// A sentence with gaps, `{}`, or `{0}` `{1}` where a language wants another order. Calling it fills them. A
/// table that lacks a message, or whose message leaves out a gap or has one too many, does not compile.
template <class... Gaps>
class Message {
public:
    template <std::size_t N>
    consteval Message(const char (&text)[N]) : text_(text) {
        if (std::count(text, text + N, '{') != sizeof...(Gaps)) throw "as many gaps as the message has";
    }
    std::string operator()(const Gaps&... gaps) const {
        return fmt::vformat(text_, fmt::make_format_args(gaps...));
    }

private:
    fmt::format_string<const Gaps&...> text_;
};

/// One word filled in.
using Phrase = Message<std::string_view>;
using Phrase2 = Message<std::string_view, std::string_view>;
using Phrase3 = Message<std::string_view, std::string_view, std::string_view>;

/// How numbers and dates are written.
struct WritingMessages {
    Text tag;  ///< of the language, BCP 47
    Text thousands, decimal;
    std::array<Text, 12> months;
    Message<std::string_view, int> date;  ///< month, year
};

struct MapMessages {
    Phrase under, and_over, above_zero_under;  ///< a number
    Phrase2 to;                                ///< two numbers
    Text over_zero, all_values, no_data, no_lists, uncertain;
    Text municipalities, cells;  ///< what a legend counts
    Phrase source;
    Text oslo_fjord;
    Text coverage;  ///< title of several indicators
    Text difference;
    Phrase2 minus;                                                                        ///< two scenarios
    Message<std::string_view, std::string_view, std::string_view, std::string_view> run;  ///< version, files,
                                                                                          ///< seeds, code
    Text one_future;                                                                      ///< of a single run
    Message<int> mean_of_futures;                                                         ///< runs
    Text single_runs;   ///< why no difference is grey: every file is one run
    Phrase single_run;  ///< the files that are
    Text month_not_kept, count_not_kept;
    Text unpaired;  ///< why few are coloured
};

struct CsvMessages {
    Text scenario, month, number, name, county, futures, indicator, value;
};

/// Topic and text of the sheet about the data.
struct AboutMessages {
    std::array<Text, 4> heads;
    Text reading, scenario, indicator, source;
    Text futures, futures_text;  ///< a column's name and what it says
    Text model_figures, model_figures_text;
    Text month, month_text;
    Text empty_cell, empty_cell_text;
};

struct ExportMessages {
    CsvMessages csv;
    AboutMessages about;
    std::array<Text, 6> heads;  ///< of the spreadsheet's keys
    Text book, figures_sheet, about_sheet;
    Message<std::uint64_t> seed;
    Phrase dashboard;  ///< area
    Text month;
};

/// "The state", "The state pays".
struct PayerMessages {
    Text name, pays;
};

/// Sentences of a comparison.
struct CompareMessages {
    Phrase3 heading;  ///< scenario, reference, month
    Text one_run;
    Phrase one_run_of;                           ///< which of the two is one
    Message<std::size_t> paired;                 ///< replicates
    Message<std::size_t, std::size_t> unpaired;  ///< replicates of each
    Phrase2 bounds;
    Text same;
    Phrase no_difference;                             ///< bounds
    Phrase difference;                                ///< number
    Phrase lower, higher;                             ///< amount
    Message<std::string_view, std::size_t> no_place;  ///< indicator, municipalities
    Message<std::string_view, std::size_t, std::size_t, std::string_view> places;  ///< indicator, changed,
                                                                                   ///< all, by chance
    Text none_holds;
    Message<std::size_t, std::string_view> hold;  ///< how many, the largest
    Phrase2 period;                               ///< months
    PayerMessages state, municipalities, both;
    Phrase2 cost_difference;       ///< payer, million
    Phrase2 cost_unclear;          ///< payer, no_difference
    Phrase2 pays_more, pays_less;  ///< PayerMessages::pays, amount
    Text persons_with_gp, years_with_gp, years_within_30_minutes;
    Phrase2 effect_difference;  ///< effect, number
    Phrase2 no_effect;          ///< no_difference with a large letter, effect
    Phrase2 more, fewer;        ///< amount, effect
    Text cheaper;
    Phrase2 each_costs;              ///< NOK, bounds
    Phrase not_priced;               ///< measures and amounts
    Phrase2 valued;                  ///< how, NOK per person-year
    std::array<Text, 4> valuations;  ///< as model::Valued
};

/// Of areas.
struct AreaMessages {
    Phrase alone;  ///< area
};

/// Sheets of a comparison.
struct SheetMessages {
    Text yes, no;
    Text book, summary, figures;
    Text overview;
    std::array<Text, 10> overview_heads;
    Phrase3 overview_intro, overview_intro_of_one;  ///< reference, months; the latter of single runs
    Text not_priced;
    Text periods;
    std::array<Text, 9> periods_heads;
    Text ranking;
    std::array<Text, 10> ranking_heads;
    Text headline;
    std::array<Text, 9> headline_heads;
    Text costs;
    std::array<Text, 8> costs_heads;
    Text plane;
    std::array<Text, 4> plane_heads;
    Text acceptability;
    std::array<Text, 4> acceptability_heads;
};

/// Who is at risk.
struct RiskMessages {
    Message<int, int> of_futures;  ///< many, of
    Phrase3 heading;               ///< area, futures, month
    Phrase3 whole;                 ///< limit, futures, year
    Text never;
    Message<int, int> few_years;                               ///< needed, there
    Message<std::size_t, std::size_t, std::string_view> many;  ///< municipalities, of, limit
    /// Years, to hire, begin, lacking, reserve, leave.
    Message<std::string_view, std::string_view, std::string_view, std::string_view, std::string_view,
            std::string_view>
        doctors;
    Text places;
    std::array<Text, 9> places_heads;
    Text years;
    std::array<Text, 7> years_heads;
    Text doctors_name;
    std::array<Text, 6> doctors_heads;
    Phrase map_title;  ///< limit
    Text map_soon;
    Message<int> map_in_year;
    Text map_unit;
    Message<int> map_futures;  ///< how many were counted
};

/// The cost-effectiveness plane.
struct PlaneMessages {
    Text title, effect, cost;
    Text curve_title, willingness, chance;
    Phrase3 against;  ///< reference, months
    Text legend;
};

struct Messages {
    WritingMessages writing;
    MapMessages map;
    ExportMessages exports;
    CompareMessages compare;
    AreaMessages area;
    SheetMessages sheets;
    RiskMessages risk;
    PlaneMessages plane;
};

extern const Messages norwegian_messages, english_messages;

inline const Messages& messages(Language language) {
    return language == Language::norwegian ? norwegian_messages : english_messages;
}

/// A row of texts, such as the heads of a table.
inline std::vector<std::string> texts(std::span<const Text> row) {
    return {row.begin(), row.end()};
}

}  // namespace viz
