#pragma once
#include <string>
#include <unordered_map>

#include "data/detail/gdal.hpp"
#include "model/inputs.hpp"

namespace data::detail {

/// Four digits: "301" and "K-0301" (as spreadsheets and some SSB tables write them) become "0301"; else as it
/// was.
inline std::string municipality_number(std::string text) {
    if (text.rfind("K-", 0) == 0) text.erase(0, 2);
    const bool digits = text.find_first_not_of("0123456789") == std::string::npos;
    return text.size() == 3 && digits ? "0" + text : text;
}

/// Finds municipalities by official number.
class MunicipalityIndex {
public:
    explicit MunicipalityIndex(const model::Municipalities& municipalities) {
        for (std::uint32_t i = 0; i < municipalities.size(); ++i)
            rows_.emplace(municipalities.number[model::MunicipalityId{i}], model::MunicipalityId{i});
    }

    std::optional<model::MunicipalityId> find(const std::string& number) const {
        const auto row = rows_.find(municipality_number(number));
        return row == rows_.end() ? std::nullopt : std::optional(row->second);
    }

    /// The municipality in a column. Throws InputError if the table of municipalities does not have it.
    model::MunicipalityId in(const TableReader& row, std::size_t column) const {
        const auto found = find(row.text(column));
        if (!found) row.refuse(column, "a number in the table of municipalities (borders of the same year?)");
        return *found;
    }

private:
    std::unordered_map<std::string, model::MunicipalityId> rows_;
};

/// "0301 Oslo, 1101 Eigersund and 3 more": for messages about several municipalities.
std::string some_of(const model::Municipalities& municipalities,
                    const std::vector<model::MunicipalityId>& which);

}  // namespace data::detail
