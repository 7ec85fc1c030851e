// Time charts: the nation, the chosen place, the centrality classes, the counties.
import {areaName, Context, currentIndicator, futuresOf, otherScenario, Section} from './context';
import {Chart, Line} from './chart';
import {h} from './dom';
import {capitalised, decimalsOf, nameOf, number, unitOf} from './format';
import {Area, keyOf} from './report';
import {State} from './state';

/** Okabe and Ito's colours, told apart by everybody; darkened where they would be pale on white. */
const strong = ['#0a5c91', '#b34700', '#00785a', '#8f4a73', '#6b6000', '#4d4d4d'];

export function charts(c: Context): Section {
    const {report} = c;
    const language = c.state.language;
    const grid = h('div', {class: 'charts'});
    let drawn: Chart[] = [];

    const scenarioLines = (area: Area): Line[] =>
        c.labels.map((label, s) => {
            const bands = Array.from(
                {length: report.timePoints},
                (_, t) => report.band(s, c.state.indicator, t, area) ?? [NaN, NaN],
            );
            return {
                label,
                values: report.areaSeries(s, c.state.indicator, area),
                colour: strong[s % strong.length],
                dashed: s > 0,
                joined: joined(),
                ...(bands.some(([low]) => !Number.isNaN(low))
                    ? {low: bands.map(b => b[0]), high: bands.map(b => b[1])}
                    : {}),
            };
        });
    const joined = () => report.isYearly(c.state.indicator);

    function figure(title: string, lines: Line[], keys: Line[]): void {
        const indicator = currentIndicator(c);
        const decimals = decimalsOf(indicator);
        const main = keys[0] ?? lines[0];
        const ends = [main.values[0], main.values[main.values.length - 1]].map(v =>
            number(v, decimals, language),
        );
        const chart = new Chart({
            lines,
            firstMonth: report.firstMonth,
            timePoints: report.timePoints,
            language,
            decimals,
            label: `${title}. ${nameOf(indicator, language)}. ${main.label}: ${ends[0]} – ${ends[1]}`,
            point: (content, event) => c.tooltip(content, event && {x: event.clientX, y: event.clientY}),
        });
        drawn.push(chart);
        grid.append(
            h(
                'figure',
                {},
                h(
                    'figcaption',
                    {},
                    h('strong', {}, title),
                    h('span', {class: 'unit'}, ` ${unitOf(indicator, language)}`),
                ),
                chart.svg,
                h(
                    'ul',
                    {class: 'keys'},
                    ...keys.map(l =>
                        h(
                            'li',
                            {},
                            h('span', {
                                class: l.dashed ? 'key dashed' : 'key',
                                style: `border-color:${l.colour}`,
                            }),
                            l.label,
                        ),
                    ),
                ),
            ),
        );
    }

    function draw(): void {
        drawn = [];
        grid.replaceChildren();
        const {state} = c;
        const national: Area = {kind: 'nation', id: ''};
        const nationLines = scenarioLines(national);
        figure(c.w.nation, nationLines, nationLines);
        if (state.area.kind !== 'nation') {
            const lines = scenarioLines(state.area);
            figure(areaName(report, state.area, language), lines, lines);
        }
        const scenario =
            state.view === 'side' || state.view === 'diff' ? otherScenario(state) : state.scenario;
        const suffix = report.scenarios.length > 1 ? ` – ${c.labels[scenario]}` : '';
        const ofArea = (area: Area, i: number): Line => ({
            label: areaName(report, area, language),
            values: report.areaSeries(scenario, state.indicator, area),
            colour: strong[i % strong.length],
            joined: joined(),
        });
        const classes = report.classes().map((area, i) => ({...ofArea(area, i), dashed: i % 2 === 1}));
        figure(c.w.byClass + suffix, classes, classes);
        const county = report.countyOf(state.area);
        const marked = county ? keyOf(county) : '';
        const counties = report
            .counties()
            .map(area =>
                keyOf(area) === marked
                    ? ofArea(area, 1)
                    : {...ofArea(area, 5), colour: '#8a9199', faint: true},
            );
        const keys = counties.filter(l => !l.faint);
        figure(
            c.w.byCounty + suffix,
            [...counties.filter(l => l.faint), ...keys],
            [
                ...keys,
                {
                    ...nationLines[0],
                    label: c.w.eachCounty,
                    colour: '#8a9199',
                    dashed: false,
                },
            ],
        );
        move();
    }
    const move = () => drawn.forEach(chart => chart.show(c.state.t));
    return {
        element: h(
            'section',
            {'aria-labelledby': 'charts-title'},
            h('h2', {id: 'charts-title'}, c.w.charts),
            report.mean ? h('p', {class: 'small'}, c.w.bands) : null,
            futuresOf(c) ? h('p', {class: 'small'}, `${capitalised(futuresOf(c))}.`) : null,
            grid,
        ),
        update(changed: Set<keyof State>) {
            if (['indicator', 'area', 'scenario', 'view'].some(k => changed.has(k as keyof State))) draw();
            else move();
        },
    };
}
