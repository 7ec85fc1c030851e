// The page in use: slider, play, choices, hover, keyboard, downloads, links.
import {strict as assert} from 'node:assert';
import {after, before, test} from 'node:test';
import {
    downloaded,
    follow,
    fromFile,
    infos,
    insideArea,
    settled,
    shown,
    startBrowser,
    stopBrowser,
    withPage,
} from './world.mjs';

before(startBrowser);
after(stopBrowser);

const month = async page => (await page.locator('output.month').textContent()).replace('\u00a0', ' ');
const colours = page =>
    page.evaluate(() =>
        [...document.querySelectorAll('svg.map')[0].querySelectorAll('.area')]
            .map(a => a.getAttribute('fill'))
            .join(),
    );

test('The page opens from disk and shows 357 municipalities', () =>
    withPage('one.html', {}, async page => {
        assert.equal(await page.locator('svg.map .areas .area').count(), 357);
        assert.equal(await page.locator('h1').textContent(), 'Fastlegedekning i Norge');
        assert.equal(await month(page), '1. mars 2027');
    }));

test('Moving the slider changes the month, the map and the table', () =>
    withPage('one.html', {}, async page => {
        const last = await colours(page);
        const value = await page.locator('table.ranked tbody tr').first().textContent();
        await page.locator('#month').fill('0');
        await settled(page);
        assert.equal(await month(page), '1. januar 2026');
        assert.notEqual(await colours(page), last);
        assert.notEqual(await page.locator('table.ranked tbody tr').first().textContent(), value);
        assert.match(page.url(), /month=2026-01/);
    }));

test('Play runs from the start to the end and stops there', () =>
    withPage('one.html', {}, async page => {
        const play = page.getByRole('button', {name: 'Spill av'});
        await play.click();
        await page.getByRole('button', {name: 'Pause'}).waitFor();
        await page.waitForFunction(() => /mai 2026/.test(document.querySelector('output.month').textContent));
        await page.waitForFunction(() =>
            /mars 2027/.test(document.querySelector('output.month').textContent),
        );
        await play.waitFor();
    }));

test('Another indicator and another scenario show that file’s numbers', () =>
    withPage('two.html', {hash: 'view=value&scenario=1'}, async page => {
        await page.locator('#indicator').selectOption('patients_without_gp');
        await page.locator('#scenario').selectOption({label: 'En annen framtid'});
        await settled(page);
        const values = fromFile('b.nc', 'result = f["patients_without_gp"][-1].tolist()');
        const greatest = Math.max(...values);
        assert.equal(
            await page.locator('table.ranked tbody tr td.value').first().textContent(),
            shown(greatest, 0),
        );
        assert.match(page.url(), /scenario=2/);
    }));

test('Hovering shows the value that stands in the file', () =>
    withPage('two.html', {hash: 'view=side&indicator=patients&month=2026-08'}, async page => {
        const [a, b] = ['a.nc', 'b.nc'].map(name => fromFile(name, 'result = f["patients"][7].tolist()'));
        for (const area of [0, 120, 300]) {
            await page.locator('svg.map').first().scrollIntoViewIfNeeded();
            const {x, y} = await insideArea(page, area);
            await page.mouse.move(x, y);
            const lines = await page.locator('.tooltip .tip-value').allTextContents();
            assert.ok(lines[0].endsWith(`: ${shown(a[area], 0)}\u00a0personer`), lines[0]);
            assert.ok(lines[1].endsWith(`: ${shown(b[area], 0)}\u00a0personer`), lines[1]);
        }
        await page.mouse.move(2, 2);
        assert.equal(await page.locator('.tooltip').isVisible(), false);
    }));

