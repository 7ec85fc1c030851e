// The viewer: shows any snapshot dropped on it, and says what is wrong with a file that is none.
import {strict as assert} from 'node:assert';
import {execFileSync} from 'node:child_process';
import {copyFileSync, readFileSync, writeFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {file, fromFile, settled, shown, startBrowser, stopBrowser, withPage} from './world.mjs';
import {violations} from './axe.mjs';

before(startBrowser);
after(stopBrowser);

/** Drops files on the page as a person does from a folder window. */
async function drop(page, ...names) {
    const contents = names.map(name => ({name, text: readFileSync(file(name)).toString('base64')}));
    const transfer = await page.evaluateHandle(contents => {
        const data = new DataTransfer();
        for (const {name, text} of contents)
            data.items.add(new File([Uint8Array.from(atob(text), c => c.charCodeAt(0))], name));
        return data;
    }, contents);
    await page.dispatchEvent('main', 'drop', {dataTransfer: transfer});
}

test('A dropped snapshot shows the file’s values', () =>
    withPage('viewer.html', {}, async page => {
        assert.deepEqual(await violations(page), []);
        await drop(page, 'a.nc');
        await page.locator('svg.map').waitFor();
        await page.locator('#indicator').selectOption('patients');
        await settled(page);
        const values = fromFile('a.nc', 'result = f["patients"][-1].tolist()');
        assert.equal(
            await page.locator('table.ranked tbody tr td.value').first().textContent(),
            shown(Math.max(...values), 0),
        );
        assert.deepEqual(await violations(page), []);
    }));

test('Two chosen files are compared as the report compares them', () =>
    withPage('viewer.html', {hash: 'language=en'}, async page => {
        await page.locator('#files').setInputFiles([file('a.nc'), file('b.nc')]);
        await page.locator('svg.map').first().waitFor();
        await settled(page);
        const found = await page.locator('.findings').innerText();
        await withPage('two.html', {hash: 'language=en'}, async report =>
            assert.equal(await report.locator('.findings').innerText(), found),
        );
        await page.getByRole('button', {name: 'Open other files'}).click();
        assert.equal(await page.locator('#files').count(), 1);
    }));

test('A file that is no snapshot is refused with a sentence', () =>
    withPage('viewer.html', {}, async page => {
        writeFileSync(file('a.csv.txt'), 'municipality,patients\n');
        await drop(page, 'a.csv.txt');
        await page.locator('.problem:not(:empty)').waitFor();
        assert.match(await page.locator('.problem').textContent(), /^a\.csv\.txt: .+/);
        assert.equal(await page.locator('#files').count(), 1);
    }));

test('A file of an older Legekart is refused with what to do', () =>
    withPage('viewer.html', {}, async page => {
        copyFileSync(file('a.nc'), file('old.nc'));
        execFileSync('/usr/bin/python3', [
            '-c',
            `import h5py; h5py.File(${JSON.stringify(file('old.nc'))}, "r+").attrs["schema_version"] = 1`,
        ]);
        await drop(page, 'old.nc');
        await page.locator('.problem:not(:empty)').waitFor();
        assert.equal(
            await page.locator('.problem').textContent(),
            'old.nc: was made by an older Legekart; run the scenario again',
        );
    }));
