// The key findings in plain words, before any picture. Every number is computed here from the file's values.
import {areaName, Context, otherScenario, Section} from './context';
import {h} from './dom';
import {changeUnit, dateText, decimalsOf, nameOf, number, signed} from './format';
import {Area} from './report';
import {coverage} from './text';

const lead = 'percent_without_gp';
const leadCount = 'patients_without_gp';
const nation: Area = {kind: 'nation', id: ''};

interface Change {
    area: Area;
    from: number;
    to: number;
    /** Chance alone may explain it. */
    unsure: boolean;
}

export function findings(c: Context): Section {
    const body = h('div', {class: 'findings'});
    return {
        element: h(
            'section',
            {'aria-labelledby': 'findings-title'},
            h('h2', {id: 'findings-title'}, c.w('findings')),
            body,
        ),
        // Among three scenarios or more the choice says which one is compared with the first.
        update: changed => changed.has('scenario') && body.replaceChildren(...paragraphs(c)),
    };
}

function paragraphs(c: Context): Node[] {
    const body = h('div');
    const {report, labels} = c;
    const language = c.state.language;
    const no = language === 'no';
    const several = report.scenarios.length > 1;
    const [first, last] = report.span();
    const other = otherScenario(c.state);
    const has = (name: string) => report.indicators.has(name);
    const date = (t: number) => dateText(report.firstMonth + t, language);
    const at = (s: number, name: string, t: number, area = nation) => report.areaSeries(s, name, area)[t];
    const f = (v: number, name: string) => number(v, decimalsOf(report.indicator(name)), language);
    const quote = (text: string) => (no ? `«${text}»` : `“${text}”`);
    /** " (90 % mellom 3,1 og 3,6)" */
    const range = (low: number, high: number, show: (v: number) => string) =>
        ` (${c.w('ninety')} ${show(low)} ${c.w('and')} ${show(high)})`;

    const points = changeUnit(
        {...report.indicator(has(lead) ? lead : [...report.indicators.keys()][0]), unit: '%'},
        language,
    );
    if (several && has(lead)) {
        const d = at(other, lead, last) - at(0, lead, last);
        const interval = report.interval('paired', other, lead, last, nation);
        // More digits where the interval would be one number.
        const same =
            interval &&
            number(Math.abs(d) - interval.half, 1, language) ===
                number(Math.abs(d) + interval.half, 1, language);
        const digits = same ? 2 : 1;
        const show = (v: number) => signed(v, digits, language);
        const size = number(Math.abs(d), digits, language);
        const none = /^0[.,]0+$/.test(size);
        // "0.9 lower (between 0.7 and 1.1)": the word has the sign, unless the interval holds both.
        const between =
            !interval || Number.isNaN(interval.half)
                ? ''
                : interval.unsure
                  ? range(d - interval.half, d + interval.half, show)
                  : range(Math.abs(d) - interval.half, Math.abs(d) + interval.half, v =>
                        number(v, digits, language),
                    );
        const names = no
            ? `${quote(labels[other])} mot ${quote(labels[0])}`
            : `${quote(labels[other])} against ${quote(labels[0])}`;
        body.append(
            h(
                'p',
                {class: 'headline'},
                interval?.unsure
                    ? no
                        ? `${names}: ingen påviselig forskjell i andelen uten fast lege i hele landet ${date(last)}${between}.`
                        : `${names}: no demonstrable difference in the share without a GP in all of Norway on ${date(last)}${between}.`
                    : none
                      ? no
                          ? `${names}: andelen uten fast lege i hele landet er omtrent den samme ${date(last)}.`
                          : `${names}: the share without a GP in all of Norway is about the same on ${date(last)}.`
                      : no
                        ? `${names}: andelen uten fast lege i hele landet er ${size} ${points} ${d > 0 ? 'høyere' : 'lavere'} ${date(last)}${between}.`
                        : `${names}: the share without a GP in all of Norway is ${size} ${points} ${d > 0 ? 'higher' : 'lower'} on ${date(last)}${between}.`,
            ),
        );
    }

    if (has(lead) && has(leadCount))
        report.scenarios.forEach((_, s) => {
            const [a, b] = report.span(s);
            const n0 = at(s, leadCount, a);
            const n1 = at(s, leadCount, b);
            const percent = (t: number) => f(at(s, lead, t), lead);
            const band = report.band(s, leadCount, b, nation);
            const between = band && band[0] < band[1] ? range(band[0], band[1], v => f(v, leadCount)) : '';
            const steady =
                report.interval('change', s, leadCount, b, nation)?.unsure ??
                f(n0, leadCount) === f(n1, leadCount);
            const text = no
                ? steady
                    ? ` Antallet innbyggere på liste uten fast lege er omtrent det samme ved slutten som ved starten: ${f(n0, leadCount)} (${percent(a)} %) ${date(a)}, ${f(n1, leadCount)} (${percent(b)} %) ${date(b)}${between}.`
                    : ` Antallet innbyggere på liste uten fast lege ${n1 > n0 ? 'øker' : 'går ned'} fra ${f(n0, leadCount)} (${percent(a)} %) ${date(a)} til ${f(n1, leadCount)} (${percent(b)} %) ${date(b)}${between}.`
                : steady
                  ? ` The number of people on a list without a GP is about the same at the end as at the start: ${f(n0, leadCount)} (${percent(a)}%) on ${date(a)}, ${f(n1, leadCount)} (${percent(b)}%) on ${date(b)}${between}.`
                  : ` The number of people on a list without a GP ${n1 > n0 ? 'rises' : 'falls'} from ${f(n0, leadCount)} (${percent(a)}%) on ${date(a)} to ${f(n1, leadCount)} (${percent(b)}%) on ${date(b)}${between}.`;
            body.append(h('p', {class: 'lead'}, h('strong', {}, labels[s] + '.'), text));
        });

    const rows = coverage.filter(has);
    if (rows.length)
        body.append(
            h(
                'p',
                {class: 'small table-text', id: 'coverage-text'},
                no
                    ? 'Hele landet. Manglende dekning kan bety flere ting; her står de hver for seg, og de kan ikke legges sammen.'
                    : 'All of Norway. Lack of coverage has several meanings; here each stands alone, and they cannot be added up.',
            ),
            h(
                'div',
                {
                    class: 'scroll',
                    tabindex: 0,
                    role: 'region',
                    'aria-label': no ? 'Dekning i hele landet' : 'Coverage in all of Norway',
                },
                h(
                    'table',
                    {class: 'plain', 'aria-describedby': 'coverage-text'},
                    h(
                        'thead',
                        {},
                        h(
                            'tr',
                            {},
                            h('th', {scope: 'col'}, no ? 'Antall personer' : 'Number of people'),
                            h('th', {scope: 'col', class: 'n'}, date(first)),
                            ...labels.map(l =>
                                h(
                                    'th',
                                    {scope: 'col', class: 'n'},
                                    several ? `${date(last)}: ${l}` : date(last),
                                ),
                            ),
                            h(
                                'th',
                                {scope: 'col', class: 'n'},
                                several ? c.w('difference') : c.w('changeShort'),
                            ),
                        ),
                    ),
                    h(
                        'tbody',
                        {},
                        ...rows.map(name => {
                            const start = at(0, name, first);
                            const ends = labels.map((_, s) => at(s, name, last));
                            const d = decimalsOf(report.indicator(name));
                            const change = several ? ends[other] - ends[0] : ends[0] - start;
                            const interval = report.interval(
                                several ? 'paired' : 'change',
                                several ? other : 0,
                                name,
                                last,
                                nation,
                            );
                            return h(
                                'tr',
                                {},
                                h('th', {scope: 'row'}, nameOf(report.indicator(name), language)),
                                h('td', {class: 'n'}, f(start, name)),
                                ...ends.map((v, s) => {
                                    const band = report.band(s, name, last, nation);
                                    return h(
                                        'td',
                                        {class: 'n'},
                                        f(v, name),
                                        band
                                            ? h(
                                                  'span',
                                                  {class: 'range'},
                                                  `${f(band[0], name)} ${c.w('to')} ${f(band[1], name)}`,
                                              )
                                            : null,
                                    );
                                }),
                                h(
                                    'td',
                                    {class: 'n'},
                                    signed(change, d, language),
                                    !interval || Number.isNaN(interval.half)
                                        ? null
                                        : h(
                                              'span',
                                              {class: 'range'},
                                              interval.unsure
                                                  ? c.w(several ? 'noDifference' : 'noChange')
                                                  : `${signed(change - interval.half, d, language)} ${c.w('to')} ${signed(change + interval.half, d, language)}`,
                                          ),
                                ),
                            );
                        }),
                    ),
                ),
            ),
        );

    const top = (title: string, changes: Change[]) =>
        h(
            'div',
            {class: 'top'},
            h('h3', {}, title),
            changes.length
                ? h(
                      'ol',
                      {},
                      ...changes.map(({area, from, to}) =>
                          h(
                              'li',
                              {},
                              h(
                                  'button',
                                  {class: 'link', click: () => c.set({area})},
                                  areaName(report, area, language),
                              ),
                              h(
                                  'span',
                                  {class: 'from-to'},
                                  ` ${f(from, lead)} → ${f(to, lead)}${no ? '\u00a0%' : '%'}`,
                              ),
                          ),
                      ),
                  )
                : h('p', {class: 'small'}, no ? 'Ingen kommuner.' : 'No municipalities.'),
        );
    const all: Area[] = report.municipalities.number.map(id => ({kind: 'municipality', id}));
    const ranked = (
        kind: 'paired' | 'change',
        s: number,
        from: (m: number) => number,
        to: (m: number) => number,
    ): Change[] =>
        all
            .map((area, m) => ({
                area,
                from: from(m),
                to: to(m),
                unsure: report.interval(kind, s, lead, last, area)?.unsure ?? false,
            }))
            .filter(x => Number.isFinite(x.to - x.from));
    const up = (list: Change[]) =>
        list.filter(x => x.to > x.from && !x.unsure).sort((a, b) => b.to - b.from - a.to + a.from);
    const down = (list: Change[]) =>
        list.filter(x => x.to < x.from && !x.unsure).sort((a, b) => a.to - a.from - b.to + b.from);
    const large = (x: Change) => Math.abs(x.to - x.from) >= 1;
    const five = (list: Change[]) => list.slice(0, 5);

    if (has(lead)) {
        const list = ranked(
            'change',
            0,
            m => report.value(0, lead, first, m),
            m => report.value(0, lead, last, m),
        );
        const rose = up(list).filter(large).length;
        const fell = down(list).filter(large).length;
        const steady = list.length - rose - fell;
        const known = report.interval('change', 0, lead, last, nation) !== undefined;
        const development = h(
            'div',
            {},
            h(
                'p',
                {},
                no
                    ? `${several ? `${quote(labels[0])}: fra ${date(first)} til ${date(last)}` : `Fra ${date(first)} til ${date(last)}`} øker andelen uten fast lege ${known ? 'påviselig, og ' : ''}med minst ett prosentpoeng, i ${rose} kommuner. Den går ned like mye i ${fell}, og i ${steady} er det ${known ? 'ingen slik påviselig endring' : 'mindre endringer'}.`
                    : `${several ? `${quote(labels[0])}: from ${date(first)} to ${date(last)}` : `From ${date(first)} to ${date(last)}`} the share without a GP rises ${known ? 'demonstrably, and ' : ''}by at least one percentage point, in ${rose} municipalities. It falls as much in ${fell}, and in ${steady} there is ${known ? 'no such demonstrable change' : 'less change'}.`,
            ),
            h(
                'div',
                {class: 'tops'},
                top(
                    no ? 'Andelen uten fast lege øker mest' : 'Share without a GP rises most',
                    five(up(list)),
                ),
                top(
                    no ? 'Andelen uten fast lege går mest ned' : 'Share without a GP falls most',
                    five(down(list)),
                ),
            ),
        );
        const halves = h('div', {class: 'halves'}, development);
        body.append(halves);
        if (several) {
            const now = ranked(
                'paired',
                other,
                m => report.value(0, lead, last, m),
                m => report.value(other, lead, last, m),
            );
            // Those that vary at all: nine in ten intervals hold zero where there is no difference.
            const chance = Math.round(
                all.filter(area => (report.interval('paired', other, lead, last, area)?.half ?? 0) > 0)
                    .length / 10,
            );
            const more = up(now).filter(large).length;
            const less = down(now).filter(large).length;
            const sure = report.interval('paired', other, lead, last, nation) !== undefined;
            halves.append(
                h(
                    'div',
                    {},
                    h(
                        'p',
                        {},
                        no
                            ? `Med ${quote(labels[other])} er andelen uten fast lege ${date(last)} ${sure ? 'påviselig ' : ''}lavere enn med ${quote(labels[0])}, med minst ett prosentpoeng, i ${less} kommuner og høyere i ${more}. I ${now.length - more - less} kommuner er det ${sure ? 'ingen slik påviselig forskjell' : 'mindre forskjeller'}.${sure ? ` Hver kommune er vurdert for seg: tilfeldigheter alene kan få opptil ${chance} til å se forskjellige ut.` : ''}`
                            : `With ${quote(labels[other])} the share without a GP on ${date(last)} is ${sure ? 'demonstrably ' : ''}lower than with ${quote(labels[0])}, by at least one percentage point, in ${less} municipalities and higher in ${more}. In ${now.length - more - less} municipalities there is ${sure ? 'no such demonstrable difference' : 'less difference'}.${sure ? ` Each municipality is judged alone: chance by itself can make up to ${chance} look different.` : ''}`,
                    ),
                    h(
                        'div',
                        {class: 'tops'},
                        top(
                            no
                                ? `Størst nedgang sammenlignet med ${quote(labels[0])}`
                                : `Largest fall compared with ${quote(labels[0])}`,
                            five(down(now)),
                        ),
                        top(
                            no
                                ? `Størst økning sammenlignet med ${quote(labels[0])}`
                                : `Largest rise compared with ${quote(labels[0])}`,
                            five(up(now)),
                        ),
                    ),
                ),
            );
        }
    }
    const counts = report.scenarios.map(x => x.replicates);
    const single = counts.every(n => n < 2);
    const runs = [...new Set(counts)].join(no ? ' og ' : ' and ');
    body.append(
        h(
            'p',
            {class: 'note'},
            single
                ? several
                    ? no
                        ? 'Usikkerhet er ikke beregnet: hvert scenario er kjørt én gang, og forskjeller er delvis tilfeldige, særlig i små kommuner. Les retninger og store tall, ikke desimaler for enkeltkommuner.'
                        : 'Uncertainty has not been computed: each scenario was run once, and differences are partly chance, above all in small municipalities. Read directions and large numbers, not the decimals of single municipalities.'
                    : no
                      ? 'Usikkerhet er ikke beregnet: scenarioet er kjørt én gang, og utviklingen i en enkelt liten kommune er delvis tilfeldig. Les retninger og store tall.'
                      : 'Uncertainty has not been computed: the scenario was run once, and what happens in a single small municipality is partly chance. Read directions and large numbers.'
                : no
                  ? `Tallene er gjennomsnitt av ${runs} kjøringer. Intervaller for nivåer viser hvor ni av ti kjøringer ligger. Intervaller for endringer og forskjeller er 90 % konfidensintervaller for gjennomsnittet; der de omfatter null, står det «ingen påviselig forskjell». Alt gjelder modellens tilfeldigheter, ikke om modellen og forutsetningene er riktige.`
                  : `Numbers are means of ${runs} runs. Intervals of levels show where nine runs in ten lie. Intervals of changes and differences are 90% confidence intervals of the mean; where they hold zero it says “no demonstrable difference”. All of this concerns chance in the model, not whether the model and its assumptions are right.`,
        ),
    );
    return [...body.childNodes];
}
