// The key findings in plain words, before any picture. Every number is computed here from the file's values.
import {areaName, Context, otherScenario, Section} from './context';
import {h} from './dom';
import {changeUnit, dateText, decimalsOf, nameOf, number, signed} from './format';
import {Area} from './report';
import {coverage} from './text';

const lead = 'percent_without_gp';
const nation: Area = {kind: 'nation', id: ''};

interface Change {
    area: Area;
    from: number;
    to: number;
}

export function findings(c: Context): Section {
    const {report, labels} = c, language = c.state.language, no = language === 'no';
    const several = report.scenarios.length > 1, [first, last] = report.span();
    const has = (name: string) => report.indicators.has(name);
    const body = h('div', {class: 'findings'});
    const date = (t: number) => dateText(report.firstMonth + t, language);
    const at = (s: number, name: string, t: number, area = nation) => report.areaSeries(s, name, area)[t];
    const f = (v: number, name: string) => number(v, decimalsOf(report.indicator(name)), language);
    const points = (v: number) => `${number(Math.abs(v), 1, language)} ${changeUnit(report.indicator(lead), language)}`;

    if (has(lead) && has('patients_without_gp'))
        report.scenarios.forEach((_, s) => {
            const [a, b] = report.span(s), n0 = at(s, 'patients_without_gp', a), n1 = at(s, 'patients_without_gp', b);
            const p0 = f(at(s, lead, a), lead), p1 = f(at(s, lead, b), lead);
            const verb = no ? (n1 > n0 ? 'øker' : n1 < n0 ? 'faller' : 'er uendret') : n1 > n0 ? 'rises' : n1 < n0 ? 'falls' : 'is unchanged';
            const text = no
                ? ` Tallet på pasienter på lister uten fast lege ${verb} fra ${f(n0, 'patients_without_gp')} (${p0} %) ${date(a)} til ${f(n1, 'patients_without_gp')} (${p1} %) ${date(b)}.`
                : ` The number of patients on lists without a GP ${verb} from ${f(n0, 'patients_without_gp')} (${p0}%) on ${date(a)} to ${f(n1, 'patients_without_gp')} (${p1}%) on ${date(b)}.`;
            body.append(h('p', {class: 'lead'}, h('strong', {}, labels[s] + '.'), text));
        });

    const rows = coverage.filter(has);
    if (rows.length)
        body.append(h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': no ? 'Dekning i hele landet' : 'Coverage in all of Norway'},
            h('table', {class: 'plain'},
                h('caption', {}, no ? `Hele landet, fra ${date(first)} til ${date(last)}. Dekning har flere betydninger; her står de hver for seg.`
                    : `All of Norway, from ${date(first)} to ${date(last)}. Coverage has several meanings; here each stands alone.`),
                h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, c.w('indicator')), h('th', {scope: 'col', class: 'n'}, c.w('start')),
                    ...labels.map(l => h('th', {scope: 'col', class: 'n'}, several ? `${c.w('end')}: ${l}` : c.w('end'))),
                    h('th', {scope: 'col', class: 'n'}, several ? (no ? 'Forskjell' : 'Difference') : c.w('changeShort')))),
                h('tbody', {}, ...rows.map(name => {
                    const start = at(0, name, first), ends = labels.map((_, s) => at(s, name, last));
                    const change = several ? ends[otherScenario(c.state)] - ends[0] : ends[0] - start;
                    return h('tr', {}, h('th', {scope: 'row'}, nameOf(report.indicator(name), language)), h('td', {class: 'n'}, f(start, name)),
                        ...ends.map(v => h('td', {class: 'n'}, f(v, name))),
                        h('td', {class: 'n'}, signed(change, decimalsOf(report.indicator(name)), language)));
                })))));

    const top = (title: string, changes: Change[]) => h('div', {class: 'top'}, h('h3', {}, title),
        h('ol', {}, ...changes.map(({area, from, to}) => h('li', {},
            h('button', {class: 'link', click: () => c.set({area})}, areaName(report, area, language)),
            h('span', {class: 'from-to'}, ` ${f(from, lead)} → ${f(to, lead)} %`)))));
    const all: Area[] = report.municipalities.number.map(id => ({kind: 'municipality', id}));
    const ranked = (from: (m: number) => number, to: (m: number) => number) =>
        all.map((area, m) => ({area, from: from(m), to: to(m)})).filter(x => Number.isFinite(x.to - x.from));
    const up = (list: Change[]) => list.filter(x => x.to > x.from).sort((a, b) => b.to - b.from - a.to + a.from).slice(0, 5);
    const down = (list: Change[]) => list.filter(x => x.to < x.from).sort((a, b) => a.to - a.from - b.to + b.from).slice(0, 5);

    if (has(lead)) {
        const s = 0, list = ranked(m => report.value(s, lead, first, m), m => report.value(s, lead, last, m));
        const rose = list.filter(x => x.to - x.from >= 1).length, fell = list.filter(x => x.from - x.to >= 1).length;
        const steady = list.length - rose - fell;
        body.append(h('p', {}, no
            ? `${several ? labels[0] + ': ' : ''}Andelen uten fast lege stiger med minst ett prosentpoeng i ${rose} kommuner, faller like mye i ${fell} og er omtrent uendret i ${steady}.`
            : `${several ? labels[0] + ': ' : ''}The share without a GP rises by at least one percentage point in ${rose} municipalities, falls as much in ${fell} and is about unchanged in ${steady}.`));
        body.append(h('div', {class: 'tops'},
            top(no ? 'Andel uten fast lege øker mest' : 'Share without a GP rises most', up(list)),
            top(no ? 'Andel uten fast lege faller mest' : 'Share without a GP falls most', down(list))));
        if (several) {
            const o = otherScenario(c.state), now = ranked(m => report.value(0, lead, last, m), m => report.value(o, lead, last, m));
            const d = at(o, lead, last) - at(0, lead, last);
            body.append(h('p', {}, no
                ? `${labels[o]} mot ${labels[0]}: ${date(last)} er andelen uten fast lege i hele landet ${points(d)} ${d > 0 ? 'høyere' : 'lavere'}. Forskjellen er minst ett prosentpoeng i ${now.filter(x => Math.abs(x.to - x.from) >= 1).length} kommuner.`
                : `${labels[o]} against ${labels[0]}: on ${date(last)} the share without a GP in all of Norway is ${points(d)} ${d > 0 ? 'higher' : 'lower'}. The difference is at least one percentage point in ${now.filter(x => Math.abs(x.to - x.from) >= 1).length} municipalities.`));
            body.append(h('div', {class: 'tops'},
                top(no ? `Lavest mot ${labels[0]}` : `Lowest against ${labels[0]}`, down(now)),
                top(no ? `Høyest mot ${labels[0]}` : `Highest against ${labels[0]}`, up(now))));
        }
    }
    const single = report.scenarios.every((_, s) => ![...report.indicators.keys()].some(name => report.hasBand(s, name)));
    body.append(h('p', {class: 'note'}, single
        ? several
            ? no ? 'Filene holder én kjøring per scenario: forskjeller er delvis tilfeldige, særlig i små kommuner. Les retninger og store tall, ikke enkeltkommuners desimaler.'
                : 'The files hold one run per scenario: differences are partly chance, above all in small municipalities. Read directions and large numbers, not the decimals of single municipalities.'
            : no ? 'Filen holder én kjøring: utviklingen i en enkelt liten kommune er delvis tilfeldig. Les retninger og store tall.'
                : 'The file holds one run: what happens in a single small municipality is partly chance. Read directions and large numbers.'
        : no ? 'Tallene er gjennomsnitt av flere kjøringer; bånd og skravur viser spredningen (ni av ti kjøringer).'
            : 'Numbers are means of several runs; bands and hatching show the spread (nine runs in ten).'));
    return {element: h('section', {'aria-labelledby': 'findings-title'}, h('h2', {id: 'findings-title'}, c.w('findings')), body)};
}
