#include <fmt/format.h>

#include "data/input_set.hpp"
#include "data/project_folder.hpp"
#include "data/read_measure.hpp"
#include "runs/commands/command.hpp"
#include "runs/commands/options.hpp"
#include "runs/say/listing.hpp"

namespace runs {
namespace {

struct ListOptions {
    std::string what;
    std::vector<std::string> words;
    std::filesystem::path inputs;  ///< empty: the embedded set
};

void add_list(CLI::App& app, ListOptions& a) {
    app.add_option("what", a.what, "municipalities, ferries, practices, measures, indicators or areas")
        ->required()
        ->check(CLI::IsMember({"municipalities", "ferries", "practices", "measures", "indicators", "areas"}));
    app.add_option("words", a.words, "only rows with all of these words, in any case and without marks");
    app.add_option("--inputs", a.inputs, "an input set (default: the embedded Norway)");
}

Listing listing_of(const ListOptions& a) {
    if (a.what == "measures") return measure_listing(data::all_measures());
    if (a.what == "indicators") return indicator_listing();
    const auto set = data::read_input_set(data::inputs_folder(a.inputs));
    if (a.what == "municipalities") return municipality_listing(set.figures);
    if (a.what == "ferries") return ferry_listing(set.figures);
    if (a.what == "practices") return practice_listing(set.figures);
    return area_listing(set.figures);
}

int do_list(const ListOptions& a, const Context& context) {
    const auto found = searched(listing_of(a), a.words);
    if (context.json)
        fmt::print("{}\n", as_json(found).dump(2));
    else if (found.rows.empty())
        fmt::print(stderr, "no {} with '{}'; `legekart list {}` shows all\n", a.what, fmt::join(a.words, " "),
                   a.what);
    else
        fmt::print("{}", as_text(found));
    return 0;
}

const Registration list_command(
    {.name = "list",
     .summary = "what can be named: municipalities, ferries, practices, measures, indicators, areas",
     .examples = "Examples:\n"
                 "  legekart list ferries hamaroy\n"
                 "  legekart list municipalities bodo\n"
                 "  legekart list measures tilskudd\n",
     .order = 45,
     .set_up = with_options(add_list, do_list)});

}  // namespace
}  // namespace runs
