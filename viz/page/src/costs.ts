// Cost against effect, one point per scenario compared with the first. Only where the files count money spent on
// measures: indicators named cost_…, NOK per month, by municipality.
import {Context, Section} from './context';
import {h, s} from './dom';
import {number} from './format';
import {ticks} from './chart';
import {Area} from './report';

const nation: Area = {kind: 'nation', id: ''};

export function costs(c: Context): Section | undefined {
    const {report} = c, language = c.state.language, names = [...report.indicators.keys()].filter(n => n.startsWith('cost_'));
    if (!names.length || report.scenarios.length < 2 || !report.indicators.has('patients_with_gp')) return undefined;
    const [first, last] = report.span(), total = (i: number, name: string) => {
        let sum = 0;
        for (let t = first + 1; t <= last; t++) sum += report.areaSeries(i, name, nation)[t] || 0;
        return sum;
    };
    const points = c.labels.map((label, i) => ({label, cost: names.reduce((sum, n) => sum + total(i, n) - total(0, n), 0) / 1e6,
        years: (total(i, 'patients_with_gp') - total(0, 'patients_with_gp')) / 12}));
    const width = 620, height = 320, left = 80, bottom = 44, right = 150, top = 16;
    const scale = (values: number[], from: number, to: number) => {
        const marks = ticks(Math.min(0, ...values), Math.max(0, ...values)), low = marks[0], high = marks[marks.length - 1];
        return {marks, at: (v: number) => from + ((to - from) * (v - low)) / (high - low)};
    };
    const x = scale(points.map(p => p.cost), left, width - right), y = scale(points.map(p => p.years), height - bottom, top);
    const unit = language === 'no' ? 'mill. kr' : 'NOK million';
    const chart = s('svg', {viewBox: `0 0 ${width} ${height}`, class: 'chart', role: 'img',
        'aria-label': points.map(p => `${p.label}: ${number(p.cost, 1, language)} ${unit}, ${number(p.years, 0, language)}`).join('; ')});
    for (const v of y.marks) chart.append(s('line', {class: 'grid', x1: left, x2: width - right, y1: y.at(v), y2: y.at(v)}),
        s('text', {x: left - 8, y: y.at(v) + 4, 'text-anchor': 'end'}, number(v, 0, language)));
    for (const v of x.marks) chart.append(s('line', {class: 'grid', x1: x.at(v), x2: x.at(v), y1: top, y2: height - bottom}),
        s('text', {x: x.at(v), y: height - bottom + 16, 'text-anchor': 'middle'}, number(v, x.marks[1] - x.marks[0] < 1 ? 1 : 0, language)));
    chart.append(s('text', {x: (left + width - right) / 2, y: height - 8, 'text-anchor': 'middle'}, `${c.w('costX')} (${unit})`));
    for (const p of points) chart.append(s('circle', {cx: x.at(p.cost), cy: y.at(p.years), r: 5, fill: '#0a5c91'}), s('text', {x: x.at(p.cost) + 9, y: y.at(p.years) + 4}, p.label));
    return {element: h('section', {'aria-labelledby': 'costs-title'}, h('h2', {id: 'costs-title'}, c.w('costs')),
        h('figure', {class: 'costs'}, h('figcaption', {}, c.w('costY')), chart))};
}
