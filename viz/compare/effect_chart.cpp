#include "viz/compare/effect_chart.hpp"

#include <algorithm>
#include <cmath>

#include "viz/picture.hpp"

namespace viz {
namespace {

constexpr double chart_width = 1200, margin = 40, label_width = 430, bar_height = 22, bar_row = 32;
constexpr double title_size = 28, panel_size = 20, text_size = 15;
constexpr double panel_head = 44, panel_foot = 56, title_height = 66, footer_height = 40;
constexpr Rgb pale{166, 200, 224}, strong{33, 102, 150};

double panel_height(const EffectPanel& panel) {
    return panel_head + bar_row * static_cast<double>(panel.bars.size()) + panel_foot;
}

/// 1, 2 or 5 times a power of ten: about four steps over `span`.
double tick_step(double span) {
    const double rough = span / 4, power = std::pow(10, std::floor(std::log10(rough)));
    const double times = rough / power;
    return power * (times < 1.5 ? 1 : times < 3.5 ? 2 : times < 7.5 ? 5 : 10);
}

/// Text cut to a width, with dots.
std::string shortened(std::string text, double room) {
    if (text_width(text, text_size) <= room) return text;
    while (!text.empty() && text_width(text + "…", text_size) > room) text.pop_back();
    return text + "…";
}

void draw_panel(Canvas& canvas, const EffectPanel& panel, double top, Language language) {
    const TextStyle head{.size = panel_size, .weight = Weight::bold};
    const TextStyle plain{.size = text_size};
    const TextStyle soft{.size = text_size, .colour = soft_ink, .anchor = Anchor::middle};
    canvas.text({margin, top + 24}, panel.title, head);
    double low = 0, high = 0;
    for (const auto& bar : panel.bars) {
        low = std::min({low, bar.low, bar.value});
        high = std::max({high, bar.high, bar.value});
    }
    if (!(high > low)) high = low + 1;
    const double left = margin + label_width, right = chart_width - margin;
    const auto x = [&](double value) { return left + (value - low) / (high - low) * (right - left); };
    const double first = top + panel_head, bottom = first + bar_row * static_cast<double>(panel.bars.size());
    const double step = tick_step(high - low);
    for (double k = std::ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; ++k) {
        const double value = k * step;
        canvas.line({x(value), first}, {x(value), bottom}, k == 0 ? border : land, k == 0 ? 1.5 : 1);
        canvas.text({x(value), bottom + 20}, format_number(value, decimals_of(step), language), soft);
    }
    canvas.text({(left + right) / 2, bottom + 42}, panel.axis, soft);
    double y = first + (bar_row - bar_height) / 2;
    for (const auto& bar : panel.bars) {
        const auto draw = [&](double value, Rgb colour) {
            canvas.rect({std::min(x(0), x(value)), y, std::abs(x(value) - x(0)), bar_height},
                        {colour, std::nullopt});
        };
        draw(bar.value, bar.inner ? pale : strong);
        if (bar.inner) draw(std::clamp(*bar.inner, 0.0, std::max(0.0, bar.value)), strong);
        const double middle = y + bar_height / 2;
        canvas.line({x(bar.low), middle}, {x(bar.high), middle}, ink, 2);
        for (const double end : {bar.low, bar.high})
            canvas.line({x(end), middle - 5}, {x(end), middle + 5}, ink, 2);
        canvas.text({margin, middle + 5}, shortened(bar.label, label_width - 20), plain);
        y += bar_row;
    }
}

}  // namespace

double height_of(const EffectChart& chart) {
    double height = title_height + footer_height;
    for (const auto& panel : chart.panels) height += panel_height(panel);
    return height;
}

void draw_effects(Canvas& canvas, const EffectChart& chart) {
    canvas.rect({0, 0, canvas.width(), canvas.height()}, {paper, std::nullopt});
    canvas.text({margin, 46}, chart.title, {.size = title_size, .weight = Weight::bold});
    double top = title_height;
    for (const auto& panel : chart.panels) {
        draw_panel(canvas, panel, top, chart.language);
        top += panel_height(panel);
    }
    canvas.text({margin, canvas.height() - 16}, chart.footer, {.size = 13, .colour = soft_ink});
}

void write_effects(const std::filesystem::path& path, const EffectChart& chart) {
    const auto across = static_cast<std::uint32_t>(chart_width),
               down = static_cast<std::uint32_t>(height_of(chart));
    write_picture(path, across, down, chart.title, chart.language,
                  [&](Canvas& canvas) { draw_effects(canvas, chart); });
}

}  // namespace viz
