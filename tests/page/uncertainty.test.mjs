// What the page says of chance, against the runs in the file, computed anew with numpy.
import {strict as assert} from 'node:assert';
import {after, before, test} from 'node:test';
import {
    downloaded,
    file,
    follow,
    fromFile,
    infos,
    insideArea,
    lots,
    settled,
    shown,
    startBrowser,
    stopBrowser,
    withPage,
} from './world.mjs';

before(startBrowser);
after(stopBrowser);

/** Python: `runs(f, name)`: replicate × kept time × municipality; `half(d)`: of a 90 % interval over the first axis, four runs. */
const tools = `
import numpy as np
g = h5py.File(${JSON.stringify(file('rb.nc'))}, "r")
runs = lambda h, name: h["replicates/" + name][...].astype(float)
def over_time(h, name): # run by run and place by place; of what chances are counted of the file has the months
    if "replicates/" + name + "_sum" in h:
        return runs(h, name + "_sum").sum(axis=1)
    return runs(h, name + "_month")[:, :, 1:].sum(axis=2)
half = lambda d: 2.353363 * d.std(axis=0, ddof=1) / np.sqrt(4)
def share(h): # run by run; the mean is the ratio of mean counts
    n, d = runs(h, "patients_without_gp"), runs(h, "patients")
    ratio = n.mean(axis=0) / d.mean(axis=0)
    return 100 * (ratio + (n - ratio * d) / d.mean(axis=0))`;

test('Means of runs are shown as the file has them', () =>
    withPage('runs.html', {hash: 'view=value&scenario=1'}, async page => {
        const snapshot = fromFile(
            'ra.nc',
            `
${infos}
result = {"infos": infos, "numbers": f["municipality_number"][...].tolist()}`,
        );
        const offered = await page.evaluate(() =>
            [...document.querySelectorAll('#indicator option')].map(o => o.value),
        );
        const draw = lots(7);
        for (let trial = 0; trial < 20; trial++) {
            const name = offered[draw(offered.length)];
            const info = snapshot.infos.find(i => i.name === name);
            const m = draw(357);
            await follow(
                page,
                'runs.html',
                `view=value&scenario=1&indicator=${info.name}&month=2026-${String(1 + draw(12)).padStart(2, '0')}&place=m${snapshot.numbers[m]}`,
            );
            const t = await page.evaluate(() => Number(document.querySelector('output.month').dataset.time));
            const value = fromFile('ra.nc', `result = f["${info.name}"][${t}, ${m}].item()`);
            assert.equal(
                await page.locator(`table.ranked tr[data-area="${m}"] td.value`).textContent(),
                shown(value, info.mean_decimals),
                `${info.name} ${t} ${m}`,
            );
        }
    }));

test('The tooltip says between which values nine runs in ten lie', () =>
    withPage(
        'runs.html',
        {hash: 'view=value&scenario=1&indicator=patients_without_gp&month=2027-01'},
        async page => {
            const [low, high] = fromFile(
                'ra.nc',
                'result = [f["patients_without_gp_p05"][12].tolist(), f["patients_without_gp_p95"][12].tolist()]',
            );
            const wide = low
                .map((v, m) => m)
                .sort((a, b) => high[b] - low[b] - high[a] + low[a])
                .slice(0, 3);
            await page.locator('svg.map').scrollIntoViewIfNeeded();
            for (const m of wide) {
                const {x, y} = await insideArea(page, m);
                await page.mouse.move(x, y);
                const text = await page.locator('.tooltip .tip-value').textContent();
                assert.ok(text.endsWith(`(90 % mellom ${shown(low[m], 0)} og ${shown(high[m], 0)})`), text);
            }
        },
    ));

