#include "model/indicators.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "geo/base/error.hpp"
#include "model/indicators/rows.hpp"
#include "model/parameters.hpp"

namespace model {
namespace indicators {
namespace {

/// All rows in the order of files.
struct Registry {
    std::vector<CountInfo> counts;
    std::vector<RatioInfo> ratios;
    std::vector<Count> counting;

    Registry() {
        for (const auto& subject : {people(), coverage(), lists(), work(), costs(), continuity()}) {
            for (const auto& count : subject.counts) counting.push_back(count);
            for (const auto& ratio : subject.ratios) ordered_.push_back(ratio);
        }
        put_in_order(counting, "count");
        put_in_order(ordered_, "ratio");
        for (const auto& count : counting) counts.push_back(count.info);
        for (const auto& ratio : ordered_) ratios.push_back(ratio.info);
    }

private:
    std::vector<Ratio> ordered_;

    /// Throws std::logic_error unless the rows are numbered from 0, each number once.
    template <class Row>
    static void put_in_order(std::vector<Row>& rows, const char* kind) {
        std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.row < b.row; });
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (rows[i].row != i)
                throw std::logic_error(fmt::format("the {} '{}' has row {}, expected {}: the next number",
                                                   kind, rows[i].info.name, rows[i].row, i));
    }
};

const Registry& registry() {
    static const Registry made;
    return made;
}

/// Counts as reals while they are summed, rounded once per municipality and not once per list.
class Sums {
public:
    explicit Sums(std::uint32_t municipalities)
        : municipalities_(municipalities), values_(registry().counts.size() * municipalities, 0.0) {}
    void add(std::size_t row, MunicipalityId m, double value) {
        values_[row * municipalities_ + m.value] += value;
    }
    MonthTable rounded() const {
        MonthTable table{municipalities_, std::vector<std::int32_t>(values_.size()), {}};
        std::transform(values_.begin(), values_.end(), table.values.begin(),
                       [](double value) { return static_cast<std::int32_t>(std::lround(value)); });
        return table;
    }

private:
    std::uint32_t municipalities_;
    std::vector<double> values_;
};

/// The rows that count in one way.
template <auto way>
const std::vector<Count>& counted() {
    static const auto rows = [] {
        auto all = registry().counting;
        std::erase_if(all, [](const Count& count) { return count.*way == nullptr; });
        return all;
    }();
    return rows;
}

void add_list(const ListView& list, Sums& sums) {
    for (const auto& count : counted<&Count::of_list>())
        sums.add(count.row, list.municipality, count.of_list(list));
    if (!list.vacant) {
        for (const auto& count : counted<&Count::of_gp>())
            sums.add(count.row, list.municipality, count.of_gp(list));
        return;
    }
    const auto& homes = list.month.world.member_homes;
    const auto all = homes.all_of(list.list), extensive = homes.extensive_of(list.list);
    for (std::uint32_t i = 0; i < all.size(); ++i) {
        if (all[i] == 0) continue;
        const Home home{static_cast<double>(all[i]), static_cast<double>(extensive[i])};
        for (const auto& count : counted<&Count::of_vacant_home>())
            sums.add(count.row, MunicipalityId{i}, count.of_vacant_home(list, home));
    }
}

void add_lists(const MonthView& month, Sums& sums) {
    const auto& world = month.world;
    const auto& lists = world.lists;
    for (std::uint32_t l = 0; l < lists.size(); ++l) {
        const ListId list{l};
        if (!lists.is(list, Standing::open)) continue;
        const auto m = lists.municipality[list];
        const double members = lists.members[list];
        add_list({.month = month,
                  .list = list,
                  .municipality = m,
                  .vacant = lists.vacant(list),
                  .locum = lists.locum[list] != 0,
                  .doctor = lists.doctor[list],
                  .terms = world.in_force.at(m, lists.salaried[list]),
                  .members = members,
                  .asked = members * static_cast<double>(world.consultations_per_member[list]) * month.level,
                  .hours = static_cast<double>(world.work.hours_week[list]),
                  .pressure = static_cast<double>(world.work.pressure[list])},
                 sums);
    }
}

}  // namespace

