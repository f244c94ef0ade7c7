import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';

/** Runs a test in a folder that holds these files, and removes it afterwards. */
export async function inDataFolder(
  files: { [name: string]: string | Uint8Array },
  run: (folder: string) => Promise<void>,
) {
  const folder = await mkdtemp(join(tmpdir(), 'hovle-data-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A small picture of one colour, encoded. */
export async function pngOf([r, g, b]: readonly [number, number, number]): Promise<Uint8Array> {
  return sharp({ create: { width: 6, height: 4, channels: 3, background: { r, g, b } } })
    .png()
    .toBuffer();
}