test('A difference that pairs of runs cannot tell from zero, all municipalities judged together, is grey', () =>
    withPage('runs.html', {hash: 'view=diff&indicator=percent_without_gp&month=2027-01'}, async page => {
        const unsure = fromFile(
            'ra.nc',
            `${tools}
d = (share(g) - share(f))[:, 1]
h, mean = half(d), abs(d.mean(axis=0))
# Student's t of three degrees of freedom, two-sided; then Benjamini and Hochberg at a tenth.
x = np.where(h > 1e-12, mean / np.maximum(h, 1e-12) * 2.353363 / np.sqrt(3), 0)
p = np.where(h > 1e-12, 1 - 2 / np.pi * (np.arctan(x) + x / (1 + x * x)), np.where(mean > 1e-12, 0, 1))
tests = np.sort(p[~np.isnan(h)])
passed = tests[tests <= 0.1 * np.arange(1, len(tests) + 1) / len(tests)]
result = np.nonzero((h > 1e-12) & (p > (passed.max() if len(passed) else -1)))[0].tolist()`,
        );
        assert.ok(unsure.length > 20 && unsure.length < 357);
        const row = page.locator('.legend li', {hasText: 'Ikke til å skille fra null'});
        assert.equal(await row.locator('.count').textContent(), String(unsure.length));
        const grey = await page.evaluate(() =>
            [...document.querySelectorAll('svg.map .area')]
                .filter(a => a.getAttribute('fill') === '#c4c7ca')
                .map(a => Number(a.dataset.area)),
        );
        assert.deepEqual(grey, unsure);
        // One large enough to be pointed at.
        const large = await page.evaluate(
            unsure =>
                unsure
                    .map(area => [area, document.querySelector(`svg.map [data-area="${area}"]`).getBBox()])
                    .sort(([, a], [, b]) => b.width * b.height - a.width * a.height)[0][0],
            unsure,
        );
        const {x, y} = await insideArea(page, large);
        await page.mouse.move(x, y);
        assert.match(
            await page.locator('.tooltip .tip-value').first().textContent(),
            /ikke til å skille fra null/,
        );
    }));

/** Python: rows of `d`, runs × municipalities, that chance may have made when they are judged together, of \`members\`. */
const together = `
def together(d, members):
    h, mean = half(d), abs(d.mean(axis=0))
    x = np.where(h > 1e-12, mean / np.maximum(h, 1e-12) * 2.353363 / np.sqrt(3), 0)
    p = np.where(h > 1e-12, 1 - 2 / np.pi * (np.arctan(x) + x / (1 + x * x)), np.where(mean > 1e-12, 0, 1))
    tests = np.sort(p[members & ~np.isnan(h)])
    passed = tests[tests <= 0.1 * np.arange(1, len(tests) + 1) / len(tests)]
    return members & (h > 1e-12) & (p > (passed.max() if len(passed) else -1))`;

for (const place of ['c18', 'c55'])
    test(`In an area its own municipalities are judged together, the others with the nation’s (${place})`, () =>
        withPage(
            'runs.html',
            {hash: `view=diff&indicator=percent_without_gp&month=2027-01&place=${place}`},
            async page => {
                const expected = fromFile(
                    'ra.nc',
                    `${tools}
${together}
d = (share(g) - share(f))[:, 1]
here = np.array([n in (b"${place.slice(1)}", "${place.slice(1)}") for n in f["county_number"][...]])
all = together(d, np.ones(len(here), bool))
result = {"shown": np.nonzero(np.where(here, together(d, here), all))[0].tolist(), "nation": np.nonzero(all)[0].tolist()}`,
                );
                await settled(page);
                const grey = await page.evaluate(() =>
                    [...document.querySelectorAll('svg.map .area')]
                        .filter(a => a.getAttribute('fill') === '#c4c7ca')
                        .map(a => Number(a.dataset.area)),
                );
                assert.deepEqual(grey, expected.shown);
                await page.locator('#place').selectOption('n');
                await settled(page);
                const row = page.locator('.legend li', {hasText: 'Ikke til å skille fra null'});
                assert.equal(await row.locator('.count').textContent(), String(expected.nation.length));
            },
        ));

