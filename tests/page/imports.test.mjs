// How the page's sources import each other.
import {strict as assert} from 'node:assert';
import {readdirSync, readFileSync} from 'node:fs';
import {test} from 'node:test';

const source = new URL('../../viz/page/src/', import.meta.url);

/** File → the files it imports, types too. */
const imports = () =>
    new Map(
        readdirSync(source)
            .filter(name => name.endsWith('.ts'))
            .map(name => [
                name,
                [...readFileSync(new URL(name, source), 'utf8').matchAll(/from '\.\/([^']+)'/g)].map(
                    ([, to]) => to + '.ts',
                ),
            ]),
    );

/** The first way back to where it started, or undefined. */
function circleIn(graph) {
    const done = new Set();
    const walk = (name, path) => {
        if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
        if (done.has(name)) return undefined;
        for (const next of graph.get(name)) {
            const found = walk(next, [...path, name]);
            if (found) return found;
        }
        done.add(name);
        return undefined;
    };
    for (const name of graph.keys()) {
        const found = walk(name, []);
        if (found) return found.join(' → ');
    }
    return undefined;
}

test('A circle of imports is found wherever it begins', () => {
    assert.equal(
        circleIn(
            new Map([
                ['a', ['b']],
                ['b', ['c', 'd']],
                ['c', []],
                ['d', ['b']],
            ]),
        ),
        'b → d → b',
    );
    assert.equal(
        circleIn(
            new Map([
                ['a', ['b', 'c']],
                ['b', ['c']],
                ['c', []],
            ]),
        ),
        undefined,
    );
});

test('No file of the page imports itself by way of others', () => {
    const graph = imports();
    assert.deepEqual(graph.get('main.ts'), ['app.ts', 'block.ts']);
    assert.equal(circleIn(graph), undefined);
});
