#include "data/detail/table_reader.hpp"

#include <cpl_string.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace data::detail {
namespace {

/// Of several sheets the first that has all the columns; empty where there is only one, or none has them.
std::string sheet_with(const std::filesystem::path& file, const std::vector<std::string>& columns) {
    const auto layers = layers_of(file);
    if (layers.size() < 2) return {};
    for (const auto& name : layers) {
        const Layer layer(file, name);
        auto* definition = layer->GetLayerDefn();
        if (std::ranges::all_of(columns, [&](const auto& column) {
                return column.empty() || definition->GetFieldIndex(column.c_str()) >= 0;
            }))
            return name;
    }
    return layers.front();
}

}  // namespace

std::vector<std::string> columns_of(const std::filesystem::path& file) {
    if (is_text_table(file.filename().string())) return read_text_table(file).columns;
    const auto layers = layers_of(file);
    const Layer layer(file, layers.empty() ? std::string() : layers.front());
    std::vector<std::string> out;
    const auto* definition = layer->GetLayerDefn();
    for (int i = 0; i < definition->GetFieldCount(); ++i)
        out.emplace_back(definition->GetFieldDefn(i)->GetNameRef());
    return out;
}

TableReader::TableReader(const std::filesystem::path& file, const std::vector<std::string>& columns,
                         Remarks* remarks)
    : file_(file.string()), names_(columns), remarks_(remarks), signs_(columns.size()) {
    if (is_text_table(file.filename().string())) {
        text_ = std::make_unique<TextTable>(read_text_table(file));
        there_ = text_->columns;
        decimal_comma_ = text_->separator != ',';
    } else {
        layer_ = std::make_unique<Layer>(file, sheet_with(file, columns));
        const auto* definition = (*layer_)->GetLayerDefn();
        for (int i = 0; i < definition->GetFieldCount(); ++i)
            there_.emplace_back(definition->GetFieldDefn(i)->GetNameRef());
        decimal_comma_ = true;  // figures are typed; a text with a comma was typed by a Norwegian
    }
    std::vector<std::string> wanted;
    for (const auto& name : columns)
        if (!name.empty()) wanted.push_back(name);
    const auto found = positions_of(wanted, there_, file_);
    std::size_t next_found = 0;
    for (const auto& name : columns) fields_.push_back(name.empty() ? -1 : found[next_found++]);
    if (!remarks_ || !text_) return;
    if (text_->windows_1252) remarks_->push_back(file_ + ": is not UTF-8, read as Windows-1252");
    if (text_->titles > 0)
        remarks_->push_back(fmt::format("{}: {} lines above the header are left out", file_, text_->titles));
    if (text_->notes > 0)
        remarks_->push_back(fmt::format("{}: {} lines below the table are left out", file_, text_->notes));
}

TableReader::~TableReader() {
    if (!remarks_) return;
    for (std::size_t c = 0; c < signs_.size(); ++c) {
        const auto& signs = signs_[c];
        if (signs.missing > 0)
            remarks_->push_back(
                fmt::format("{}: column '{}': {} figures are missing (. or .. or :), the first at {}", file_,
                            names_[c], signs.missing, signs.first_missing));
        if (signs.nil > 0)
            remarks_->push_back(
                fmt::format("{}: column '{}': {} times '-', read as 0", file_, names_[c], signs.nil));
    }
}

bool TableReader::next() {
    if (text_) return ++row_ <= text_->rows.size();
    const QuietGdal quiet;
    feature_.reset((*layer_)->GetNextFeature());
    if (!feature_ && CPLGetLastErrorType() >= CE_Failure)
        throw geo::InputError(file_, fmt::format("cannot be read to its end ({})", CPLGetLastErrorMsg()));
    return feature_ != nullptr;
}

std::string TableReader::where() const {
    return text_ ? fmt::format("{}:{}", file_, text_->rows[row_ - 1].line)
                 : layer_->where(feature_->GetFID());
}

std::string_view TableReader::raw(std::size_t column) const {
    const int field = fields_[column];
    if (field < 0) return {};
    if (text_) {
        const auto& fields = text_->rows[row_ - 1].fields;
        const auto at = static_cast<std::size_t>(field);
        return at < fields.size() ? fields[at] : std::string_view();
    }
    return feature_->IsFieldSetAndNotNull(field) ? trimmed(feature_->GetFieldAsString(field))
                                                 : std::string_view();
}

bool TableReader::blank(std::size_t column) const {
    const auto value = raw(column);
    if (!is_missing_figure(value)) return false;
    auto& signs = signs_[column];
    const std::int64_t row = text_ ? static_cast<std::int64_t>(row_) : feature_->GetFID();
    if (value.empty() || signs.last_row == row) return true;
    signs.last_row = row;
    if (signs.missing++ == 0) signs.first_missing = where();
    return true;
}

std::string TableReader::text(std::size_t column) const {
    const auto value = raw(column);
    if (value.empty()) refuse(column, "a text");
    if (!text_ && !CPLIsUTF8(value.data(), static_cast<int>(value.size())))
        throw geo::InputError(
            where(), fmt::format("column '{}' is not UTF-8; save the file again as UTF-8", names_[column]));
    return std::string(value);
}

std::optional<double> TableReader::figure(std::size_t column) const {
    const auto value = raw(column);
    if (is_nil_figure(value)) {
        ++signs_[column].nil;
        return 0.0;
    }
    return number_in(value, decimal_comma_);
}

std::int64_t TableReader::whole(std::size_t column, std::int64_t min, std::int64_t max) const {
    const auto number = figure(column);
    if (!number || *number != std::floor(*number) || *number < static_cast<double>(min) ||
        *number > static_cast<double>(max))
        refuse(column, fmt::format("a whole number {}..{}", min, max));
    return static_cast<std::int64_t>(*number);
}

double TableReader::number(std::size_t column, double min, double max) const {
    const auto number = figure(column);
    if (!number || !(*number >= min && *number <= max))
        refuse(column, fmt::format("a number {}..{}", min, max));
    return *number;
}

void TableReader::refuse(std::size_t column, std::string_view expected) const {
    const auto value = raw(column);
    throw geo::InputError(where(), fmt::format("column '{}' is {}, expected {}", names_[column],
                                               value.empty() ? std::string("empty")
                                               : is_missing_figure(value)
                                                   ? fmt::format("'{}' (a figure that is missing)", value)
                                                   : fmt::format("'{}'", value),
                                               expected));
}

}  // namespace data::detail