test('Where files keep other months their difference is not known, which is not zero', () =>
    withPage('unlike.html', {hash: 'view=diff&indicator=percent_without_gp'}, async page => {
        // ra.nc keeps its last month, March 2027; rc.nc goes on and does not.
        const said = await page.locator('.findings').innerText();
        assert.match(said, /Filen sier ikke hvor usikre/);
        assert.match(said, /ikke kjent hvor sikkert/);
        assert.doesNotMatch(said, /Størst nedgang|Størst økning|lavere enn med/);
        // January 2027 both keep.
        assert.match(await page.locator('output.month').textContent(), /januar.2027/);
        const row = page.locator('.legend li', {hasText: 'Ikke til å skille fra null'});
        const unsure = fromFile(
            'ra.nc',
            `${tools.replace('rb.nc', 'rc.nc')}
${together}
d = (share(g) - share(f))[:, 1]
result = int(together(d, np.ones(d.shape[1], bool)).sum())`,
        );
        assert.equal(await row.locator('.count').textContent(), String(unsure));
    }));

test('The fact sheet of an area says how many municipalities it has', () =>
    withPage('one.html', {}, async page => {
        for (const [kind, group] of [
            ['hospital_area', 'Sykehusområder'],
            ['health_region', 'Helseregioner'],
            ['county', 'Fylker'],
        ]) {
            const option = page.locator(`#place optgroup[label="${group}"] option`).first();
            const key = await option.getAttribute('value');
            await page.locator('#place').selectOption(key);
            await settled(page);
            const expected = fromFile(
                'a.nc',
                `
text = lambda v: v.decode() if isinstance(v, bytes) else v
row = [(text(k), text(n)) for k, n in zip(f["areas/kind"], f["areas/number"])].index(("${kind}", "${key.slice(1)}"))
result = int(f["areas/member"][row].sum())`,
            );
            assert.ok(expected < 357);
            assert.ok(
                (await page.locator('.sheet-head').innerText()).includes(`${expected} kommuner`),
                `${key} ${expected}`,
            );
        }
    }));

