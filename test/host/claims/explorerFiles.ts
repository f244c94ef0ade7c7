import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import sharp from 'sharp';
import type { Claims } from '../claims.ts';
import type { ExplorerPage } from '../explorerPage.ts';
import type { Stage } from '../stage.ts';

/** What is saved from the explorer is read back by other programs. */
export function explorerFileClaims({ workbench, workspace }: Stage, explorer: ExplorerPage): Claims {
  const save = async (kind: string, name: string): Promise<string> => {
    await explorer.chooseExport(kind);
    return acceptSave({ workbench, workspace }, name);
  };
  return {
    'the points are saved as a table where the user says, and the same table as Parquet': async () => {
      const csv = await save('CSV', 'embedding-layer-9.csv');
      const [head, ...rows] = readFileSync(csv, 'utf8').trim().split('\r\n');
      assert.match(head ?? '', /^point,kind,text,picture,/);
      assert.ok(rows.length > 50 && rows.every((row) => /^\d+,(patch|word),/.test(row)));
      const file = await asyncBufferFromFile(await save('Parquet', 'embedding-layer-9.parquet'));
      const read = await parquetReadObjects({ file });
      assert.equal(read.length, rows.length);
      for (const [i, { point, kind, component2 }] of read.entries()) {
        assert.ok(rows[i]?.startsWith(`${point},${kind},`));
        assert.ok(rows[i]?.includes(`,${component2},`));
      }
    },

    'what is seen is saved as a picture and as a drawing': async () => {
      for (const kind of ['PNG', 'SVG']) {
        const picture = sharp(await save(kind, `embedding-layer-9.${kind.toLowerCase()}`));
        const { width, height } = await picture.metadata();
        assert.ok(width > 200 && height > 200);
        const { channels } = await picture.stats();
        assert.ok(Math.max(...channels.slice(0, 3).map(({ stdev }) => stdev)) > 2, `${kind} is of one colour`);
      }
      const drawing = readFileSync(path.join(workspace, 'embedding-layer-9.svg'), 'utf8');
      const words = [...drawing.matchAll(/<text [^>]*>([^<]+)<\/text>/g)].map(([, word]) => word);
      // The labels of points, and below them the key.
      const [labels, key] = [words.slice(0, -2), words.slice(-2)];
      assert.deepEqual(key, ['patch', 'word']);
      assert.ok(
        labels.length > 0 && labels.every((word) => drawing.includes(`<title>“${word}”</title>`)),
        words.join(),
      );
    },

    'what cannot be saved is said, and saved elsewhere': async () => {
      const saveTo = async (file: string) => {
        await proposed(workbench, 'embedding-layer-9.csv');
        await workbench.chooseFile(file);
      };
      await explorer.chooseExport('CSV');
      await saveTo('/proc/points.csv');
      const said = /\/proc\/points.csv could not be saved: .+\. Save it in another place\./;
      const toast = workbench.page.locator('.notification-toast', { hasText: said });
      await toast.waitFor();
      await workbench.screenshot('explorer-not-saved');
      await toast.getByRole('button', { name: 'Save Elsewhere…' }).click();
      await saveTo(path.join(workspace, 'points.csv'));
      await workbench.until('it to be saved', async () => existsSync(path.join(workspace, 'points.csv')) || undefined);
    },

    'the vectors of all layers are saved as safetensors': async () => {
      assert.equal(readVectors(await save('safetensors', 'embedding-layers.safetensors')), 13);
    },
  };
}

/** Lets the file be saved under the name that is proposed. */
export async function acceptSave(
  { workbench, workspace }: Pick<Stage, 'workbench' | 'workspace'>,
  name: string,
): Promise<string> {
  await proposed(workbench, name);
  await workbench.page.keyboard.press('Enter');
  const file = path.join(workspace, name);
  return workbench.until(`${name} to be written`, async () => (existsSync(file) ? file : undefined));
}

/** The line in which the editor proposes where to save, once it does: what is typed before that is overwritten. */
async function proposed(workbench: Stage['workbench'], name: string): Promise<void> {
  const line = workbench.page.locator('.quick-input-widget', { hasText: 'OK' }).locator('input[type=text]');
  await workbench.until(`${name} to be proposed`, async () => (await line.inputValue()).endsWith(name) || undefined);
}

/** Reads the vectors of all layers, and checks that they are whole. How many layers there are. */
export function readVectors(file: string): number {
  const bytes = readFileSync(file);
  const headerBytes = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + headerBytes)) as Record<string, TensorHeader>;
  const layers = Object.entries(header).filter(([name]) => name.startsWith('layer.'));
  for (const [name, { dtype, shape, data_offsets: place }] of layers) {
    assert.equal(dtype, 'F32', name);
    assert.equal(place[1] - place[0], 4 * shape[0] * shape[1], name);
    assert.ok(Number.isFinite(bytes.readFloatLE(8 + headerBytes + place[0])), name);
  }
  assert.equal(bytes.length, 8 + headerBytes + Math.max(...layers.map(([, { data_offsets: place }]) => place[1])));
  return layers.length;
}

interface TensorHeader {
  dtype: string;
  shape: [rows: number, width: number];
  data_offsets: [begin: number, end: number];
}
