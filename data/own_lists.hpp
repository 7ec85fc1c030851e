#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "data/input_set.hpp"

namespace data {

/// What became of somebody's own table of GP lists.
struct OwnLists {
    std::uint32_t rows = 0, placed = 0;
    std::uint32_t without_gp = 0, with_locum = 0;       ///< of those placed; the latter are among the former
    std::vector<model::MunicipalityId> municipalities;  ///< whose lists are now those of the table, ascending
    std::vector<std::uint32_t> given, official;         ///< lists of each of these: of the table, and before
    std::vector<std::string> not_matched;               ///< "file:line: 'Ukjent kommune' ...", a row each
    std::vector<std::string> remarks;                   ///< rows whose site or holder is a guess
};

/// Puts a table of GP lists, a row each (.csv with any separator, UTF-8 or Windows-1252, .xlsx), in place of
/// the set's figures of 31 December for the municipalities it has; the others stay. Columns are found by
/// their names, Norwegian or English: municipality (name or number), cap (listetak) and patients are needed;
/// postcode says at which known surgery of the municipality a list is, else it is the one with most lists; a
/// type such as "Liste uten lege", "Ubesatt", "Vikar", "vacant" or "locum" says that it has no GP; one that
/// no known word is in is taken as having one, and told. Lengths of lists are used as sums by municipality,
/// as the official ones are. Throws InputError for a missing column or a number that is none.
OwnLists put_own_lists(InputSet& set, const std::filesystem::path& file);

/// Sentences for people: what was put in place, how many lists that are against the official number, and row
/// by row what was not or is a guess.
std::vector<std::string> told(const OwnLists& lists, const model::Municipalities& municipalities);

}  // namespace data