test('A difference has the digits and the class of the difference in the files', () =>
    withPage('runs.html', {}, async page => {
        for (const name of [
            'percent_without_gp',
            'percent_on_no_list',
            'percent_vacant_lists',
            'percent_over_30_minutes',
            'patients_without_gp',
        ]) {
            // No mean of four whole numbers is a break.
            const breaks = name.startsWith('percent')
                ? [-4.5, -1.5, -0.5, 0.5, 1.5, 4.5]
                : [-60.3, -20.3, -5.3, 5.3, 20.3, 60.3];
            await follow(
                page,
                'runs.html',
                `view=diff&indicator=${name}&month=2027-01&classes=${breaks.join(';')}`,
            );
            const parts =
                {patients_without_gp: ['patients_without_gp']}[name] ??
                fromFile('ra.nc', `result = [f["${name}"].attrs[k] for k in ("numerator", "denominator")]`);
            // Not the rounded ratios of the file but its runs: the exact difference.
            const {difference, both} = fromFile(
                'ra.nc',
                `${tools}
def mean(h):
    n = runs(h, "${parts[0]}")[:, 1].mean(axis=0)
    with np.errstate(invalid="ignore"):
        return ${parts[1] ? `100 * n / runs(h, "${parts[1]}")[:, 1].mean(axis=0)` : 'n'}
result = {"difference": (mean(g) - mean(f)).tolist(), "both": (abs(mean(g)) + abs(mean(f))).tolist()}`,
            );
            const rows = await page
                .locator('table.ranked tbody tr')
                .evaluateAll(trs =>
                    trs.map(tr => [Number(tr.dataset.area), tr.querySelector('.value').textContent]),
                );
            assert.equal(rows.length, 357);
            const decimals = parts[1] ? 1 : 0;
            // As far as two means may be off: half a step each, and the sixteen bits of the file.
            const off = m => 10 ** -(decimals + (parts[1] ? 2 : 1)) + both[m] / 65536;
            const valueOf = text =>
                Number(
                    text
                        .replace(/\u202f/g, '')
                        .replace('\u2212', '-')
                        .replace('+', '')
                        .replace(',', '.'),
                );
            for (const [m, text] of rows)
                assert.ok(
                    difference[m] === null
                        ? text === '–'
                        : Math.abs(valueOf(text) - difference[m]) <= 0.5 * 10 ** -decimals + off(m),
                    `${name} ${m} ${text} for ${difference[m]}`,
                );
            const legend = await page
                .locator('.legend li')
                .evaluateAll(all =>
                    all.map(li => [
                        li.children[1].textContent,
                        Number(li.querySelector('.count').textContent),
                    ]),
                );
            const counts = new Array(7).fill(0);
            const onBorder = new Array(7).fill(0);
            difference.forEach((v, m) => {
                if (v === null) return;
                const k = breaks.filter(b => v >= b).length;
                counts[k]++;
                breaks.forEach((b, i) => {
                    if (Math.abs(v - b) <= off(m)) {
                        onBorder[i]++;
                        onBorder[i + 1]++;
                    }
                });
            });
            assert.ok(onBorder.reduce((a, b) => a + b) <= 6, `${name}: ${onBorder} on a border`);
            if (name === 'percent_without_gp')
                assert.ok(counts.filter(n => n > 3).length >= 4, String(counts));
            // Who cannot be told from zero is grey, in a row of its own.
            counts.forEach((n, k) =>
                assert.ok(legend[k][1] <= n + onBorder[k], `${name} ${legend[k]}: ${n} in the files`),
            );
            assert.equal(
                legend.reduce((sum, [, n]) => sum + n, 0),
                357,
            );
        }
    }));

test('The findings give no difference that chance can explain', () =>
    withPage('runs.html', {hash: 'view=diff'}, async page => {
        const names = ['patients_without_gp', 'on_no_list', 'seeking', 'over_30_minutes', 'over_60_minutes'];
        const expected = fromFile(
            'ra.nc',
            `${tools}
def row(name):
    a, b = runs(f, name)[:, -1].sum(axis=1), runs(g, name)[:, -1].sum(axis=1)
    d = b - a
    return {"a": np.quantile(a, [0.05, 0.95]).tolist(), "mean": d.mean(), "half": half(d)}
result = [row(name) for name in ${JSON.stringify(names)}]`,
        );
        const rows = await page
            .locator('.findings table tbody tr')
            .evaluateAll(trs =>
                trs.map(tr =>
                    [...tr.children].map(td => [
                        td.firstChild.textContent,
                        td.querySelector('.range')?.textContent,
                    ]),
                ),
            );
        const shownRows = rows.filter(r => r[1][0] && !/vikar/.test(r[0][0]));
        const near = (text, value) =>
            assert.ok(
                Math.abs(
                    Number(
                        text
                            .replace(/\u202f/g, '')
                            .replace('\u2212', '-')
                            .replace('+', ''),
                    ) - value,
                ) <=
                    1.01 + 2e-5 * Math.abs(value),
                `${text} for ${value}`,
            );
        expected.forEach((e, i) => {
            const [, , first, , difference] = shownRows[i];
            first[1].split(' til ').forEach((text, k) => near(text, e.a[k]));
            if (Math.abs(e.mean) <= e.half) assert.equal(difference[1], 'ingen påviselig forskjell');
            else
                difference[1]
                    .split(' til ')
                    .forEach((text, k) => near(text, k ? e.mean + e.half : e.mean - e.half));
        });
        assert.match(await page.locator('.findings .note').textContent(), /gjennomsnitt av 4 kjøringer/);
    }));

