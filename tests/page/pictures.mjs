// Pictures of the page for the golden test: desktop, phone, and a printed fact sheet.
// usage: node pictures.mjs REPORT.html FOLDER
import {join, resolve} from 'node:path';
import {chromium} from 'playwright-core';

const [report, folder] = process.argv.slice(2);
const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
});
async function picture(name, hash, more, before = async () => {}) {
    const context = await browser.newContext({deviceScaleFactor: 0.5, locale: 'nb-NO', ...more});
    const page = await context.newPage();
    await page.goto(`file://${resolve(report)}#${hash}`);
    await page.waitForTimeout(600);
    await before(page);
    await page.screenshot({path: join(folder, `${name}.png`)});
    await context.close();
}
await picture('page-desktop', 'view=diff', {viewport: {width: 1280, height: 900}});
await picture('page-map', 'view=diff', {viewport: {width: 1280, height: 900}}, page =>
    page
        .locator('svg.map')
        .first()
        .evaluate(map => map.scrollIntoView({block: 'center'})),
);
await picture('page-phone', 'view=value', {
    viewport: {width: 390, height: 844},
    deviceScaleFactor: 1,
    isMobile: true,
});
await picture('page-sheet', 'place=m5501', {viewport: {width: 794, height: 1123}}, async page => {
    await page.evaluate(() => (window.print = () => {})); // no dialogue; what the button prepares is kept
    await page.getByRole('button', {name: 'Skriv ut faktaarket (PDF)'}).click();
    await page.emulateMedia({media: 'print'});
    await page.waitForTimeout(300);
});
await browser.close();
