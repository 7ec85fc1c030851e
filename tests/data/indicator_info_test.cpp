#include "data/indicator_info.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "data/detail/indicator_attributes.hpp"
#include "data/detail/netcdf.hpp"
#include "data/schema.hpp"
#include "support/program.hpp"

namespace {

/// A file that holds nothing but the attributes of one variable.
std::filesystem::path write_rows(const std::filesystem::path& folder, const data::IndicatorInfo& info,
                                 int version) {
    const auto path = folder / "rows.nc";
    data::detail::NcWriter file(path);
    file.attribute("/", "schema_version", version);
    const auto name = "/" + info.name;
    file.attribute("/", "indicators", std::vector<std::string>{info.name});
    file.variable<float>(name, {.dimensions = {}});
    file.attribute(name, "units", info.unit);
    file.attribute(name, "long_name", info.long_name);
    file.attribute(name, "long_name_no", info.long_name_no);
    if (version == 1)
        file.attribute(name, "indicator", info.is_value ? "value" : "count");
    else
        data::detail::write_indicator(file, info);
    file.finish();
    return path;
}

data::IndicatorInfo read_back(const data::IndicatorInfo& info, int version) {
    const support::ScratchFolder folder;
    const data::detail::NcReader file(write_rows(folder.path(), info, version));
    const auto found = data::detail::read_indicators(file);
    REQUIRE(found.size() == 1);
    return found[0];
}

}  // namespace

TEST_CASE("Every row of the registry comes back from a file as it went in", "[data][fast]") {
    for (const auto& count : model::counts()) {
        const auto info = data::described(count);
        INFO(info.name);
        CHECK(read_back(info, 2) == info);
    }
    for (const auto& ratio : model::ratios()) {
        const auto info = data::described(ratio);
        INFO(info.name);
        CHECK(read_back(info, 2) == info);
    }
    const auto value = data::described(
        data::ValueInfo{"median", "minutes", "Median", "Median", {1, 3}, {model::Heading::access}});
    CHECK(value.unit == "min");
    CHECK(value.unit_no == "minutter");
    CHECK(value.group_no == "Tilgjengelighet");
    CHECK(read_back(value, 2) == value);
}

TEST_CASE("A file of version 1 has the rest from this program's row of the name", "[data][fast]") {
    const auto rows = model::counts();
    const auto& row = rows[model::count_row("patients_without_gp")];
    const auto info = data::described(row);
    CHECK(read_back(info, 1) == info);
    auto own = info;
    own.name = "of_its_own";
    const auto unknown = read_back(own, 1);
    CHECK(unknown.long_name == info.long_name);
    CHECK(!unknown.interval);
    CHECK(unknown.group == "Parts of other figures");
    CHECK(unknown.decimals == model::Decimals{0});
    own.is_value = true;
    CHECK(read_back(own, 1).decimals == model::Decimals{2});
}

TEST_CASE("Decimals that no number has are refused in a sentence", "[data][fast]") {
    auto info = data::described(model::ratios()[0]);
    info.decimals = 40;
    CHECK_THROWS_WITH(read_back(info, 2), Catch::Contains("40 decimals; the file is damaged"));
}
