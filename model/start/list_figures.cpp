#include "model/start/list_figures.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace model {
namespace {

/// The three figures of one municipality and year.
struct PublishedFigures {
    double percent, length, reserve;
    bool known() const { return !std::isnan(percent) && length > 0 && reserve > 0; }
};

/// The series and how alike two municipalities are.
class PublishedLists {
public:
    PublishedLists(const ListSeries& series, const Municipalities& municipalities,
                   const std::vector<double>& people)
        : series_(series), municipalities_(municipalities), people_(people) {}

    PublishedFigures at(std::uint32_t m, int year) const {
        if (year < series_.first_year || year >= series_.first_year + series_.years) return {NAN, NAN, NAN};
        const auto i = std::size_t{m} * static_cast<std::size_t>(series_.years) +
                       static_cast<std::size_t>(year - series_.first_year);
        return {series_.percent_without_gp[i], series_.mean_list_length[i],
                series_.reserve_capacity_index[i]};
    }
    /// The last year up to `year` with all three figures.
    std::optional<int> last_year(std::uint32_t m, int year) const {
        for (int y = year; y >= series_.first_year; --y)
            if (at(m, y).known()) return y;
        return std::nullopt;
    }
    /// The municipality drawn by `u` in (0, 1) among those that have published `year`, and `earlier` too,
    /// with chances that fall by e for each `likeness` of distance; nothing if none has.
    std::optional<std::uint32_t> donor(std::uint32_t m, int year, int earlier, double likeness,
                                       double u) const {
        std::vector<std::pair<std::uint32_t, double>> near;
        double nearest = std::numeric_limits<double>::infinity();
        for (std::uint32_t other = 0; other < people_.size(); ++other)
            if (at(other, year).known() && at(other, earlier).known()) {
                near.emplace_back(other, distance(m, other, year, earlier));
                nearest = std::min(nearest, near.back().second);
            }
        double sum = 0;
        for (auto& [other, weight] : near) sum += weight = std::exp((nearest - weight) / likeness);
        double left = u * sum;
        for (const auto& [other, weight] : near)
            if ((left -= weight) < 0) return other;
        return near.empty() ? std::nullopt : std::optional(near.back().first);
    }

private:
    /// One for e times the residents, two classes of centrality or ten points of the earlier share.
    double distance(std::uint32_t m, std::uint32_t other, int year, int earlier) const {
        const double people = std::abs(std::log(std::max(1.0, people_[m]) / std::max(1.0, people_[other])));
        const double classes =
            std::abs(municipalities_.centrality[{m}] - municipalities_.centrality[{other}]) / 2.0;
        const double share =
            earlier == year ? 0.0 : std::abs(at(m, earlier).percent - at(other, earlier).percent) / 10;
        return people + classes + share;
    }

    const ListSeries& series_;
    const Municipalities& municipalities_;
    const std::vector<double>& people_;
};

}  // namespace

YearFigures figures_of_year(const ListSeries& series, int year, const Municipalities& municipalities,
                            const std::vector<double>& people, double likeness, Seed seed) {
    const PublishedLists lists(series, municipalities, people);
    const auto december = Month::of(std::chrono::year{year} / std::chrono::December);
    YearFigures out;
    for (std::uint32_t m = 0; m < municipalities.size(); ++m) {
        const auto own_year = lists.last_year(m, year);
        const int earlier = own_year.value_or(year);
        auto figures = own_year ? lists.at(m, *own_year) : PublishedFigures{0, 0, 0};
        if (own_year != year) {
            const double u = Draw(seed, Stream::initial_estimate, m, december).uniform();
            if (const auto donor = lists.donor(m, year, earlier, likeness, u)) {
                const auto then = lists.at(*donor, earlier), now = lists.at(*donor, year);
                figures = own_year ? PublishedFigures{now.percent, figures.length * now.length / then.length,
                                                      figures.reserve * now.reserve / then.reserve}
                                   : now;
            }
        }
        const double published = lists.at(m, year).percent;  // without the other two now and then
        if (!std::isnan(published)) figures.percent = published;
        out.percent_without_gp.push_back(figures.percent);
        out.mean_list_length.push_back(figures.length);
        out.reserve_capacity_index.push_back(figures.reserve);
        out.published.push_back(!std::isnan(published));
    }
    return out;
}

}  // namespace model
