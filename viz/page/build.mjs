// Builds dist/report.html and dist/viewer.html from src/. With --check: fails unless dist/ is what the sources build.
// The same sources and package-lock.json give the same bytes.
import {build} from 'esbuild';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {deflateRawSync, inflateRawSync} from 'node:zlib';

const here = new URL('.', import.meta.url);
const text = name => readFileSync(new URL(name, here), 'utf8');

async function bundle(entry, more = {}) {
    const result = await build({
        entryPoints: [new URL(entry, here).pathname],
        bundle: true,
        minify: true,
        write: false,
        target: 'es2020',
        format: 'iife',
        charset: 'utf8',
        legalComments: 'none',
        absWorkingDir: new URL('.', here).pathname,
        ...more,
    });
    return result.outputFiles[0].text.trim();
}

/** The end of a script element may not stand in a script. */
const safe = script => script.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');

/** Licences of what is bundled, in full, as a comment before the page's end. */
function notices(names) {
    const texts = names.map(name => {
        const folder = `node_modules/${name}/`;
        const about = JSON.parse(text(folder + 'package.json'));
        const licence =
            ['LICENSE', 'LICENSE.txt']
                .map(f => {
                    try {
                        return text(folder + f);
                    } catch {
                        return '';
                    }
                })
                .find(Boolean) ?? about.license;
        return `${name} ${about.version}\n\n${licence.trim()}`;
    });
    return `<!--\nBundled:\n\n${texts.join('\n\n---\n\n').replace(/--+/g, '—')}\n-->`;
}

const style = (await bundle('src/style.css', {loader: {'.css': 'css'}})).replace(/<\//g, '<\\/');
const d3 = [
    'd3-array',
    'd3-color',
    'd3-dispatch',
    'd3-drag',
    'd3-ease',
    'd3-geo',
    'd3-interpolate',
    'd3-scale-chromatic',
    'd3-selection',
    'd3-timer',
    'd3-transition',
    'd3-zoom',
];
const fill = (data, script, names) =>
    text('page.html')
        .replace('@STYLE@', () => style)
        .replace('@DATA@', () => `${data}\n${notices(names)}`)
        .replace('@SCRIPT@', () => safe(script));

const h5 = Buffer.from(
    await bundle('src/h5.ts', {globalName: 'legekartH5', define: {'import.meta.url': '""'}}),
);
/** Another Node compresses to other bytes: a committed copy that holds the same library is kept. */
function packedLibrary() {
    try {
        const kept = />([\w+/=]+)</.exec(text('dist/viewer.html').split('id="legekart-h5wasm"')[1])[1];
        if (inflateRawSync(Buffer.from(kept, 'base64')).equals(h5)) return kept;
    } catch {
        /* no viewer yet, or a damaged one: made anew */
    }
    return deflateRawSync(h5, {level: 9}).toString('base64');
}
const packed = packedLibrary();
const pages = {
    'dist/report.html': fill(
        '<script type="application/json" id="legekart-data">@LEGEKART_DATA@</script>',
        await bundle('src/main.ts'),
        d3,
    ),
    'dist/viewer.html': fill(
        `<script type="text/plain" id="legekart-h5wasm" data-bytes="${h5.length}">${packed}</script>`,
        await bundle('src/viewer.ts'),
        [...d3, 'h5wasm'],
    ),
};

const check = process.argv.includes('--check');
mkdirSync(new URL('dist', here), {recursive: true});
for (const [name, page] of Object.entries(pages)) {
    if (check) {
        if (text(name) !== page) {
            console.error(`viz/page/${name} is not what the sources build; run: npm ci && npm run build`);
            process.exitCode = 1;
        }
    } else {
        writeFileSync(new URL(name, here), page);
        console.log(`${name} ${(Buffer.byteLength(page) / 1000).toFixed(0)} kB`);
    }
}
