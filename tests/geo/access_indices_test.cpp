#include "geo/access_indices.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "geo/base/error.hpp"

using namespace geo;

namespace {

//  100 people --10 min-- practice 0 (2 lists) --25 min-- 300 people --40 min-- practice 1 (1 list)
const TravelTable table{.cells = 2,
                        .practices = 2,
                        .first = {0, 1, 3},
                        .practice = {PracticeId{0}, PracticeId{0}, PracticeId{1}},
                        .tenth_minutes = {100, 250, 400}};
const std::vector<double> people{100, 300}, lists{2, 1}, nearest_list{10, 25}, open{40, 40};

std::vector<double> index(const std::string& name, const AccessParams& params = {}) {
    const auto all = access_indices({table, people, lists, nearest_list, nearest_list, open}, params);
    const auto found = std::ranges::find(all, name, &AccessIndex::name);
    REQUIRE(found != all.end());
    return found->value;
}

double sum_over_people(const std::vector<double>& values) {
    return (values[0] * people[0] + values[1] * people[1]) / 10'000;
}

}  // namespace

TEST_CASE("Indices of two homes and two practices are those done by hand", "[geo][fast]") {
    CHECK(index("minutes_nearest") == nearest_list);
    CHECK(index("minutes_nearest_open") == open);
    CHECK(index("lists_near") == std::vector<double>{2, 2});  // the other practice is 40 minutes away
    AccessParams wider;
    wider.near_minutes = 40;  // closed: 40 minutes count
    CHECK(index("lists_near", wider) == std::vector<double>{2, 3});
    // 2SFCA within 30 minutes: 2 lists for 400 people
    CHECK(index("fca_two_step")[0] == Approx(50));
    CHECK(index("fca_two_step")[1] == Approx(50));
    // E2SFCA in steps: 2 / (100 * 1 + 300 * 0.22) lists per person, weighted 1 and 0.22
    CHECK(index("fca_enhanced_steps")[0] == Approx(20'000 / 166.0));
    CHECK(index("fca_enhanced_steps")[1] == Approx(0.22 * 20'000 / 166.0));
    CHECK(index("gravity_exponential")[0] == Approx(2 * std::exp(-0.8)));
    CHECK(index("gravity_power")[1] == Approx(2 * 10.0 / 25 + 10.0 / 40));
}

TEST_CASE("Catchment indices share out the lists that someone reaches", "[geo][fast]") {
    CHECK(sum_over_people(index("fca_two_step")) == Approx(2));
    CHECK(sum_over_people(index("fca_enhanced_steps")) == Approx(2));
    CHECK(sum_over_people(index("fca_enhanced_gaussian")) == Approx(3));
    CHECK(sum_over_people(index("fca_three_step")) == Approx(3));
    CHECK(sum_over_people(index("fca_modified_two_step")) < 3);
    const auto shared = index("spatial_availability");
    CHECK(shared[0] + shared[1] == Approx(3));
}

TEST_CASE("Every index has a name of its own, a unit and two languages; every limit a source",
          "[geo][fast]") {
    std::set<std::string> names;
    const auto all = access_indices({table, people, lists, nearest_list, nearest_list, open}, {});
    for (const auto& one : all) {
        names.insert(one.name);
        CHECK_FALSE(one.unit.empty());
        CHECK_FALSE(one.long_name.empty());
        CHECK(one.long_name_no != one.long_name);
        CHECK(one.value.size() == 2);
    }
    CHECK(names.size() == all.size());
    AccessParams params;
    int rows = 0;
    visit_fields(params, [&](std::string_view, double& value, const Field& field) {
        CHECK(value >= field.min);
        CHECK(value <= field.max);
        CHECK(field.source.size() > 20);
        ++rows;
    });
    CHECK(rows * sizeof(double) == sizeof(AccessParams));
    params.step_2_minutes = params.step_3_minutes + 1;
    CHECK_THROWS_AS(access_indices({table, people, lists, nearest_list, nearest_list, open}, params),
                    InputError);
}
