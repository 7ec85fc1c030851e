#include "viz/compare/comparison_picture.hpp"

#include <algorithm>
#include <cmath>

#include "geo/base/error.hpp"
#include "viz/messages.hpp"
#include "viz/picture.hpp"

namespace viz {
namespace {

constexpr std::uint32_t page_width = 1200, page_height = 680;
constexpr double small = 15, large = 20;
constexpr double nok_million = 1e6;

/// An axis from `low` to `high` with a tick every `step`.
struct Axis {
    double low = 0, high = 1, step = 1;
    double share(double value) const { return (value - low) / (high - low); }
};

/// The shortest axis with about five round ticks that holds all values and zero.
Axis axis_of(std::vector<double> values) {
    values.push_back(0);
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    double low = *least, high = *most;
    if (high - low == 0) low -= 1, high += 1;
    const double rough = (high - low) / 5, power = std::pow(10, std::floor(std::log10(rough)));
    double step = 10 * power;
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= rough) {
            step = factor * power;
            break;
        }
    return {std::floor(low / step) * step, std::ceil(high / step) * step, step};
}

struct Chart {
    Box box;
    Axis x, y;
    Xy at(double vx, double vy) const {
        return {box.x + box.width * x.share(vx), box.bottom() - box.height * y.share(vy)};
    }
};

/// Ticks and names of the axes.
void draw_axes(Canvas& canvas, const Chart& p, const std::string& title, const std::string& below,
               const std::string& beside, Language language) {
    constexpr Rgb grid{226, 230, 234};
    const auto ticks = [](const Axis& axis) {
        return static_cast<int>(std::lround((axis.high - axis.low) / axis.step));
    };
    const auto label = [&](double value, const Axis& axis) {
        const int decimals =
            axis.step >= 1 ? 0 : std::min(3, static_cast<int>(std::ceil(-std::log10(axis.step) - 1e-9)));
        return format_number(value, decimals, language);
    };
    for (int i = 0; i <= ticks(p.x); ++i) {
        const double v = p.x.low + i * p.x.step;
        canvas.line(p.at(v, p.y.low), p.at(v, p.y.high), std::abs(v) < p.x.step / 2 ? soft_ink : grid, 1.5);
        canvas.text({p.at(v, p.y.low).x, p.box.bottom() + 22}, label(v, p.x),
                    {.size = small, .colour = soft_ink, .anchor = Anchor::middle});
    }
    for (int i = 0; i <= ticks(p.y); ++i) {
        const double v = p.y.low + i * p.y.step;
        canvas.line(p.at(p.x.low, v), p.at(p.x.high, v), std::abs(v) < p.y.step / 2 ? soft_ink : grid, 1.5);
        canvas.text({p.box.x - 8, p.at(p.x.low, v).y + 5}, label(v, p.y),
                    {.size = small, .colour = soft_ink, .anchor = Anchor::end});
    }
    canvas.text({p.box.x, p.box.y - 40}, title, {.size = large, .weight = Weight::bold});
    canvas.text({p.box.x, p.box.y - 14}, beside, {.size = small, .colour = soft_ink});
    canvas.text({p.box.x + p.box.width / 2, p.box.bottom() + 48}, below,
                {.size = small, .colour = soft_ink, .anchor = Anchor::middle});
}

void draw_dot(Canvas& canvas, Xy centre, double radius, const Paint& paint, std::string_view title = {}) {
    Path path;
    constexpr int corners = 16;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * 3.14159265358979323846 * i / corners;
        path.points.push_back({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
    }
    path.end_line();
    canvas.shape(path, paint, title);
}

const model::CostEffect* shown_effect(const ComparedScenario& scenario) {
    if (!scenario.costs) return nullptr;
    for (const auto& effect : scenario.costs->effects)
        if (effect.kind == model::Effect::years_with_gp) return &effect;
    return nullptr;
}

}  // namespace

void draw_plane(Canvas& canvas, const ComparisonReport& report, Language language) {
    const PlaneMessages& said = messages(language).plane;
    canvas.rect({0, 0, canvas.width(), canvas.height()}, {.fill = paper, .stroke = {}});
    std::vector<double> effects, costs, worth;
    for (const auto& scenario : report.scenarios)
        if (const auto* effect = shown_effect(scenario)) {
            for (const auto& point : effect->plane) {
                effects.push_back(point.effect);
                costs.push_back(point.cost / nok_million);
            }
            // Up to where the curve has come to rest, and one step more.
            for (std::size_t k = 0; k < effect->acceptability.size(); ++k) {
                worth.push_back(effect->acceptability[k].willingness / 1000);
                if (std::all_of(
                        effect->acceptability.begin() + static_cast<std::ptrdiff_t>(k == 0 ? 0 : k - 1),
                        effect->acceptability.end(), [&](const auto& point) {
                            return std::abs(point.chance - effect->acceptability.back().chance) < 0.01;
                        }))
                    break;
            }
        }
    const Chart plane{{110, 120, 460, 440}, axis_of(effects), axis_of(costs)};
    const Chart curve{{700, 120, 460, 440}, axis_of(worth), {0, 100, 20}};
    draw_axes(canvas, plane, said.title, said.effect, said.cost, language);
    draw_axes(canvas, curve, said.curve_title, said.willingness, said.chance, language);
    const auto colours = palette("okabe-ito", static_cast<int>(std::min<std::size_t>(
                                                  7, std::max<std::size_t>(2, report.scenarios.size()))));
    for (std::size_t i = 0; i < report.scenarios.size(); ++i) {
        const auto& scenario = report.scenarios[i];
        const auto* effect = shown_effect(scenario);
        if (!effect) continue;
        const Rgb colour = colours[i % colours.size()];
        double mean_effect = 0, mean_cost = 0;
        for (const auto& point : effect->plane) {
            draw_dot(canvas, plane.at(point.effect, point.cost / nok_million), 3,
                     {.fill = colour, .stroke = {}});
            mean_effect += point.effect / static_cast<double>(effect->plane.size());
            mean_cost += point.cost / nok_million / static_cast<double>(effect->plane.size());
        }
        draw_dot(canvas, plane.at(mean_effect, mean_cost), 8, {.fill = colour, .stroke = ink, .width = 2},
                 scenario.name);
        Path line{.points = {}, .start = {0}, .closed = false};
        for (const auto& point : effect->acceptability)
            if (point.willingness / 1000 <= curve.x.high)
                line.points.push_back(curve.at(point.willingness / 1000, 100 * point.chance));
        line.end_line();
        canvas.shape(line, {.fill = {}, .stroke = colour, .width = 3}, scenario.name);
        const double y = page_height - 44.0, x = 110 + 260.0 * static_cast<double>(i);
        draw_dot(canvas, {x, y - 5}, 7, {.fill = colour, .stroke = {}});
        canvas.text({x + 14, y}, scenario.name, {.size = small});
    }
    std::vector<NamedFutures> futures;
    for (const auto& scenario : report.scenarios) {
        if (futures.empty()) futures.push_back({report.reference, static_cast<int>(scenario.replicates_a)});
        futures.push_back({scenario.name, static_cast<int>(scenario.replicates_b)});
    }
    const bool single = std::any_of(futures.begin(), futures.end(), [](const auto& f) { return f.runs < 2; });
    canvas.text(
        {110, 40},
        joined({said.against(report.reference, month_text(report.first_month), month_text(report.month)),
                subject_of(report, language), single ? futures_text(futures, language) : ""}),
        {.size = small});
    canvas.text({110, page_height - 14.0}, said.legend, {.size = 13, .colour = soft_ink});
}

void draw_plane(const std::filesystem::path& path, const ComparisonReport& report, Language language) {
    if (std::none_of(report.scenarios.begin(), report.scenarios.end(),
                     [](const ComparedScenario& s) { return shown_effect(s) != nullptr; }))
        throw geo::InputError(path.string(),
                              "the files hold no costs to draw; expected files of `legekart run`");
    write_picture(path, page_width, page_height, messages(language).plane.title, language,
                  [&](Canvas& canvas) { draw_plane(canvas, report, language); });
}

}  // namespace viz
