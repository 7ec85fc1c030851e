#include "data/indicator_info.hpp"

#include "data/schema.hpp"
#include "model/units.hpp"

namespace data {
namespace {

/// What all kinds have.
template <class Row>
IndicatorInfo common(const Row& row) {
    IndicatorInfo info;
    info.name = row.name;
    info.unit = file_unit(row.unit);
    info.long_name = row.long_name;
    info.long_name_no = row.long_name_no;
    info.unit_no = model::unit_no(info.unit);
    info.decimals = row.decimals;
    const auto heading = model::name_of(row.menu.heading);
    info.group = heading.name;
    info.group_no = heading.name_no;
    info.menu_place = row.menu.order();
    return info;
}

}  // namespace

IndicatorInfo described(const model::CountInfo& count) {
    auto info = common(count);
    info.leads = count.leads;
    info.interval = count.interval;
    info.headline = count.headline;
    info.cost = count.cost;
    info.balance = model::name_of(count.balance);
    if (const auto space = count.sum_of.find(' '); space != std::string_view::npos)
        info.sum_of = {std::string(count.sum_of.substr(0, space)),
                       std::string(count.sum_of.substr(space + 1))};
    return info;
}

IndicatorInfo described(const model::RatioInfo& ratio) {
    auto info = common(ratio);
    info.is_ratio = true;
    info.numerator = ratio.numerator;
    info.denominator = ratio.denominator;
    info.scale = ratio.scale;
    info.leads = ratio.leads;
    info.interval = ratio.interval;
    return info;
}

IndicatorInfo described(const ValueInfo& value) {
    auto info = common(value);
    info.is_value = true;
    return info;
}

}  // namespace data
