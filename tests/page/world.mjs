// What the tests share: the browser, the made files, and the values that stand in a snapshot.
import {strict as assert} from 'node:assert';
import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {chromium} from 'playwright-core';

export const folder = process.env.LEGEKART_TEST_FILES;
if (!folder) throw new Error('run tests/page/run.sh, which makes the files to look at');
export const program = process.env.LEGEKART_PROGRAM;
export const file = name => join(folder, name);

let browser;
export async function startBrowser() {
    browser = await chromium.launch({
        executablePath: '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    });
}
export const stopBrowser = () => browser.close();

/** Opens a page from disk with no network and hands it to `use`; any console message, error or request is a failure. */
export async function withPage(name, {hash = '', width = 1280, height = 900, more = {}} = {}, use) {
    const context = await browser.newContext({
        viewport: {width, height},
        locale: 'nb-NO',
        acceptDownloads: true,
        ...more,
    });
    const page = await context.newPage();
    const problems = [];
    page.on('console', message => problems.push(`console: ${message.text()}`));
    page.on('pageerror', error => problems.push(`error: ${error.message}`));
    page.on(
        'request',
        request => /^(file|data|blob):/.test(request.url()) || problems.push(`request: ${request.url()}`),
    );
    page.setDefaultTimeout(20_000);
    try {
        await page.goto(addressOf(name, hash));
        const result = await use(page);
        assert.deepEqual(problems, []);
        return result;
    } finally {
        await context.close();
    }
}
export const addressOf = (name, hash) => `file://${file(name)}${hash && '#' + hash}`;

/** Follows a link within the page and waits for the view it asks for. */
export async function follow(page, name, hash) {
    await page.goto(addressOf(name, hash));
    await settled(page);
}
/** After the pause that tables and the address wait for. */
export const settled = page => page.waitForTimeout(250);

/** Runs a few lines of Python over the opened snapshot `f` (h5py); what they put into `result` comes back. */
export function fromFile(name, lines) {
    const code =
        `import h5py, json, math\nf = h5py.File(${JSON.stringify(file(name))}, "r")\n${lines}\n` +
        'print(json.dumps(result, default=lambda v: v.decode() if isinstance(v, bytes) else v.item()))';
    // NaN is not JSON: an undefined value comes as null.
    return JSON.parse(
        execFileSync('/usr/bin/python3', ['-c', code], {encoding: 'utf8', maxBuffer: 1 << 28}).replace(
            /\bNaN\b/g,
            'null',
        ),
    );
}

/** A number as the page must show it; written apart from the page's own code. */
export function shown(value, decimals, language = 'no') {
    if (value === null) return '–';
    const [whole, part] = Math.abs(value).toFixed(decimals).split('.');
    const digits = [...whole]
        .reverse()
        .map((d, i) => d + (i && i % 3 === 0 ? (language === 'no' ? '\u202f' : ',') : ''))
        .reverse()
        .join('');
    const text = part ? `${digits}${language === 'no' ? ',' : '.'}${part}` : digits;
    return value < 0 && Number(Math.abs(value).toFixed(decimals)) > 0 ? `\u2212${text}` : text;
}
/** Python: `infos`: what the opened snapshot says of each of its indicators. */
export const infos = `
keys = ["indicator", "units", "decimals", "mean_decimals", "group_no", "menu_place", "long_name_no"]
infos = [{"name": n, **{key: f[n].attrs[key] for key in keys}} for n in f if "indicator" in f[n].attrs]`;

/** A point of the screen inside an area of the map, found as a person would: by looking. */
export async function insideArea(page, area) {
    await page.locator('svg.map').first().scrollIntoViewIfNeeded();
    const at = await page.evaluate(area => {
        const path = document.querySelector(`svg.map .areas [data-area="${area}"]`);
        const box = path.getBoundingClientRect();
        for (let n = 2; n < 60; n++)
            for (let i = 1; i < n; i++)
                for (let j = 1; j < n; j++) {
                    const x = box.left + (box.width * i) / n;
                    const y = box.top + (box.height * j) / n;
                    if (document.elementFromPoint(x, y) === path) return {x, y};
                }
        return undefined;
    }, area);
    assert.ok(at, `area ${area} can be pointed at`);
    return at;
}

/** Numbers below `limit`, always the same ones. */
export function lots(seed) {
    let state = seed;
    return limit => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * limit);
    };
}

export async function downloaded(page, action) {
    const [download] = await Promise.all([page.waitForEvent('download'), action()]);
    const {readFileSync} = await import('node:fs');
    return {name: download.suggestedFilename(), bytes: readFileSync(await download.path())};
}
