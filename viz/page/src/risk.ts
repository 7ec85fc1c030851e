// The municipalities of the area that most futures find without enough GPs, and in how many of the futures.
import {areaName, Context, Section} from './context';
import {h} from './dom';
import {number} from './format';

const shown = 10;

export function risk(c: Context): Section | undefined {
    if (!c.report.scenarios.some(x => x.risk)) return undefined;
    const body = h('div', {}, ...content(c));
    return {
        element: h('section', {'aria-labelledby': 'risk-title'}, h('h2', {id: 'risk-title'}, c.w.risk), body),
        update: changed =>
            (changed.has('area') || changed.has('scenario')) && body.replaceChildren(...content(c)),
    };
}

function content(c: Context): Node[] {
    const {report, w} = c;
    const {language, area, scenario} = c.state;
    const row = report.scenarios[scenario].risk ? scenario : report.scenarios.findIndex(x => x.risk);
    const found = report.scenarios[row].risk!;
    const ranked = report
        .members(area)
        .filter(m => found.soon[m] !== null)
        .sort((a, b) => found.rank[a]! - found.rank[b]!)
        .slice(0, shown);
    const head = [w.municipality, w.riskSoon, w.riskMonths, w.riskSpell, w.riskLikely];
    return [
        h(
            'p',
            {id: 'risk-text'},
            w.riskText(
                areaName(report, area, language),
                c.labels[row],
                number(found.limit, 0, language),
                String(found.of),
            ),
        ),
        h(
            'div',
            {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': w.risk},
            h(
                'table',
                {class: 'plain', 'aria-describedby': 'risk-text'},
                h(
                    'thead',
                    {},
                    h(
                        'tr',
                        {},
                        ...head.map((text, i) => h('th', {scope: 'col', class: i ? 'n' : null}, text)),
                    ),
                ),
                h(
                    'tbody',
                    {},
                    ...ranked.map(m =>
                        h(
                            'tr',
                            {},
                            h('th', {scope: 'row'}, report.municipalities.name[m]),
                            h('td', {class: 'n'}, w.ofFutures(found.soon[m]!, found.of)),
                            h('td', {class: 'n'}, number(found.months[m]!, 1, language)),
                            h('td', {class: 'n'}, w.ofFutures(found.spell[m]!, found.of)),
                            h('td', {class: 'n'}, found.likely[m] === null ? '–' : String(found.likely[m])),
                        ),
                    ),
                ),
            ),
        ),
    ];
}
