#pragma once
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include "data/detail/table_reader.hpp"
#include "model/inputs.hpp"

namespace data::detail {

/// Four digits: "301", "K-0301" and "0301 Oslo" (as spreadsheets and tables of Statistics Norway write them)
/// become "0301"; else as it was.
std::string municipality_number(std::string_view text);

/// Whether a text begins with the number of a municipality of any year.
bool is_municipality_number(std::string_view text);

/// Finds municipalities by official number, and tells of a file whose numbers are those of other borders.
class MunicipalityIndex {
public:
    explicit MunicipalityIndex(const model::Municipalities& municipalities);

    std::optional<model::MunicipalityId> find(std::string_view number) const;

    /// The municipality in a column. Throws InputError if the table of municipalities does not have it.
    model::MunicipalityId in(const TableReader& row, std::size_t column) const;

    /// Reads every row and tells all that is wrong in one InputError. More than three unknown numbers are
    /// told together: how many miss on each side, and of which years the file's borders are.
    template <class Body>
    void each(TableReader& table, const Body& body) {
        Complaints complaints;
        while (table.next()) {
            try {
                complaints.gather(body);
            } catch (const Unknown& unknown) {
                take(unknown);
            }
        }
        complaints.gather([&] { tell(table.file()); });
        complaints.finish();
    }

    /// Notes a number that is not in the table, by where it stands, for tell().
    void note_unknown(const std::string& number, const std::string& where, const std::string& complaint);
    /// Throws InputError if there were any.
    void tell(const std::string& file) const;

private:
    /// Thrown by in() through gather(), which only keeps InputErrors.
    struct Unknown {
        std::string number, where, complaint;
    };
    void take(const Unknown& unknown) { note_unknown(unknown.number, unknown.where, unknown.complaint); }

    const model::Municipalities& municipalities_;
    std::unordered_map<std::string, model::MunicipalityId> rows_;
    mutable std::vector<std::uint8_t> seen_;
    std::map<std::string, Unknown> unknown_;
};

/// "0301 Oslo, 1101 Eigersund and 3 more": for messages about several municipalities.
std::string some_of(const model::Municipalities& municipalities,
                    const std::vector<model::MunicipalityId>& which);

}  // namespace data::detail
