// Method and sources, last: where every number comes from.
import {Context, Section, titleOf} from './context';
import {h} from './dom';
import {dateText} from './format';

export function methods(c: Context): Section {
    const {report} = c;
    const language = c.state.language;
    const {scenarios} = report;
    const scroll = (label: string, content: Node) =>
        h('div', {class: 'scroll tall', tabindex: 0, role: 'region', 'aria-label': label}, content);
    const head = (...names: string[]) =>
        h('thead', {}, h('tr', {}, ...names.map(n => h('th', {scope: 'col'}, n))));
    // A parameter's own number, as the file has it: a decimal point in both languages, as in scenario files.
    const plain = (v: number | undefined) => (v === undefined ? '–' : String(v));

    const runs = h(
        'table',
        {class: 'plain'},
        head(c.w.scenario, c.w.file, c.w.period, c.w.seed, c.w.version),
        h(
            'tbody',
            {},
            ...scenarios.map((x, i) => {
                const [a, b] = report.span(i);
                return h(
                    'tr',
                    {},
                    h('th', {scope: 'row'}, titleOf(x, language)),
                    h('td', {}, x.file),
                    h(
                        'td',
                        {},
                        `${dateText(report.firstMonth + a, language)} – ${dateText(report.firstMonth + b, language)}`,
                    ),
                    h('td', {}, x.seed),
                    h(
                        'td',
                        {},
                        `Legekart ${x.version} (${x.git_commit}), ${[x.compiler, ...x.libraries].join(', ')}`,
                    ),
                );
            }),
        ),
    );

    const names = [...new Set(scenarios.flatMap(x => x.parameters.map(p => p[0])))];
    const tables = scenarios.map(x => new Map(x.parameters.map(p => [p[0], p])));
    const row = (name: string) => {
        const p = tables.map(t => t.get(name)).find(Boolean)!;
        return h(
            'tr',
            {},
            h('th', {scope: 'row'}, h('code', {}, name)),
            ...tables.map(t => h('td', {class: 'n'}, plain(t.get(name)?.[1]))),
            h('td', {}, p[2]),
            h('td', {}, p[3]),
        );
    };
    const differing = names.filter(n => new Set(tables.map(t => t.get(n)?.[1])).size > 1);
    const parameterHead = () =>
        head(c.w.parameter, ...(scenarios.length > 1 ? c.labels : [c.w.value]), c.w.unit, c.w.source);

    const inputs = scenarios[0].inputs;
    const credits = [...new Set(scenarios.flatMap(x => x.inputs.map(i => i.attribution)).filter(Boolean))];
    return {
        element: h(
            'section',
            {'aria-labelledby': 'methods-title'},
            h('h2', {id: 'methods-title'}, c.w.methods),
            ...c.w.methodsIntro.map(t => h('p', {}, t)),
            scroll(c.w.scenario, runs),
            differing.length ? h('h3', {}, c.w.differing) : null,
            differing.length
                ? scroll(
                      c.w.differing,
                      h('table', {class: 'plain'}, parameterHead(), h('tbody', {}, ...differing.map(row))),
                  )
                : null,
            h('h3', {}, c.w.sources),
            ...credits.map(t => h('p', {}, t)),
            scroll(
                c.w.sources,
                h(
                    'table',
                    {class: 'plain'},
                    head(c.w.file, c.w.what, c.w.source, c.w.licence, c.w.retrieved, 'SHA-256'),
                    h(
                        'tbody',
                        {},
                        ...inputs.map(i =>
                            h(
                                'tr',
                                {},
                                h('th', {scope: 'row'}, i.table),
                                h('td', {}, i.what),
                                h('td', {}, i.origin),
                                h('td', {}, i.licence),
                                h('td', {}, i.retrieved),
                                h('td', {}, h('code', {title: i.sha256}, i.sha256.slice(0, 12))),
                            ),
                        ),
                    ),
                ),
            ),
            h(
                'details',
                {},
                h('summary', {}, `${c.w.parameters} (${names.length})`),
                scroll(
                    c.w.parameters,
                    h('table', {class: 'plain'}, parameterHead(), h('tbody', {}, ...names.map(row))),
                ),
            ),
            ...scenarios.map((x, i) =>
                h(
                    'details',
                    {},
                    h('summary', {}, `${c.w.scenarioText}: ${c.labels[i]}`),
                    h('pre', {tabindex: 0}, x.scenario),
                ),
            ),
        ),
    };
}
