#include <algorithm>
#include <cmath>
#include <utility>

#include "viz/map/map_parts.hpp"
#include "viz/messages.hpp"

namespace viz {
namespace {

// All in units of the text size.
constexpr double row_height = 1.75, swatch_width = 2.1, swatch_height = 1.3, gap = 0.6, title_line = 1.4;

struct Measured {
    std::vector<std::string> title, unit;
    double label_width = 0, count_width = 0, width = 0, height = 0;
};

Measured measure(const Legend& legend, double widest, double em) {
    Measured m;
    m.title = wrapped(legend.title, widest, em, Weight::bold);
    m.unit = wrapped(legend.unit, widest, 0.9 * em, Weight::regular);
    for (const auto& row : legend.rows) {
        m.label_width = std::max(m.label_width, text_width(row.label, em));
        if (!row.count.empty()) m.count_width = std::max(m.count_width, text_width(row.count, 0.9 * em));
    }
    m.width = (swatch_width + gap) * em + m.label_width;
    if (m.count_width > 0) m.width += 1.5 * em + m.count_width;
    m.width = std::max(m.width, text_width(legend.count_title, 0.8 * em));
    for (const auto& line : m.title) m.width = std::max(m.width, text_width(line, em, Weight::bold));
    for (const auto& line : m.unit) m.width = std::max(m.width, text_width(line, 0.9 * em));
    m.height =
        (static_cast<double>(m.title.size()) * title_line + static_cast<double>(m.unit.size()) * 1.3 +
         (legend.count_title.empty() ? 0.2 : 1.3) + static_cast<double>(legend.rows.size()) * row_height) *
        em;
    return m;
}

void draw_swatch(Canvas& canvas, const LegendRow& row, Xy at, double em) {
    const Box swatch{at.x, at.y, swatch_width * em, swatch_height * em};
    canvas.rect(swatch, {.fill = row.colour, .stroke = border, .width = 0.04 * em});
    if (!row.hatch) return;
    Path outline;
    outline.points = {{swatch.x, swatch.y},
                      {swatch.right(), swatch.y},
                      {swatch.right(), swatch.bottom()},
                      {swatch.x, swatch.bottom()}};
    outline.end_line();
    canvas.hatch(outline, hatch_ink, 0.3 * em, 0.06 * em, *row.hatch);
}

}  // namespace

Legend make_legend(const Look& look, const MapSpec& spec, std::span<const double> shown,
                   std::string_view things, std::size_t uncertain, bool with_counts) {
    const MapMessages& said = messages(spec.language).map;
    Legend legend{spec.legend_title, spec.unit, with_counts ? std::string(things) : "", {}};
    if (legend.title.empty()) {  // the unit says it all
        std::swap(legend.title, legend.unit);
        legend.title = capitalised(std::move(legend.title));
    }
    const auto labels = class_labels(look.classes, spec.language);
    const auto counts = class_counts(look.classes, shown);
    const auto count = [&](std::uint32_t n) {
        return with_counts ? format_number(n, 0, spec.language) : std::string();
    };
    for (std::size_t i = 0; i < labels.size(); ++i)
        legend.rows.push_back({look.colours[i], {}, labels[i], count(counts[i])});
    const auto missing = std::count_if(shown.begin(), shown.end(), [](double v) { return std::isnan(v); });
    if (missing > 0)
        legend.rows.push_back({no_data, Hatch::rising, spec.no_value.empty() ? said.no_data : spec.no_value,
                               count(static_cast<std::uint32_t>(missing))});
    if (uncertain > 0)
        legend.rows.push_back(
            {may_be_chance, {}, said.uncertain, count(static_cast<std::uint32_t>(uncertain))});
    return legend;
}

Xy legend_size(const Legend& legend, double widest, double em) {
    const Measured m = measure(legend, widest, em);
    return {m.width, m.height};
}

void draw_legend(Canvas& canvas, const Legend& legend, Xy at, double widest, double em) {
    const Measured m = measure(legend, widest, em);
    double y = at.y;
    for (const auto& line : m.title) {
        canvas.text({at.x, y + em}, line, {.size = em, .weight = Weight::bold});
        y += title_line * em;
    }
    for (const auto& line : m.unit) {
        canvas.text({at.x, y + 0.95 * em}, line, {.size = 0.9 * em, .colour = soft_ink});
        y += 1.3 * em;
    }
    const double count_right = at.x + (swatch_width + gap + 1.5) * em + m.label_width + m.count_width;
    if (!legend.count_title.empty()) {
        const double size = 0.8 * em, width = text_width(legend.count_title, size);
        canvas.text({std::max(count_right, at.x + width), y + 0.85 * em}, legend.count_title,
                    {.size = size, .colour = soft_ink, .anchor = Anchor::end});
        y += 1.3 * em;
    } else {
        y += 0.2 * em;
    }
    for (const auto& row : legend.rows) {
        draw_swatch(canvas, row, {at.x, y + (row_height - swatch_height) / 2 * em}, em);
        const double baseline = y + (row_height / 2 + 0.36) * em;
        canvas.text({at.x + (swatch_width + gap) * em, baseline}, row.label, {.size = em});
        if (!row.count.empty())
            canvas.text({count_right, baseline}, row.count,
                        {.size = 0.9 * em, .colour = soft_ink, .anchor = Anchor::end});
        y += row_height * em;
    }
}

double draw_wide_legend(Canvas& canvas, const Legend& legend, Xy at, double width, double em) {
    double x = at.x, y = at.y;
    const auto words = [&](const std::string& text, const TextStyle& style) {
        const double wide = text_width(text, style.size, style.weight);
        if (x > at.x && x + wide > at.x + width) x = at.x, y += row_height * em;
        canvas.text({x, y + (row_height / 2 + 0.36) * em}, text, style);
        x += wide + 1.4 * em;
    };
    if (!legend.title.empty()) words(legend.title, {.size = em, .weight = Weight::bold});
    if (!legend.unit.empty()) words(legend.unit, {.size = 0.9 * em, .colour = soft_ink});
    for (const auto& row : legend.rows) {
        const double swatch = (swatch_width + gap) * em;
        if (x > at.x && x + swatch + text_width(row.label, em) > at.x + width) x = at.x, y += row_height * em;
        draw_swatch(canvas, row, {x, y + (row_height - swatch_height) / 2 * em}, em);
        x += swatch;
        words(row.label, {.size = em});
    }
    return y + row_height * em - at.y;
}

ScaleBar make_scale_bar(const Projection& projection, double widest, Language language) {
    const double most = widest / projection.pixels_per_m();
    const double power = std::pow(10.0, std::floor(std::log10(most)));
    double metres = power;
    for (double factor : {2.0, 5.0})
        if (factor * power <= most) metres = factor * power;
    const std::string label = metres >= 1000 ? format_number(metres / 1000, 0, language) + " km"
                                             : format_number(metres, 0, language) + " m";
    return {metres * projection.pixels_per_m(), label};
}

void draw_scale_bar(Canvas& canvas, const ScaleBar& bar, Xy at, double em) {
    Path path;
    path.closed = false;
    path.points = {{at.x, at.y - 0.4 * em},
                   {at.x, at.y},
                   {at.x + bar.pixels, at.y},
                   {at.x + bar.pixels, at.y - 0.4 * em}};
    path.end_line();
    canvas.shape(path, {.fill = {}, .stroke = ink, .width = 0.09 * em});
    canvas.text({at.x + bar.pixels / 2, at.y - 0.35 * em}, bar.label,
                {.size = 0.8 * em, .anchor = Anchor::middle, .halo = true});
}

}  // namespace viz