test('The keyboard alone reaches the slider, steps through the map and chooses a municipality', () =>
    withPage('one.html', {}, async page => {
        await page.keyboard.press('Tab');
        assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
        await page.keyboard.press('Enter');
        assert.equal(await page.evaluate(() => document.activeElement.classList.contains('map')), true);
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('ArrowRight');
        const said = await page.locator('[role=status]').first().textContent();
        const name = said.split(',')[0];
        assert.match(said, /%/);
        await page.keyboard.press('Enter');
        await settled(page);
        assert.equal(await page.locator('#place option:checked').textContent(), name);
        assert.equal(await page.locator('#sheet-name').textContent(), name);
        await page.keyboard.press('+');
        assert.equal(await page.locator('svg.map.zoomed').count(), 1);
        await page.keyboard.press('0');
        assert.equal(await page.locator('svg.map.zoomed').count(), 0);
        for (let i = 0; i < 40 && (await page.evaluate(() => document.activeElement.id)) !== 'month'; i++)
            await page.keyboard.press('Shift+Tab');
        assert.equal(await page.evaluate(() => document.activeElement.id), 'month');
        await page.keyboard.press('Home');
        assert.equal(await month(page), '1. januar 2026');
        await page.keyboard.press('ArrowRight');
        assert.equal(await month(page), '1. februar 2026');
    }));

test('Everything that takes focus shows it', () =>
    withPage('two.html', {}, async page => {
        const seen = new Set();
        for (let i = 0; i < 60; i++) {
            await page.keyboard.press('Tab');
            const [key, outline] = await page.evaluate(() => {
                const e = document.activeElement;
                return [
                    `${e.tagName} ${e.id} ${e.className.baseVal ?? e.className}`,
                    getComputedStyle(e).outlineStyle,
                ];
            });
            assert.notEqual(outline, 'none', key);
            seen.add(key);
        }
        assert.ok([...seen].some(key => key.includes(' month ')));
    }));