test('Cost and effect are the sums of the runs, pair by pair', () =>
    withPage('runs.html', {}, async page => {
        const expected = fromFile(
            'ra.nc',
            `${tools}
total = lambda h, name: over_time(h, name).sum(axis=1)
cost = sum(total(g, n) - total(f, n) for n in ("cost_state", "cost_municipality")) / 1000
years = -sum(total(g, n) - total(f, n) for n in ("patients_without_gp", "on_no_list")) / 12
result = {"cost": cost.mean(), "years": years.mean(), "unsure": bool(abs(years.mean()) <= half(years))}`,
        );
        const cells = await page
            .locator('section[aria-labelledby=costs-title] tbody tr td')
            .evaluateAll(all => all.map(td => td.firstChild.textContent));
        const signed = value => (value > 0 ? '+' : '') + shown(value, 0);
        assert.equal(cells[2], signed(expected.cost));
        assert.equal(cells[3], signed(expected.years));
        assert.ok(!expected.unsure);
        const price = (expected.cost * 1e6) / expected.years;
        assert.equal(
            cells[4],
            price <= 0 ? 'koster ikke mer' : `${shown(Math.round(price / 100) * 100, 0)} kr`,
        );
    }));

test('Choosing an area changes findings and costs, not only the map', () =>
    withPage('runs.html', {}, async page => {
        const expected = fromFile(
            'ra.nc',
            `${tools}
here = np.array([n in (b"18", "18") for n in f["county_number"][...]])
total = lambda h, name: over_time(h, name)[:, here].sum(axis=1)
cost = sum(total(g, n) - total(f, n) for n in ("cost_state", "cost_municipality")) / 1000
years = -sum(total(g, n) - total(f, n) for n in ("patients_without_gp", "on_no_list")) / 12
result = {"cost": cost.mean(), "years": years.mean(), "without": f["patients_without_gp"][-1][here].sum()}`,
        );
        const hospitals = await page.locator('#place optgroup[label="Sykehusområder"] option').count();
        assert.equal(hospitals, 19);
        await page.locator('#place').selectOption('c18');
        await settled(page);
        assert.match(await page.locator('.findings .headline').textContent(), / i Nordland /);
        assert.match(await page.locator('#coverage-text').textContent(), /^Nordland\./);
        const first = page.locator('.findings table tbody tr').first().locator('td');
        assert.equal(
            await first.nth(1).evaluate(td => td.firstChild.textContent),
            shown(expected.without, 0),
        );
        assert.match(await page.locator('#costs-text').textContent(), /^Nordland, hele perioden/);
        const cells = await page
            .locator('section[aria-labelledby=costs-title] tbody tr td')
            .evaluateAll(all => all.map(td => td.firstChild.textContent));
        const signed = value => (value > 0 ? '+' : '') + shown(value, 0);
        assert.equal(cells[2], signed(expected.cost));
        assert.equal(cells[3], signed(expected.years));
        assert.match(page.url(), /place=c18/);
    }));

test('The municipalities that most futures find without enough GPs are those of the file, of the area chosen', () =>
    withPage('runs.html', {hash: 'view=value&scenario=1'}, async page => {
        const expected = fromFile(
            'ra.nc',
            `import numpy as np
g = f["replicates"]
over = 10 * g["patients_without_gp_month"][:, :, 1:13] > g["patients_month"][:, :, 1:13]
many, months, of = over.any(axis=2).sum(axis=0), over.sum(axis=(0, 2)), g["seed"].shape[0]
people = g["patients_month"][...].sum(axis=(0, 2)) > 0
here = [m for m, n in enumerate(f["county_number"][...]) if n in (b"18", "18") and people[m]]
here.sort(key=lambda m: (-many[m], -months[m], m))
name = lambda m: f["municipality_name"][m]
result = [[name(m), f"{many[m]} av {of} framtider", f"{months[m] / of:.1f}".replace(".", ",")] for m in here[:10]]`,
        );
        await page.locator('#place').selectOption('c18');
        await settled(page);
        assert.match(
            await page.locator('#risk-text').textContent(),
            /^Nordland, .*ordnet etter hvor mange av 4 mulige framtider som har mer enn 10 % av .*Ved likt antall avgjør forventede måneder/,
        );
        const rows = page.locator('section[aria-labelledby=risk-title] tbody tr');
        const told = await rows.evaluateAll(list =>
            list.map(row => [...row.cells].slice(0, 3).map(cell => cell.textContent)),
        );
        assert.deepEqual(told, expected);
    }));

