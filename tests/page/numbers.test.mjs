// The numbers agree everywhere: tooltip, table, the page's CSV, the program's CSV, GeoPackage and the file itself.
import {strict as assert} from 'node:assert';
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {
    downloaded,
    file,
    follow,
    fromFile,
    infos,
    insideArea,
    lots,
    program,
    shown,
    startBrowser,
    stopBrowser,
    withPage,
} from './world.mjs';

before(startBrowser);
after(stopBrowser);

test('For twenty random places, months and indicators all of them give one value', () =>
    withPage('two.html', {hash: 'view=value&scenario=1'}, async page => {
        const csv = file('a.csv');
        const gpkg = file('a.gpkg');
        for (const output of [csv, gpkg]) execFileSync(program, ['export', file('a.nc'), '-o', output]);
        const [head, ...lines] = readFileSync(csv, 'utf8')
            .trim()
            .split(/\r?\n/)
            .map(line => line.split(',').map(field => field.replaceAll('"', '')));
        const snapshot = fromFile(
            'a.nc',
            `
${infos}
result = {"infos": infos, "numbers": f["municipality_number"][...].tolist(), "times": f["time"].shape[0]}`,
        );
        const monthly = await page.evaluate(() =>
            [...document.querySelectorAll('#indicator option')].map(o => o.value),
        );
        const draw = lots(20);
        let values = 0;
        for (let trial = 0; trial < 20; trial++) {
            const m = draw(357);
            const info = snapshot.infos[draw(snapshot.infos.length)];
            const number = snapshot.numbers[m];
            assert.ok(monthly.includes(info.name), `${info.name} can be chosen`);
            await follow(
                page,
                'two.html',
                `view=value&scenario=1&indicator=${info.name}&month=2026-${String(1 + draw(12)).padStart(2, '0')}&place=m${number}`,
            );
            // The page says which month it shows: some indicators are kept for each January only.
            const t = await page.evaluate(() => Number(document.querySelector('output.month').dataset.time));
            const month = `2026-${String(t + 1).padStart(2, '0')}`;
            const at = `${info.name} ${number} ${month}`;
            const value = fromFile('a.nc', `result = f["${info.name}"][${t}, ${m}].item()`);
            const expected = shown(value, info.decimals);

            assert.equal(
                await page.locator(`table.ranked tr[data-area="${m}"] td.value`).textContent(),
                expected,
                `table ${at}`,
            );
            await page.getByRole('button', {name: 'Zoom til valgt sted'}).click();
            const point = await insideArea(page, m);
            await page.mouse.move(point.x, point.y);
            const tip = (await page.locator('.tooltip .tip-value').first().textContent()).split(': ').pop();
            assert.equal(value === null ? '–' : tip.split('\u00a0')[0], expected, `tooltip ${at}: ${tip}`);
            if (value === null) assert.equal(tip, 'Ingen data');

            const agrees = (text, who) => {
                if (value === null) return assert.ok(text === '' || text === 'null', `${who} ${at}: ${text}`);
                assert.ok(
                    Math.abs(Number(text) - value) <= 2e-5 * Math.abs(value),
                    `${who} ${at}: ${text}, file ${value}`,
                );
            };
            const saved = (
                await downloaded(page, () => page.getByRole('button', {name: 'CSV (internasjonal)'}).click())
            ).bytes.toString('utf8');
            const [names, ...rows] = saved
                .trim()
                .split('\r\n')
                .map(line => line.split(','));
            agrees(rows[m].slice(names.indexOf(month) - names.length)[0], 'page CSV');
            const line = lines.find(
                l =>
                    l[head.indexOf('municipality_number')] === number &&
                    l[head.indexOf('month')].startsWith(month),
            );
            agrees(line[head.indexOf(info.name)], 'program CSV');
            agrees(
                execFileSync(
                    '/usr/bin/python3',
                    [
                        '-c',
                        `
import json, sqlite3
row = sqlite3.connect(${JSON.stringify(gpkg)}).execute("SELECT ${info.name} FROM figures WHERE number = '${number}' AND month LIKE '${month}%'").fetchone()
print(json.dumps(row[0]))`,
                    ],
                    {encoding: 'utf8'},
                ).trim(),
                'GeoPackage',
            );
            if (value !== null) values++;
        }
        assert.ok(values >= 12, `only ${values} of 20 had a value`);
    }));
