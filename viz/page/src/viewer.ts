// The viewer: starts empty, shows any snapshot files dropped on it.
import type * as H5 from 'h5wasm';
import {mount} from './app';
import {bytesOfBase64, inflate} from './decode';
import {h} from './dom';
import {readSnapshots} from './snapshot';
import {Language, words} from './text';

const root = document.getElementById('page')!;
let language: Language = new URLSearchParams(location.hash.slice(1)).get('language') === 'en' ? 'en' : 'no';
let h5: typeof H5 | undefined;

/** The HDF5 library waits compressed in the page until the first file comes. */
function library(): typeof H5 {
    if (!h5) {
        const holder = document.getElementById('legekart-h5wasm')!;
        const code = new TextDecoder().decode(
            inflate(bytesOfBase64(holder.textContent.trim()), Number(holder.dataset.bytes)),
        );
        // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the library stands in this very file
        h5 = new Function(`${code};return legekartH5;`)() as typeof H5;
    }
    return h5;
}

async function open(list: FileList | null | undefined): Promise<void> {
    const files = [...(list ?? [])];
    if (!files.length) return;
    const status = document.getElementById('status');
    if (status) status.textContent = words[language].reading;
    try {
        const report = await readSnapshots(library(), files);
        mount(root, report, l => {
            language = l;
            return h('button', {click: () => start()}, words[l].openOther);
        });
        performance.mark('legekart-shown');
    } catch (error) {
        start(error instanceof Error ? error.message : String(error));
    }
}

function start(problem = ''): void {
    const w = words[language];
    document.documentElement.lang = w.tag;
    document.title = w.viewerTitle;
    const input = h('input', {
        type: 'file',
        id: 'files',
        accept: '.nc,.h5',
        multiple: true,
        change: () => void open(input.files),
    });
    const other = ({no: 'en', en: 'no'} as const)[language];
    root.replaceChildren(
        h(
            'main',
            {class: 'start'},
            h('h1', {}, w.viewerTitle),
            h('p', {}, w.viewerIntro),
            h('label', {class: 'drop', for: 'files'}, w.choose, input),
            h('p', {id: 'status', role: 'status', class: problem ? 'problem' : null}, problem),
            h(
                'button',
                {
                    lang: words[other].tag,
                    click: () => {
                        language = other;
                        start(problem);
                    },
                },
                words[other].ownName,
            ),
        ),
    );
}

document.addEventListener('dragover', e => e.preventDefault());
document.addEventListener('drop', e => {
    e.preventDefault();
    void open(e.dataTransfer?.files);
});
start();