/** Heights of the bounds that the fact sheet's chart draws, scenario by scenario: as bars, or joined where a line has no month between. */
const boundsIn = page =>
    page.locator('.sheet .chart .bar, .sheet .chart .band').evaluateAll(drawn => {
        const heights = {};
        const add = (colour, ...y) => (heights[colour] ??= []).push(...y);
        for (const shape of drawn) {
            const colour = shape.getAttribute('fill');
            if (shape.matches('.bar')) {
                const y = Number(shape.getAttribute('y'));
                add(colour, y, y + Number(shape.getAttribute('height')));
                continue;
            }
            const at = Map.groupBy(shape.getAttribute('points').split(' '), point => point.split(',')[0]);
            for (const points of at.values()) {
                const y = points.map(point => Number(point.split(',')[1]));
                if (y[0] !== y[1]) add(colour, ...y);
            }
        }
        for (const list of Object.values(heights)) list.sort((a, b) => a - b);
        return heights;
    });

test('The viewer, which computes from the runs itself, says the same as the report', () =>
    withPage('viewer.html', {}, async page => {
        await page.locator('#files').setInputFiles([file('ra.nc'), file('rb.nc')]);
        await page.locator('svg.map').first().waitFor();
        // The viewer has every month of every indicator: classes over time agree for those that the report has month by month.
        const parts = [
            '.findings',
            '.sheet',
            '.legend',
            'table.ranked',
            'section[aria-labelledby=costs-title]',
        ];
        await withPage('runs.html', {}, async report => {
            for (const hash of [
                'view=diff&place=c55',
                'view=diff&place=m5501&indicator=open_lists&month=2027-01',
                'view=change&scenario=2&place=s6',
                'view=value&indicator=percent_without_gp',
            ]) {
                await follow(report, 'runs.html', hash);
                await page.evaluate(hash => (location.hash = hash), hash);
                await settled(page);
                for (const part of parts)
                    assert.equal(
                        await page.locator(part).innerText(),
                        await report.locator(part).innerText(),
                        `${hash} ${part}`,
                    );
                const bounds = await boundsIn(report);
                assert.equal(Object.keys(bounds).length, 2, `${hash}: both scenarios have bounds`);
                const own = await boundsIn(page);
                assert.deepEqual(Object.keys(own), Object.keys(bounds), `${hash} colours`);
                for (const [colour, heights] of Object.entries(bounds)) {
                    assert.equal(own[colour].length, heights.length, `${hash} bounds ${colour}`);
                    // The report has bounds as finely as they are shown, the viewer as the file has them.
                    heights.forEach((y, i) =>
                        assert.ok(Math.abs(own[colour][i] - y) < 1, `${hash} ${own[colour]} | ${heights}`),
                    );
                }
            }
        });
    }));

test('A single run says that its uncertainty has not been computed', () =>
    withPage('two.html', {hash: 'view=diff'}, async page => {
        assert.match(await page.locator('.findings .note').textContent(), /Usikkerhet er ikke beregnet/);
        assert.match(await page.locator('.map-side .note').textContent(), /Én kjøring per scenario/);
        assert.match(await page.locator('.sheet').textContent(), /Usikkerhet er ikke beregnet/);
        assert.equal(await page.locator('.chart .band, .chart .bar, .range').count(), 0);
    }));

