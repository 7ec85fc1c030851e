#include "data/read_crossings.hpp"

#include <fmt/format.h>

#include <sstream>

#include "data/csv.hpp"
#include "data/read_text_file.hpp"
#include "geo/base/error.hpp"

namespace data {
namespace {

constexpr std::string_view crossings_header = "crossing,lines,quays_in,road,source";

}  // namespace

std::vector<geo::Crossing> read_crossings(const std::filesystem::path& file, std::string* table) {
    const auto whole = read_text_file(file, written_by_hand, "a table of ferry crossings");
    if (table) *table = whole;
    std::istringstream in(whole);
    std::vector<geo::Crossing> crossings;
    std::string text;
    for (int line = 1; std::getline(in, text); ++line) {
        const auto refuse = [&](std::string_view why) {
            throw geo::InputError(fmt::format("{}:{}", file.string(), line), why);
        };
        const auto fields = csv_fields(text);
        if (line == 1 && text != crossings_header)
            refuse(fmt::format("expected the columns {}", crossings_header));
        if (line == 1) continue;
        if (fields.size() != 5 || fields[0].empty() || fields[1].empty())
            refuse(
                "expected five fields: a crossing, its lines in the road layer, the municipalities of its "
                "quays, its road and the source");
        geo::Crossing crossing{fields[0], {}, fields[3]};
        for (std::size_t at = 0; at <= fields[1].size();) {
            const auto end = std::min(fields[1].find("; ", at), fields[1].size());
            crossing.lines.push_back(fields[1].substr(at, end - at));
            at = end + 2;
        }
        crossings.push_back(std::move(crossing));
    }
    return crossings;
}

}  // namespace data