test('CSV files hold the numbers of the file, in both flavours', () =>
    withPage('two.html', {hash: 'indicator=lists_without_gp'}, async page => {
        const expected = fromFile('b.nc', 'result = f["lists_without_gp"][:, 5].tolist()');
        const norwegian = await downloaded(page, () =>
            page.getByRole('button', {name: 'CSV (norsk Excel)'}).click(),
        );
        const other = await downloaded(page, () =>
            page.getByRole('button', {name: 'CSV (internasjonal)'}).click(),
        );
        assert.equal(norwegian.name, 'lists_without_gp.csv');
        assert.deepEqual([...norwegian.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
        for (const [text, separator] of [
            [norwegian.bytes.toString('utf8'), ';'],
            [other.bytes.toString('utf8'), ','],
        ]) {
            const rows = text
                .trim()
                .split('\r\n')
                .map(line => line.split(separator));
            assert.equal(rows.length, 1 + 2 * 357);
            assert.deepEqual(rows[1 + 357 + 5].slice(-expected.length).map(Number), expected);
        }
    }));

test('PNG and SVG pictures of the map carry title, date, legend and source', () =>
    withPage('two.html', {hash: 'view=side'}, async page => {
        const png = await downloaded(page, () => page.getByRole('button', {name: 'Kart som PNG'}).click());
        assert.deepEqual([...png.bytes.subarray(1, 4)], [0x50, 0x4e, 0x47]);
        assert.equal(png.bytes.readUInt32BE(16), 2 * 640 * 2.5);
        const svg = (
            await downloaded(page, () => page.getByRole('button', {name: 'Kart som SVG'}).click())
        ).bytes.toString('utf8');
        for (const text of [
            'Andel listeinnbyggere uten fast lege',
            '1.\u00a0mars 2027',
            'Ingen data',
            'Kartverket',
            'a.nc',
            'b.nc',
            'En annen framtid',
        ])
            assert.ok(svg.includes(text), text);
    }));

test('A link opens the view it was copied from', () =>
    withPage('two.html', {}, async page => {
        await page.locator('#indicator').selectOption('places_with_gp');
        await page.locator('#view').selectOption('diff');
        await page.locator('#place').selectOption({label: 'Tromsø'});
        await page.locator('#month').fill('6');
        // On a busy machine the address follows later than settled() waits.
        await page.waitForFunction(() => location.hash.includes('month=2026-07'));
        const hash = page.url().split('#')[1];
        const legend = await page.locator('.legend').textContent();
        const sheet = await page.locator('.sheet').textContent();
        await withPage('two.html', {hash}, async again => {
            await settled(again);
            assert.equal(await again.locator('.legend').textContent(), legend);
            assert.equal(await again.locator('.sheet').textContent(), sheet);
            assert.equal(await month(again), '1. juli 2026');
        });
        await follow(page, 'two.html', 'indicator=nonsense&month=1900-01&place=m9999&scenario=77&view=diff');
        assert.equal(await month(page), '1. januar 2026');
        assert.equal(await page.locator('#place option:checked').textContent(), 'Hele landet');
    }));

test('Filters and sorting work on the table', () =>
    withPage('one.html', {hash: 'indicator=patients'}, async page => {
        await page.locator('#table-search').fill('tromsø');
        assert.equal(await page.locator('table.ranked tbody tr').count(), 1);
        await page.locator('#table-search').fill('');
        await page.locator('#table-county').selectOption({label: 'Finnmark'});
        const names = await page.locator('table.ranked tbody th').allTextContents();
        assert.equal(names.length, 18);
        await page.getByRole('button', {name: 'Kommune', exact: true}).click();
        assert.deepEqual(
            await page.locator('table.ranked tbody th').allTextContents(),
            [...names].sort((a, b) => a.localeCompare(b, 'nb')),
        );
    }));

test('An indicator known by the year shows the latest January, says so, and plays from year to year', () =>
    withPage('one.html', {hash: 'indicator=births&month=2026-09'}, async page => {
        assert.equal(await month(page), '1. januar 2026');
        assert.equal(await page.getByText('Vises for starten, hver 1. januar').isVisible(), true);
        await page.getByRole('button', {name: 'Spill av'}).click();
        await page.waitForFunction(() =>
            /januar 2027/.test(document.querySelector('output.month').textContent),
        );
        await page.waitForFunction(() =>
            /mars 2027/.test(document.querySelector('output.month').textContent),
        );
        await settled(page);
        const births = fromFile('a.nc', 'result = f["births"][14].tolist()');
        assert.equal(
            await page.locator('table.ranked tbody tr td.value').first().textContent(),
            shown(Math.max(...births), 0),
        );
        await page.locator('#indicator').selectOption('patients');
        assert.equal(await page.getByText('Vises for starten, hver 1. januar').isVisible(), false);
    }));

test('In a difference more is red and less is blue, as on the program’s own maps', () =>
    withPage('two.html', {hash: 'view=diff&indicator=patients_without_gp'}, async page => {
        const colours = await page.evaluate(() =>
            [...document.querySelectorAll('.legend .swatch.class')].map(e =>
                getComputedStyle(e).backgroundColor.match(/\d+/g).map(Number),
            ),
        );
        const [red, , blue] = colours[0];
        const [moreRed, , moreBlue] = colours[colours.length - 1];
        assert.ok(blue > red && moreRed > moreBlue, JSON.stringify(colours));
    }));

test('The menu has the headings, names and order that the file gives its indicators', () =>
    withPage('one.html', {}, async page => {
        // The report leaves out what goes together with a lasting GP but need not follow from it.
        const rows = fromFile(
            'a.nc',
            `${infos}\nresult = sorted(infos, key=lambda i: i["menu_place"])`,
        ).filter(row => row.group_no !== 'Sammenhenger, ikke virkninger');
        const headings = [...new Set(rows.map(row => row.group_no))];
        const expected = headings.map(heading => [
            heading,
            rows.filter(row => row.group_no === heading).map(row => row.long_name_no),
        ]);
        assert.ok(headings.length > 5);
        const menu = await page.evaluate(() =>
            [...document.querySelectorAll('#indicator optgroup')].map(group => [
                group.label,
                [...group.children].map(option => option.textContent),
            ]),
        );
        assert.deepEqual(
            menu.map(([heading]) => heading),
            expected.map(([heading]) => heading),
        );
        // Indicators that share a place stand in the order of the file, which a name says nothing of.
        menu.forEach(([heading, names], i) =>
            assert.deepEqual([...names].sort(), [...expected[i][1]].sort(), heading),
        );
        assert.deepEqual(menu[0][1], expected[0][1]);
    }));