const future = /én av mange mulige framtider/i;
test('Everything made of single runs says that they are one of many possible futures', () =>
    withPage('two.html', {hash: 'view=diff'}, async page => {
        for (const part of [
            '.page-head .subtitle',
            '.findings > :first-child',
            '.findings .headline',
            'table.ranked caption',
            'section[aria-labelledby=charts-title] > p',
            '.sheet-head',
            'section[aria-labelledby=costs-title] .note',
            '.map-side .note',
        ])
            assert.match(await page.locator(part).first().textContent(), future, part);
        for (const lead of await page.locator('.findings .lead').allTextContents())
            assert.match(lead, future);
        // No municipality is named as a finding.
        const said = await page.locator('.findings').innerText();
        assert.match(said, /kan ikke leses av én kjøring/);
        assert.doesNotMatch(said, /Størst nedgang|Størst økning/);
        assert.equal(await page.locator('.findings .top').count(), 0);
        const svg = (
            await downloaded(page, () => page.getByRole('button', {name: 'Kart som SVG'}).click())
        ).bytes.toString('utf8');
        assert.match(svg, future);
        const csv = (
            await downloaded(page, () => page.getByRole('button', {name: 'CSV (internasjonal)'}).click())
        ).bytes.toString('utf8');
        const [head, first] = csv.split('\r\n').map(line => line.split(','));
        assert.equal(first[head.indexOf('futures')], '1');
    }));

test('Of a single run beside many it is told which is single', () =>
    withPage('mixed.html', {hash: 'view=diff'}, async page => {
        for (const part of [
            '.map-side .note',
            '.sheet',
            'section[aria-labelledby=costs-title] .note',
            '.findings .note',
        ]) {
            const text = await page.locator(part).textContent();
            assert.match(text, /«En annen framtid» er kjørt én gang/, part);
            assert.doesNotMatch(text, /per scenario|hvert scenario/, part);
        }
    }));

test('Means of many runs are not called one future, and their files say how many they are', () =>
    withPage('runs.html', {hash: 'view=diff'}, async page => {
        assert.doesNotMatch(await page.locator('body').innerText(), future);
        const csv = (
            await downloaded(page, () => page.getByRole('button', {name: 'CSV (internasjonal)'}).click())
        ).bytes.toString('utf8');
        const [head, first] = csv.split('\r\n').map(line => line.split(','));
        assert.equal(first[head.indexOf('futures')], '4');
    }));

test('A page of an area alone says so, and its classes are of the area', () =>
    withPage('alone.html', {}, async page => {
        assert.equal(await page.locator('h1').textContent(), 'Fastlegedekning i Finnmark');
        assert.match(await page.locator('.page-head .subtitle').textContent(), /^Finnmark simulert alene · /);
        assert.match(await page.locator('.sheet-head').textContent(), /Finnmark simulert alene/);
        const svg = (
            await downloaded(page, () => page.getByRole('button', {name: 'Kart som SVG'}).click())
        ).bytes.toString('utf8');
        assert.match(svg, /Finnmark simulert alene/);
        assert.match(
            await page.locator('section[aria-labelledby=charts-title]').textContent(),
            /Sentralitet 6 i Finnmark/,
        );
        await withPage('viewer.html', {}, async viewer => {
            await viewer.locator('#files').setInputFiles(file('alone.nc'));
            await viewer.locator('svg.map').first().waitFor();
            assert.equal(
                await viewer.locator('.page-head .subtitle').textContent(),
                await page.locator('.page-head .subtitle').textContent(),
            );
        });
    }));

test('The viewer refuses files of which some draws are shared, and says what to do', () =>
    withPage('viewer.html', {}, async page => {
        await page.locator('#files').setInputFiles([file('ra.nc'), file('rd.nc')]);
        await page.locator('.problem:not(:empty)').waitFor();
        assert.match(
            await page.locator('.problem').textContent(),
            /^rd\.nc: has not the same draws as ra\.nc; `legekart report` makes a page/,
        );
    }));
