// The built pages that the program embeds are what the sources build.
import {strict as assert} from 'node:assert';
import {spawnSync} from 'node:child_process';
import {test} from 'node:test';

test('viz/page/dist is the build of viz/page/src', () => {
    const {status, stdout, stderr} = spawnSync('npm', ['run', '--silent', 'check'], {cwd: new URL('../../viz/page', import.meta.url), encoding: 'utf8'});
    assert.equal(status, 0, stdout + stderr);
});
