// The built pages that the program embeds are what the sources build, and the sources are as they should be.
import {strict as assert} from 'node:assert';
import {spawnSync} from 'node:child_process';
import {test} from 'node:test';

function passes(script) {
    const {status, stdout, stderr} = spawnSync('npm', ['run', '--silent', script], {
        cwd: new URL('../../viz/page', import.meta.url),
        encoding: 'utf8',
    });
    assert.equal(status, 0, stdout + stderr);
}

test('viz/page/dist is the build of viz/page/src', () => passes('check'));

test('Prettier and eslint find nothing in the page and its tests', () => passes('lint'));
