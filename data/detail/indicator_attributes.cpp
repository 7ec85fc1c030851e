#include "data/detail/indicator_attributes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace data::detail {
namespace {

constexpr std::int64_t first_with_rows = 2;  ///< schema version

/// This program's own row.
IndicatorInfo row_named(const std::string& name, bool is_value) {
    for (const auto& count : model::counts())
        if (count.name == name) return described(count);
    for (const auto& ratio : model::ratios())
        if (ratio.name == name) return described(ratio);
    auto other = described(ValueInfo{name, "", "", ""});
    if (!is_value) other.decimals = {};
    return other;
}

IndicatorInfo read_row(const NcReader& file, const std::string& path) {
    IndicatorInfo info;
    const auto flag = [&](const char* name) {
        return file.has_attribute(path, name) && file.number<std::int32_t>(path, name) != 0;
    };
    info.unit_no = file.text(path, "units_no", "");
    info.decimals = {file.number<std::int32_t>(path, "decimals"),
                     file.number<std::int32_t>(path, "mean_decimals")};
    for (const int decimals : {info.decimals.single, info.decimals.mean})
        if (decimals < 0 || decimals > 6)
            file.fail(
                fmt::format("'{}' is to be shown with {} decimals; the file is damaged", path, decimals));
    info.group = file.text(path, "group");
    info.group_no = file.text(path, "group_no");
    info.menu_place = file.number<std::int32_t>(path, "menu_place");
    info.leads = flag("leads");
    info.interval = flag("interval");
    info.headline = flag("headline");
    info.cost = flag("cost");
    info.at_kept_times = flag("at_kept_times");
    info.balance = file.text(path, "balance", "");
    info.sum_of = file.texts(path, "sum_of");
    return info;
}

}  // namespace

void write_indicator(NcWriter& file, const IndicatorInfo& info) {
    const auto path = "/" + info.name;
    file.attribute(path, "indicator", info.is_ratio ? "ratio" : info.is_value ? "value" : "count");
    if (info.is_mean) file.attribute(path, "cell_methods", "replicate: mean");
    if (info.is_ratio) {
        file.attribute(path, "numerator", info.numerator);
        file.attribute(path, "denominator", info.denominator);
        file.attribute(path, "scale", info.scale);
    }
    file.attribute(path, "units_no", info.unit_no);
    file.attribute(path, "decimals", std::int32_t{info.decimals.single});
    file.attribute(path, "mean_decimals", std::int32_t{info.decimals.mean});
    file.attribute(path, "group", info.group);
    file.attribute(path, "group_no", info.group_no);
    file.attribute(path, "menu_place", std::int32_t{info.menu_place});
    for (const auto& [name, is_so] : {std::pair{"leads", info.leads}, std::pair{"interval", info.interval},
                                      std::pair{"headline", info.headline}, std::pair{"cost", info.cost},
                                      std::pair{"at_kept_times", info.at_kept_times}})
        if (is_so) file.attribute(path, name, std::int32_t{1});
    file.attribute(path, "balance", info.balance);
    file.attribute(path, "sum_of", info.sum_of);
}

std::vector<IndicatorInfo> read_indicators(const NcReader& file) {
    const bool has_rows = file.number<std::int64_t>("/", "schema_version") >= first_with_rows;
    std::vector<IndicatorInfo> result;
    const auto names = file.texts("/", "indicators");
    if (names.empty()) file.fail("does not say which indicators it holds; run the scenario again");
    for (const std::string& name : names) {
        const std::string path = "/" + name, kind = file.text(path, "indicator");
        auto info = has_rows ? read_row(file, path) : row_named(name, kind == "value");
        info.name = name;
        info.unit = file.text(path, "units", "");
        info.long_name = file.text(path, "long_name", "");
        info.long_name_no = file.text(path, "long_name_no", "");
        info.is_ratio = kind == "ratio";
        info.is_value = kind == "value";
        info.is_mean = kind == "count" && !file.text(path, "cell_methods", "").empty();
        if (info.is_ratio) {
            info.numerator = file.text(path, "numerator");
            info.denominator = file.text(path, "denominator");
            info.scale = file.number<double>(path, "scale");
        }
        result.push_back(std::move(info));
    }
    return result;
}

}  // namespace data::detail
