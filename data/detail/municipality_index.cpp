#include "data/detail/municipality_index.hpp"

#include <fmt/format.h>

#include "model/municipality_codes.hpp"

namespace data::detail {

std::string municipality_number(std::string_view text) {
    auto rest = text;
    if (rest.starts_with("K-")) rest.remove_prefix(2);
    std::size_t digits = 0;
    while (digits < rest.size() && rest[digits] >= '0' && rest[digits] <= '9') ++digits;
    if (digits < 3 || digits > 4) return std::string(text);
    if (const auto behind = rest.substr(digits); !behind.empty() && trimmed(behind).size() == behind.size())
        return std::string(text);  // no blank between number and name
    return (digits == 3 ? "0" : "") + std::string(rest.substr(0, digits));
}

bool is_municipality_number(std::string_view text) {
    const auto number = municipality_number(text);
    return model::in_force(number, 2024) || !model::parts_of_2024(number).empty();
}

MunicipalityIndex::MunicipalityIndex(const model::Municipalities& municipalities)
    : municipalities_(municipalities), seen_(municipalities.size()) {
    for (std::uint32_t i = 0; i < municipalities.size(); ++i)
        rows_.emplace(municipalities.number[model::MunicipalityId{i}], model::MunicipalityId{i});
}

std::optional<model::MunicipalityId> MunicipalityIndex::find(std::string_view number) const {
    const auto row = rows_.find(municipality_number(number));
    if (row == rows_.end()) return std::nullopt;
    seen_[row->second.value] = 1;
    return row->second;
}

model::MunicipalityId MunicipalityIndex::in(const TableReader& row, std::size_t column) const {
    const auto text = row.text(column);
    if (const auto found = find(text)) return *found;
    std::string complaint;
    try {
        row.refuse(column, "a number in the table of municipalities (borders of the same year?)");
    } catch (const geo::InputError& error) {
        complaint = error.what();
    }
    throw Unknown{municipality_number(text), row.where(), complaint};
}

void MunicipalityIndex::note_unknown(const std::string& number, const std::string& where,
                                     const std::string& complaint) {
    unknown_.try_emplace(number, Unknown{number, where, complaint});
}

void MunicipalityIndex::tell(const std::string& file) const {
    if (unknown_.empty()) return;
    Complaints one_by_one;
    if (unknown_.size() <= 3) {
        for (const auto& unknown : unknown_)
            one_by_one.gather([&] { throw geo::InputError(unknown.second.complaint); });
        one_by_one.finish();
    }
    std::vector<std::string> theirs, both;
    std::vector<model::MunicipalityId> missing;
    std::string first;
    for (const auto& [number, unknown] : unknown_) {
        if (theirs.size() < 8) first += (first.empty() ? "" : ", ") + number;
        theirs.push_back(number);
        both.push_back(number);
    }
    for (std::uint32_t i = 0; i < seen_.size(); ++i) {
        if (seen_[i])
            both.push_back(municipalities_.number.values()[i]);
        else
            missing.push_back({i});
    }
    const auto year = model::years_of_borders(both),
               ours = model::years_of_borders(municipalities_.number.values());
    throw geo::InputError(
        file,
        fmt::format(
            "{} of its {} numbers are not in the table of municipalities ({}{}), the first at {}; {} of "
            "the table's {} are not in the file{}{}",
            theirs.size(), both.size(), first, theirs.size() > 8 ? " ..." : "",
            unknown_.begin()->second.where, missing.size(), seen_.size(),
            missing.empty() ? "" : fmt::format(" ({})", some_of(municipalities_, missing)),
            year.empty() ? std::string("; take borders of the same year")
                         : fmt::format("; its borders are those of {}, the table's of {}", year,
                                       ours.empty() ? "another country" : ours)));
}

std::string some_of(const model::Municipalities& municipalities,
                    const std::vector<model::MunicipalityId>& which) {
    constexpr std::size_t shown = 8;
    std::string text;
    for (std::size_t i = 0; i < which.size() && i < shown; ++i)
        text += fmt::format("{}{} {}", i == 0 ? "" : ", ", municipalities.number[which[i]],
                            municipalities.name[which[i]]);
    if (which.size() > shown) text += fmt::format(" and {} more", which.size() - shown);
    return text;
}

}  // namespace data::detail
