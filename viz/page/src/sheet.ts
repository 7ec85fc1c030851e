// The fact sheet of a municipality, a county or the nation: one page of A4.
import {areaName, Context, currentIndicator, futuresOf, otherScenario, Section, singlesOf} from './context';
import {Chart, Line} from './chart';
import {h, s} from './dom';
import {dateText, decimalsOf, nameOf, number, shortDate, signed, unitOf} from './format';
import {Area, keyOf} from './report';
import {pageHeight, pageWidth} from './shapes';
import {placeMenu} from './mapsection';

/** What a fact sheet tells, as far as the file has it. */
const sheetIndicators = [
    'population',
    'patients',
    'percent_without_gp',
    'patients_without_gp',
    'patients_with_locum',
    'percent_on_no_list',
    'percent_over_30_minutes',
    'lists_total',
    'percent_vacant_lists',
    'lists_vacant_over_1_year',
    'mean_list_length',
    'reserve_capacity_index',
    'percent_open_lists',
    'gps_per_1000',
    'mean_gp_hours_week',
];

export function sheet(c: Context): Section {
    const {report} = c;
    const language = c.state.language;
    const several = report.scenarios.length > 1;
    const paper = h('article', {class: 'sheet', 'aria-labelledby': 'sheet-name'});
    const place = placeMenu(c, 'sheet-place');
    const nation: Area = {kind: 'nation', id: ''};

    function facts(area: Area): string {
        const m = report.members(area)[0];
        const all = report.municipalities;
        const people = number(report.areaSeries(0, 'population', area)[report.span(0)[0]], 0, language);
        const residents = report.indicators.has('population')
            ? c.w.residentsAt(people, dateText(report.firstMonth + report.span(0)[0], language))
            : '';
        if (area.kind === 'municipality')
            return [
                `${c.w.municipality} ${all.number[m]}`,
                all.county[m],
                c.w.centralityLongOf(String(all.centrality[m])),
                residents,
            ]
                .filter(Boolean)
                .join(' · ');
        return [
            area.kind === 'county' ? `${c.w.county} ${area.id}` : '',
            `${report.members(area).length} ${c.w.municipalities.toLowerCase()}`,
            residents,
        ]
            .filter(Boolean)
            .join(' · ');
    }

    function draw(): void {
        const {area, indicator} = c.state;
        const [first, last] = report.span();
        const date = (t: number) => shortDate(report.firstMonth + t, language);
        const names = sheetIndicators.filter(n => report.indicators.has(n));
        if (!names.includes(indicator)) names.push(indicator);
        const scenarios = report.scenarios.map((_, i) => i);
        const chosenMembers = report.members(area);
        const rows = names.map(name => {
            const info = report.indicator(name);
            const d = decimalsOf(info);
            const at = (i: number, t: number, where = area) => report.areaSeries(i, name, where)[t];
            const other = otherScenario(c.state);
            const change = several ? at(other, last) - at(0, last) : at(0, last) - at(0, first);
            const interval = report.interval(
                several ? 'paired' : 'change',
                several ? other : 0,
                name,
                last,
                area,
            );
            const range = (low: string, high: string) =>
                low === high ? null : h('span', {class: 'range'}, c.w.between(low, high));
            return h(
                'tr',
                {},
                h(
                    'th',
                    {scope: 'row'},
                    nameOf(info, language),
                    info.unit === '%' ? ' (%)' : info.unit.startsWith('hours') ? ` (${c.w.hours})` : '',
                ),
                h('td', {class: 'n'}, number(at(0, first), d, language)),
                ...scenarios.map(i => {
                    const band = report.band(i, name, last, area);
                    return h(
                        'td',
                        {class: 'n'},
                        number(at(i, last), d, language),
                        band ? range(number(band[0], d, language), number(band[1], d, language)) : null,
                    );
                }),
                h(
                    'td',
                    {class: 'n'},
                    signed(change, d, language),
                    !several || !interval
                        ? null
                        : interval.unsure
                          ? h('span', {class: 'range'}, c.w.noDifference)
                          : range(
                                signed(change - interval.half, d, language),
                                signed(change + interval.half, d, language),
                            ),
                ),
                area.kind === 'nation'
                    ? null
                    : h('td', {class: 'n'}, info.numerator ? number(at(0, last, nation), d, language) : ''),
            );
        });
        const info = currentIndicator(c);
        const colours = ['#0a5c91', '#b34700', '#00785a', '#8f4a73'];
        const joined = report.isYearly(indicator);
        const lines: Line[] = scenarios.map(i => {
            const bands = Array.from(
                {length: report.timePoints},
                (_, t) => report.band(i, indicator, t, area) ?? [NaN, NaN],
            );
            return {
                label: c.labels[i],
                values: report.areaSeries(i, indicator, area),
                colour: colours[i % 4],
                dashed: i > 0,
                joined,
                low: bands.map(b => b[0]),
                high: bands.map(b => b[1]),
            };
        });
        const withNation: Line[] =
            area.kind !== 'nation' && info.numerator
                ? [
                      ...lines,
                      {
                          label: `${c.w.nation} (${c.labels[0]})`,
                          values: report.areaSeries(0, indicator, nation),
                          colour: '#8a9199',
                          faint: true,
                          joined,
                      },
                  ]
                : lines;
        const chart = new Chart({
            lines: withNation,
            firstMonth: report.firstMonth,
            timePoints: report.timePoints,
            language,
            decimals: decimalsOf(info),
            label: `${areaName(report, area, language)}: ${nameOf(info, language)}`,
        });
        chart.svg.querySelector('.marker')?.remove();
        const locator = s(
            'svg',
            {
                viewBox: `0 0 ${pageWidth} ${pageHeight}`,
                class: 'locator',
                role: 'img',
                'aria-label': c.w.whereInCountry,
            },
            s('path', {d: c.shapes.paths.join(''), class: 'land'}),
            area.kind === 'nation'
                ? null
                : s('path', {d: chosenMembers.map(m => c.shapes.paths[m]).join(''), class: 'here'}),
        );
        const box = area.kind === 'municipality' ? c.shapes.boxes[chosenMembers[0]] : undefined;
        if (box)
            locator.append(
                s('circle', {cx: (box.x0 + box.x1) / 2, cy: (box.y0 + box.y1) / 2, r: 34, class: 'ring'}),
            );
        const credits = [
            ...new Set(report.scenarios.flatMap(x => x.inputs.map(i => i.attribution)).filter(Boolean)),
        ].join('; ');
        paper.replaceChildren(
            h(
                'header',
                {class: 'sheet-head'},
                h(
                    'div',
                    {},
                    h('p', {class: 'kicker'}, `${c.w.sheet} · ${c.w.title}`),
                    h('h3', {id: 'sheet-name'}, areaName(report, area, language)),
                    h('p', {}, facts(area)),
                    h(
                        'p',
                        {class: 'small'},
                        [
                            c.w.simulatedAlone,
                            ...(several ? c.labels.map((l, i) => (i ? l : c.w.comparedWith(l))) : c.labels),
                            futuresOf(c),
                        ]
                            .filter(Boolean)
                            .join(' · '),
                    ),
                ),
                locator,
            ),
            h(
                'div',
                {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': c.w.sheet},
                h(
                    'table',
                    {class: 'plain'},
                    h(
                        'thead',
                        {},
                        h(
                            'tr',
                            {},
                            h('th', {scope: 'col'}, c.w.indicator),
                            h('th', {scope: 'col', class: 'n'}, date(first)),
                            ...scenarios.map(i =>
                                h(
                                    'th',
                                    {scope: 'col', class: 'n'},
                                    several ? `${date(last)}, ${c.labels[i]}` : date(last),
                                ),
                            ),
                            h('th', {scope: 'col', class: 'n'}, several ? c.w.difference : c.w.changeShort),
                            area.kind === 'nation'
                                ? null
                                : h('th', {scope: 'col', class: 'n'}, `${c.w.nationEnd}, ${date(last)}`),
                        ),
                    ),
                    h('tbody', {}, ...rows),
                ),
            ),
            h(
                'figure',
                {},
                h(
                    'figcaption',
                    {},
                    h('strong', {}, nameOf(info, language)),
                    h('span', {class: 'unit'}, ` ${unitOf(info, language)}`),
                ),
                chart.svg,
                h(
                    'ul',
                    {class: 'keys'},
                    ...withNation.map(l =>
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
            h(
                'p',
                {class: 'small'},
                [c.w.sheetNote, report.mean ? c.w.sheetIntervals : '', singlesOf(c, c.w.sheetSingle)]
                    .filter(Boolean)
                    .join(' '),
            ),
            h(
                'p',
                {class: 'small'},
                `${c.w.source}: ${credits}. Legekart ${report.scenarios[0].version}, ${report.scenarios.map(x => `${x.file} (${c.w.seed.toLowerCase()} ${x.seed})`).join(', ')}.`,
            ),
        );
        place.value = keyOf(area);
    }

    const print = () => {
        document.body.classList.add('print-sheet');
        window.print();
    };
    window.addEventListener('afterprint', () => document.body.classList.remove('print-sheet'));
    return {
        element: h(
            'section',
            {'aria-labelledby': 'sheet-title', class: 'sheet-section'},
            h('h2', {id: 'sheet-title'}, c.w.sheet),
            h(
                'div',
                {class: 'controls'},
                h('label', {for: 'sheet-place'}, c.w.place, place),
                h('button', {class: 'print', click: print}, c.w.print),
            ),
            paper,
        ),
        settle: draw,
    };
}