namespace {

/// Contacts a year of a person without extensive needs, so that all have the published number.
double ordinary_out_of_hours(const World& world, const Params& params) {
    double people = 0, extensive = 0;
    for (const auto m : ids<MunicipalityId>(world.residents.people.size())) {
        people += world.residents.people[m];
        extensive += world.residents.extensive.people[m];
    }
    const double more = (params.follow_up.contacts_ratio - 1) * extensive;
    return people > 0 ? params.continuity.out_of_hours_a_year * people / (people + more) : 0.0;
}

/// The table's first `told` municipalities.
MonthTable first_of(MonthTable all, std::uint32_t told) {
    if (told == all.municipalities) return all;
    MonthTable some{told, {}};
    for (std::size_t row = 0; row < all.values.size(); row += all.municipalities) {
        const auto begin = all.values.begin() + static_cast<std::ptrdiff_t>(row);
        some.values.insert(some.values.end(), begin, begin + told);
    }
    return some;
}

}  // namespace

MonthView::MonthView(const World& world_, const Params& params_)
    : world(world_),
      params(params_),
      money(params_.money, world_.month),
      level(consultation_level(params_.workload, world_.month)),
      costs(month_costs(world_, params_.money, params_.workload, world_.in_force.terms)),
      out_of_hours(ordinary_out_of_hours(world_, params_)) {}

double MonthView::measures_cost(MunicipalityId m, Payer payer) const {
    const auto& extra = world.in_force.extra_cost;
    return m.value < extra.size() ? extra[m][static_cast<std::size_t>(payer)] : 0.0;
}

}  // namespace indicators

HeadingName name_of(Heading heading) {
    static constexpr std::array<HeadingName, 12> names{
        {{"Coverage", "Dekning"},
         {"Extensive needs", "Omfattende behov"},
         {"Travel time", "Reisetid"},
         {"Lists and capacity", "Lister og kapasitet"},
         {"GPs", "Fastleger"},
         {"Work and waiting", "Arbeid og ventetid"},
         {"Money", "Økonomi"},
         {"Continuity", "Kontinuitet"},
         {"Population", "Befolkning"},
         {"Access", "Tilgjengelighet"},
         {"Parts of other figures", "Hjelpetall"},
         {"Associations, not effects", "Sammenhenger, ikke virkninger"}}};
    static_assert(names.size() == static_cast<std::size_t>(Heading::associations) + 1);
    return names[static_cast<std::size_t>(heading)];
}

std::string_view name_of(Balance balance) {
    static constexpr std::array<std::string_view, 4> names{"", "lack", "state", "municipality"};
    return names[static_cast<std::size_t>(balance)];
}

std::span<const CountInfo> counts() {
    return indicators::registry().counts;
}
std::span<const RatioInfo> ratios() {
    return indicators::registry().ratios;
}

std::size_t count_row(std::string_view name) {
    const auto infos = counts();
    std::string known;
    for (std::size_t i = 0; i < infos.size(); ++i) {
        if (infos[i].name == name) return i;
        known += fmt::format("{}{}", i ? ", " : "", infos[i].name);
    }
    throw geo::InputError(fmt::format("unknown count '{}'; known: {}", name, known));
}

MonthTable tabulate(const World& world, const Params& params) {
    using namespace indicators;
    const auto n = world.setting.municipalities.size();
    Sums sums(n);
    const MonthView month(world, params);
    for (const auto& count : counted<&Count::of_municipality>())
        for (std::uint32_t i = 0; i < n; ++i)
            sums.add(count.row, MunicipalityId{i}, count.of_municipality(month, MunicipalityId{i}));
    add_lists(month, sums);
    const auto told = world.setting.told();
    auto table = first_of(sums.rounded(), told);
    for (const auto& measure : world.in_force.measures) {
        ByPayer nok{};
        for (const auto m : ids<MunicipalityId>(std::min(told, measure.cost.size())))
            for (std::size_t payer = 0; payer < payers; ++payer) nok[payer] += measure.cost[m][payer];
        for (const double amount : nok)
            table.measure_costs.push_back(static_cast<std::int32_t>(std::lround(amount / 1000)));
    }
    return table;
}

}  // namespace model
