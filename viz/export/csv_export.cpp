#include "viz/export/csv_export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

#include "data/csv.hpp"
#include "data/write_file.hpp"
#include "viz/export/formats.hpp"
#include "viz/messages.hpp"

namespace viz {
namespace {

class CsvWriter {
public:
    explicit CsvWriter(CsvFlavour flavour) : norwegian_(flavour == CsvFlavour::norwegian) {
        if (norwegian_) text_.append(std::string_view("\xEF\xBB\xBF"));
    }
    void text(std::string_view value) { raw(data::csv_text(value, norwegian_ ? ';' : ',')); }
    void quoted(std::string_view value) { raw(data::csv_quoted(value)); }
    void number(double value, bool whole) {
        raw("");
        if (std::isnan(value)) return;
        if (whole) {
            fmt::format_to(std::back_inserter(text_), "{}", static_cast<std::int64_t>(value));
            return;
        }
        const auto from = text_.size();
        constexpr double float_thousandths_end = 16'384;  // from here on a float has no third decimal
        if (std::abs(value) < float_thousandths_end)
            fmt::format_to(std::back_inserter(text_), "{}", static_cast<float>(value));
        else
            fmt::format_to(std::back_inserter(text_), "{:.12g}", value);
        // 12.0 is written 12, as counts are.
        if (text_.size() - from > 2 && text_[text_.size() - 1] == '0' && text_[text_.size() - 2] == '.')
            text_.resize(text_.size() - 2);
        if (norwegian_) std::replace(text_.begin() + from, text_.end(), '.', ',');
    }
    void end_row() {
        text_.append(std::string_view(norwegian_ ? "\r\n" : "\n"));
        first_ = true;
    }
    std::string finish() const { return {text_.data(), text_.size()}; }

private:
    void raw(std::string_view value) {
        if (!first_) text_.push_back(norwegian_ ? ';' : ',');
        first_ = false;
        text_.append(value);
    }
    bool norwegian_, first_ = true;
    fmt::memory_buffer text_;
};

}  // namespace

std::string csv_text(std::span<const ExportTable> tables, const ExportChoice& choice) {
    CsvWriter csv(choice.flavour.value_or(CsvFlavour::international));
    const CsvShape shape = choice.shape;
    const auto& heads = messages(choice.long_heads ? choice.language : Language::english).exports.csv;
    const auto& columns = tables.front().columns;
    std::vector<std::string> names;
    for (const auto& c : columns) names.push_back(column_head(c.info, choice));
    for (const std::string_view head :
         {heads.scenario, heads.month, heads.number, heads.name, heads.county, heads.futures})
        csv.text(head);
    if (shape == CsvShape::wide) {
        for (const auto& name : names) csv.text(name);
    } else {
        csv.text(heads.indicator);
        csv.text(heads.value);
    }
    csv.end_row();
    for (const ExportTable& table : tables) {
        for (std::size_t t = 0; t < table.times.size(); ++t) {
            const auto month = month_text(table.snapshot->month(table.times[t]));
            const auto write_row = [&](const PlaceKeys& place, const auto& value) {
                const auto keys = [&] {
                    csv.text(table.scenario);
                    csv.text(month);
                    csv.quoted(place.number);
                    csv.text(place.name);
                    csv.text(place.county);
                    csv.number(table.snapshot->replicates, true);
                };
                if (shape == CsvShape::wide) keys();
                for (std::size_t c = 0; c < columns.size(); ++c) {
                    if (shape == CsvShape::tall) {
                        keys();
                        csv.text(names[c]);
                    }
                    csv.number(value(c), columns[c].info.is_whole());
                    if (shape == CsvShape::tall) csv.end_row();
                }
                if (shape == CsvShape::wide) csv.end_row();
            };
            for (const auto i : table.rows)
                write_row(place_keys(*table.snapshot, i),
                          [&](std::size_t c) { return table.value(c, t, i); });
            if (table.area)
                write_row(place_keys(*table.area, choice.language),
                          [&](std::size_t c) { return table.columns[c].of_area[t]; });
        }
    }
    return csv.finish();
}

extern constinit const ExportFormat csv_format{
    .name = "csv",
    .about = "figures as text, for spreadsheets and statistics",
    .months = "all",
    .has_flavours = true,
    .has_tall_shape = true,
    .write = [](const std::filesystem::path& path, std::span<const data::Snapshot> snapshots,
                const ExportChoice& choice) {
        data::write_file(path, csv_text(export_tables(snapshots, choice), choice));
    }};

std::string csv_of_the_area(std::span<const data::Snapshot> snapshots, const ExportChoice& choice) {
    CsvWriter csv(CsvFlavour::international);
    std::vector<data::IndicatorInfo> infos;
    if (choice.indicators.empty()) infos = snapshots.front().indicators;
    for (const auto& name : choice.indicators) infos.push_back(snapshots.front().indicator(name));
    csv.text("scenario");
    csv.text("month");
    csv.text("futures");
    for (const auto& info : infos) csv.text(info.name);
    csv.end_row();
    for (const data::Snapshot& s : snapshots) {
        std::vector<int> times(static_cast<std::size_t>(s.time_points));
        std::iota(times.begin(), times.end(), 0);
        const auto area = choice.area ? *choice.area : model::large_areas(s.municipalities).front();
        std::vector<std::vector<double>> columns;
        for (const auto& info : infos) columns.push_back(area_values(s, info, times, area));
        for (std::size_t t = 0; t < times.size(); ++t) {
            csv.text(s.path.stem().string());
            csv.text(month_text(s.month(static_cast<int>(t))));
            csv.number(s.replicates, true);
            for (std::size_t c = 0; c < infos.size(); ++c) csv.number(columns[c][t], infos[c].is_whole());
            csv.end_row();
        }
    }
    return csv.finish();
}

}  // namespace viz
