// How the page stands on a phone, on paper, in both languages, and for people who use assistive technology.
import {strict as assert} from 'node:assert';
import {after, before, test} from 'node:test';
import {inflateSync} from 'node:zlib';
import {violations} from './axe.mjs';
import {follow, insideArea, settled, startBrowser, stopBrowser, withPage} from './world.mjs';

before(startBrowser);
after(stopBrowser);

const views = [
    'view=value&scenario=1',
    'view=side',
    'view=diff&place=m5501',
    'view=change&language=en&place=c56',
];
for (const view of views)
    test(`axe-core finds nothing to mend (${view})`, () =>
        withPage('two.html', {hash: view}, async page => {
            await settled(page);
            assert.deepEqual(await violations(page), []);
        }));

test('axe-core finds nothing to mend on a phone', () =>
    withPage('one.html', {width: 390, height: 844, more: {isMobile: true, hasTouch: true}}, async page => {
        await settled(page);
        assert.deepEqual(await violations(page), []);
    }));

for (const [width, height] of [
    [390, 844],
    [320, 640],
])
    test(`At ${width} × ${height} nothing is wider than the screen and the map can be used`, () =>
        withPage(
            'two.html',
            {width, height, hash: 'view=value&place=m5501', more: {isMobile: true, hasTouch: true}},
            async page => {
                await settled(page);
                const [wide, screen] = await page.evaluate(() => [
                    document.documentElement.scrollWidth,
                    document.documentElement.clientWidth,
                ]);
                assert.ok(wide <= screen, `${wide} on ${screen}`);
                const map = page.locator('svg.map').first();
                await map.scrollIntoViewIfNeeded();
                const box = await map.boundingBox();
                assert.ok(box.width > 0.85 * width && box.height > 0.4 * height, JSON.stringify(box));
                await page.getByRole('button', {name: 'Zoom til valgt sted'}).tap();
                const number = await page.evaluate(
                    () =>
                        [...document.querySelectorAll('#place option')].find(o => o.textContent === 'Tromsø')
                            .value,
                );
                assert.equal(number, 'm5501');
                const area = await page.evaluate(() =>
                    Number(document.querySelector('table.ranked tr.selected').dataset.area),
                );
                const at = await insideArea(page, area);
                await page.touchscreen.tap(at.x, at.y);
                assert.match(await page.locator('.tooltip').textContent(), /Tromsø/);
                const buttons = await page.evaluate(() =>
                    [...document.querySelectorAll('button, select, input')]
                        .filter(e => e.offsetParent)
                        .map(e => [e.getBoundingClientRect().height, e.outerHTML.slice(0, 80)])
                        .filter(([height]) => height < 24),
                );
                assert.deepEqual(buttons, []);
            },
        ));

/** The text of a PDF made by Chromium cannot be read without its fonts; pages and their size can. */
function pdfPages(bytes) {
    const text = bytes.toString('latin1');
    const parts = [text];
    for (const match of text.matchAll(/stream\r?\n/g))
        try {
            parts.push(inflateSync(bytes.subarray(match.index + match[0].length)).toString('latin1'));
        } catch {
            /* not a deflated stream */
        }
    return (parts.join('\n').match(/\/Type\s*\/Page\b/g) ?? []).length;
}

test('The printed fact sheet is one page of A4 and holds only the sheet', () =>
    withPage('two.html', {hash: 'place=m5501'}, async page => {
        await settled(page);
        // A dialogue cannot be answered here: what the button prepares is kept, the dialogue is not opened.
        await page.evaluate(() => (window.print = () => {}));
        await page.getByRole('button', {name: 'Skriv ut faktaarket (PDF)'}).click();
        await page.emulateMedia({media: 'print'});
        assert.equal(await page.locator('.sheet').isVisible(), true);
        for (const hidden of ['svg.map', 'table.ranked', '.charts', 'h1'])
            assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
        assert.equal(await page.locator('#sheet-name').textContent(), 'Tromsø');
        const pdf = await page.pdf({format: 'A4', preferCSSPageSize: true, printBackground: true});
        assert.equal(pdfPages(pdf), 1);
    }));

test('The whole page prints with its fact sheet on a page of its own', () =>
    withPage('one.html', {hash: 'place=c55'}, async page => {
        await settled(page);
        await page.emulateMedia({media: 'print'});
        assert.equal(await page.locator('.sheet').isVisible(), true);
        assert.equal(await page.locator('.controls').first().isVisible(), false);
        assert.ok(pdfPages(await page.pdf({format: 'A4', preferCSSPageSize: true})) >= 4);
    }));

test('Each language has all its words, its own numbers and its own dates', () =>
    withPage('two.html', {hash: 'view=diff&place=m5501'}, async page => {
        await settled(page);
        const text = () =>
            page.evaluate(() =>
                [...document.querySelectorAll('h1,h2,h3,label,button,caption,th,figcaption,p,.legend')]
                    .filter(e => !e.querySelector('select') && !e.closest('ol, tbody'))
                    .map(e => e.textContent)
                    .join('\n'),
            );
        const norwegian = await text();
        assert.equal(await page.evaluate(() => document.documentElement.lang), 'nb');
        await page.getByRole('button', {name: 'English'}).click();
        await settled(page);
        const english = await text();
        assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
        assert.equal(await page.evaluate(() => document.activeElement.textContent), 'English');
        assert.match(page.url(), /language=en/);
        assert.equal(await page.locator('output.month').textContent(), '1\u00a0March 2027');
        assert.match(norwegian, /1\.\u00a0mars 2027/);
        const foreign = english
            .replace(/Reglene fra 2026 videreføres|Norsk|CSV .*|.*CC BY.*|Helsedirektoratet \(.*/g, '')
            .match(/.*\b(og|kommuner|lister|uten|andel|endring)\b.*/i);
        assert.equal(foreign?.[0], undefined);
        assert.equal(norwegian.match(/.*\b(and|municipalities|share|change|without)\b.*/i)?.[0], undefined);
        await follow(page, 'two.html', 'language=no');
        assert.equal(await page.locator('#map-title').textContent(), 'Kart');
    }));

test('Every unit and every name has Norwegian words', () =>
    withPage('one.html', {}, async page => {
        for (const indicator of await page.evaluate(() =>
            [...document.querySelectorAll('#indicator option')].map(o => o.value),
        )) {
            await page.locator('#indicator').selectOption(indicator);
            const text = `${await page.locator('#indicator option:checked').textContent()} (${await page.locator('.legend-unit').first().textContent()})`;
            assert.doesNotMatch(
                text,
                /\b(per (month|year|week|resident|hour|GP|list)|persons|patients|NOK|prices|hours|working|index|of)\b/,
                indicator,
            );
        }
    }));
