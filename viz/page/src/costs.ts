// Cost against effect, one point per scenario compared with the first: what the state and the municipalities pay more over the
// whole period, and how many more person-years have a GP.
import {areaName, Context, Section, singlesOf} from './context';
import {h, s} from './dom';
import {number, signed} from './format';
import {ticks} from './chart';
import {Indicator} from './indicator';
import {differenceInterval, holdsZero, partners, seedsOf} from './spread';

interface Outcome {
    label: string;
    /** Million NOK: state, municipalities, both. */
    costs: Estimate[];
    /** Person-years. */
    years: Estimate;
    /** NOK per person-year; undefined where there is no demonstrable gain. */
    price?: number;
    /** One per pair of runs, for the picture. */
    runs: {cost: number; years: number}[];
}
interface Estimate {
    mean: number;
    half: number;
    unsure: boolean;
}

export function costs(c: Context): Section | undefined {
    const {report} = c;
    const {scenarios} = report;
    const whole = scenarios.every((_, i) => report.span(i).join() === report.span().join());
    const counts = (balance: Indicator['balance']) =>
        [...report.indicators.values()].filter(i => i.balance === balance).map(i => i.name);
    const lack = counts('lack');
    const payers = [counts('state'), counts('municipality')];
    const known = (names: string[]) =>
        names.length > 0 && names.every(name => scenarios.every(x => x.period(name, 0).length));
    if (scenarios.length < 2 || !whole || ![lack, ...payers].every(known)) return undefined;

    const body = h('div', {}, ...content(c, lack, payers));
    return {
        element: h(
            'section',
            {'aria-labelledby': 'costs-title'},
            h('h2', {id: 'costs-title'}, c.w.costs),
            body,
        ),
        update: changed => changed.has('area') && body.replaceChildren(...content(c, lack, payers)),
    };
}

