import assert from 'node:assert/strict';
import { chmod, cp, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { compileModel } from '../../../src/engine/compile/compileModel.ts';
import { isUpToDate } from '../../../src/engine/compile/modelCache.ts';
import { refused } from '../checkpoint/refused.ts';
import { temporaryFolder } from '../checkpoint/temporaryFolder.ts';

const tiny = join(import.meta.dirname, '..', '..', 'golden', 'reference', 'tiny-pre');
const precision = 'fp32';

test('a folder of other things is refused and stays as it is, also under the name of the unfinished model', async (t) => {
  const folder = await temporaryFolder(t);
  for (const name of ['thesis', 'other.partial']) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'thesis.txt'), 'precious');
    const out = join(folder, name.replace('.partial', ''));
    const at = join(folder, name);
    await refused(() => compileModel(tiny, { precision, out }), 'compile/other-folder', { folder: at });
    assert.deepEqual(await readdir(at), ['thesis.txt']);
  }
});

test('the checkpoint itself, and a file, are no place for a compiled model', async (t) => {
  const folder = await temporaryFolder(t);
  const checkpoint = join(folder, 'model');
  await cp(tiny, checkpoint, { recursive: true });
  const before = await readdir(checkpoint);
  await refused(() => compileModel(checkpoint, { precision, out: checkpoint }), 'compile/other-folder');
  assert.deepEqual(await readdir(checkpoint), before);
  const file = join(folder, 'notes.txt');
  await writeFile(file, 'precious');
  await refused(() => compileModel(tiny, { precision, out: file }), 'compile/other-folder', { folder: file });
  assert.equal(await readFile(file, 'utf8'), 'precious');
});

test('a name with a slash behind it, an empty folder and an older compiled model are taken', async (t) => {
  const folder = await temporaryFolder(t);
  const out = join(folder, 'made');
  await compileModel(tiny, { precision, out: `${out}/` });
  await compileModel(tiny, { precision, out });
  assert.ok(await isUpToDate(out, tiny));
  await mkdir(join(folder, 'empty'));
  await compileModel(tiny, { precision, out: join(folder, 'empty') });
  assert.deepEqual((await readdir(folder)).sort(), ['empty', 'made']);
});

test('a tokenizer that is none is found before anything is written, and named where it lies', async (t) => {
  const folder = await temporaryFolder(t);
  const checkpoint = join(folder, 'model');
  await cp(tiny, checkpoint, { recursive: true });
  await writeFile(join(checkpoint, 'tokenizer.model'), '<html>');
  const out = join(folder, 'compiled');
  await assert.rejects(compileModel(checkpoint, { precision, out }), (error: Error) =>
    error.message.includes(join(checkpoint, 'tokenizer.model')),
  );
  assert.deepEqual(await readdir(folder), ['model']);
});

test('another tokenizer makes another model of the checkpoint', async (t) => {
  const folder = await temporaryFolder(t);
  const [checkpoint, out] = [join(folder, 'model'), join(folder, 'compiled')];
  await cp(tiny, checkpoint, { recursive: true });
  await compileModel(checkpoint, { precision, out });
  assert.ok(await isUpToDate(out, checkpoint));
  await writeFile(join(checkpoint, 'added_tokens.json'), '{"<extra>": 1200}');
  assert.equal(await isUpToDate(out, checkpoint), false);
});

test('files that nobody may write are copied so that they can be copied again', async (t) => {
  const folder = await temporaryFolder(t);
  const [checkpoint, out] = [join(folder, 'model'), join(folder, 'compiled')];
  await cp(tiny, checkpoint, { recursive: true });
  await chmod(join(checkpoint, 'tokenizer.model'), 0o444);
  await compileModel(checkpoint, { precision, out });
  const { mode } = await stat(join(out, 'tokenizer.model'));
  assert.ok((mode & 0o200) !== 0, 'its owner may write the copy');
});

test('a note of how far it had come that cannot be read begins it anew', async (t) => {
  const folder = await temporaryFolder(t);
  const out = join(folder, 'compiled');
  await mkdir(`${out}.partial`);
  await writeFile(join(`${out}.partial`, 'resume.json'), '{"identity": ');
  await compileModel(tiny, { precision, out });
  assert.ok(await isUpToDate(out, tiny));
});

test('a link to an empty folder is taken', async (t) => {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, 'there'));
  await symlink(join(folder, 'there'), join(folder, 'link'));
  await compileModel(tiny, { precision, out: join(folder, 'link') });
  assert.ok(await isUpToDate(join(folder, 'link'), tiny));
});
