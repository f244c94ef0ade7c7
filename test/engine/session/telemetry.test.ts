import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { encodeModel } from '../../../src/engine/onnx/encodeModel.ts';
import { GraphBuilder } from '../../../src/engine/onnx/graphBuilder.ts';
import { temporaryFolder } from '../checkpoint/temporaryFolder.ts';

const script = join(import.meta.dirname, 'telemetry.script.ts');

for (const where of ['here', 'in a thread']) {
  test(`a model that is loaded ${where} leaves no record for the runtime's makers`, async (t) => {
    const [home, folder] = [await temporaryFolder(t), await temporaryFolder(t)];
    const g = new GraphBuilder('nothing');
    g.output('y', g.one('Sqrt', [g.input('x', 'float32', [1])]));
    const model = join(folder, 'model.onnx');
    await writeFile(
      model,
      encodeModel(g.finish(), () => undefined as never),
    );
    const env = { ...process.env, HOME: home, XDG_CACHE_HOME: home, ORT_DISABLE_TELEMETRY: undefined };
    await promisify(execFile)(process.execPath, ['--import', 'tsx', script, where, model], { env });
    assert.deepEqual(await readdir(home), []);
  });
}