/** Of the chosen area; of a municipality its county's, since single ones are not kept. */
function content(c: Context, lack: string[], payers: string[][]): Node[] {
    const {report} = c;
    const language = c.state.language;
    const {scenarios} = report;
    const row = report.largeRow(c.state.area);
    const runsOf = (i: number, name: string) => Array.from(scenarios[i].period(name, row));
    const outcomes = scenarios.slice(1).map((x, k): Outcome => {
        const pairs = partners(seedsOf(scenarios[0]), seedsOf(x));
        const total = (i: number, names: string[], unit: number) => {
            const all = runsOf(i, names[0]).map((_, r) =>
                names.reduce((sum, name) => sum + runsOf(i, name)[r] / unit, 0),
            );
            return i && pairs ? pairs.map(r => all[r]) : all;
        };
        const compare = (names: string[], unit: number): Estimate => {
            const found = differenceInterval(
                total(0, names, unit),
                total(k + 1, names, unit),
                pairs !== undefined,
            );
            return {...found, unsure: holdsZero(found)};
        };
        const sums = [...payers, payers.flat()].map(names => compare(names, 1000));
        const years = compare(lack, -12);
        const more = (names: string[], unit: number) => {
            const base = total(0, names, unit);
            return total(k + 1, names, unit).map((v, r) => v - base[r]);
        };
        const cost = more(payers.flat(), 1000);
        const gained = more(lack, -12);
        const runs = pairs ? cost.map((v, r) => ({cost: v, years: gained[r]})) : [];
        const gain = years.mean > 0 && !years.unsure;
        return {
            label: c.labels[k + 1],
            costs: sums,
            years,
            runs,
            ...(gain ? {price: (sums[2].mean * 1e6) / years.mean} : {}),
        };
    });
    const single = singlesOf(c, c.w.costsSingle);
    const judged = outcomes.filter(o => !Number.isNaN(o.years.half));
    const paired = judged.every(o => o.runs.length > 0);
    const million = c.w.millionNok;

    const cell = (e: Estimate, decimals: number) =>
        h(
            'td',
            {class: 'n'},
            signed(e.mean, decimals, language),
            Number.isNaN(e.half)
                ? null
                : h(
                      'span',
                      {class: 'range'},
                      e.unsure
                          ? c.w.noDifference
                          : c.w.between(
                                signed(e.mean - e.half, decimals, language),
                                signed(e.mean + e.half, decimals, language),
                            ),
                  ),
        );
    const price = (o: Outcome) =>
        o.price === undefined
            ? '–'
            : o.price <= 0
              ? c.w.cheaper
              : `${number(Math.round(o.price / 100) * 100, 0, language)} ${c.w.nok}`;
    const head = [
        c.w.scenario,
        `${c.w.costState} (${million})`,
        `${c.w.costMunicipality} (${million})`,
        `${c.w.costBoth} (${million})`,
        c.w.costY,
        c.w.costPerYear,
    ];
    const table = h(
        'div',
        {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': c.w.costs},
        h(
            'table',
            {class: 'plain', 'aria-describedby': 'costs-text'},
            h(
                'thead',
                {},
                h('tr', {}, ...head.map((text, i) => h('th', {scope: 'col', class: i ? 'n' : null}, text))),
            ),
            h(
                'tbody',
                {},
                ...outcomes.map(o =>
                    h(
                        'tr',
                        {},
                        h('th', {scope: 'row'}, o.label),
                        ...o.costs.map(e => cell(e, 0)),
                        cell(o.years, 0),
                        h('td', {class: 'n'}, price(o)),
                    ),
                ),
            ),
        ),
    );
    const area = report.large[row];
    return [
        h(
            'p',
            {id: 'costs-text'},
            c.w.costsAgainst(c.labels[0], areaName(report, {kind: area.kind, id: area.number}, language)),
        ),
        table,
        h('figure', {class: 'costs'}, h('figcaption', {}, c.w.costY), picture(c, outcomes, million)),
        ...(single ? [h('p', {class: 'note'}, single)] : []),
        ...(judged.length ? [h('p', {class: 'small'}, paired ? c.w.costsRuns : c.w.costsUnpaired)] : []),
    ];
}

function picture(c: Context, outcomes: Outcome[], million: string): SVGSVGElement {
    const width = 680;
    const height = 330;
    const left = 84;
    const bottom = 46;
    const right = 26;
    const top = 16;
    const {language} = c.state;
    const edges = (e: Estimate) => (Number.isNaN(e.half) ? [e.mean] : [e.mean - e.half, e.mean + e.half]);
    const scale = (values: number[], from: number, to: number) => {
        const marks = ticks(Math.min(0, ...values), Math.max(0, ...values));
        const low = marks[0];
        const high = marks[marks.length - 1];
        return {marks, at: (v: number) => from + ((to - from) * (v - low)) / (high - low)};
    };
    const x = scale(
        outcomes.flatMap(o => [...edges(o.costs[2]), ...o.runs.map(r => r.cost)]),
        left,
        width - right,
    );
    const y = scale(
        outcomes.flatMap(o => [...edges(o.years), ...o.runs.map(r => r.years)]),
        height - bottom,
        top,
    );
    const chart = s('svg', {
        viewBox: `0 0 ${width} ${height}`,
        class: 'chart',
        role: 'img',
        'aria-label': outcomes
            .map(
                o =>
                    `${o.label}: ${signed(o.costs[2].mean, 0, language)} ${million}, ${signed(o.years.mean, 0, language)} ${c.w.costY.toLowerCase()}`,
            )
            .join('; '),
    });
    for (const v of y.marks)
        chart.append(
            s('line', {
                class: v === 0 ? 'axis' : 'grid',
                x1: left,
                x2: width - right,
                y1: y.at(v),
                y2: y.at(v),
            }),
            s('text', {x: left - 8, y: y.at(v) + 4, 'text-anchor': 'end'}, number(v, 0, language)),
        );
    for (const v of x.marks)
        chart.append(
            s('line', {
                class: v === 0 ? 'axis' : 'grid',
                x1: x.at(v),
                x2: x.at(v),
                y1: top,
                y2: height - bottom,
            }),
            s(
                'text',
                {x: x.at(v), y: height - bottom + 16, 'text-anchor': 'middle'},
                number(v, x.marks[1] - x.marks[0] < 1 ? 1 : 0, language),
            ),
        );
    chart.append(
        s(
            'text',
            {x: (left + width - right) / 2, y: height - 8, 'text-anchor': 'middle'},
            `${c.w.costX} (${million})`,
        ),
    );
    outcomes.forEach((o, i) => {
        const colour = ['#b34700', '#00785a', '#8f4a73', '#0a5c91'][i % 4];
        const px = x.at(o.costs[2].mean);
        const py = y.at(o.years.mean);
        if (o.runs.length > 1)
            for (const r of o.runs)
                chart.append(
                    s('circle', {cx: x.at(r.cost), cy: y.at(r.years), r: 2.6, fill: colour, opacity: 0.35}),
                );
        const [x0, x1] = edges(o.costs[2]);
        const [y0, y1] = edges(o.years);
        if (x1 !== undefined)
            chart.append(
                s('line', {x1: x.at(x0), x2: x.at(x1), y1: py, y2: py, stroke: colour, 'stroke-width': 2}),
                s('line', {x1: px, x2: px, y1: y.at(y0), y2: y.at(y1), stroke: colour, 'stroke-width': 2}),
            );
        const late = px > (left + width - right) / 2;
        chart.append(
            s('circle', {cx: px, cy: py, r: 5.5, fill: colour}),
            s(
                'text',
                {class: 'name', x: px + (late ? -11 : 11), y: py - 9, 'text-anchor': late ? 'end' : 'start'},
                o.label,
            ),
        );
    });
    return chart;
}
