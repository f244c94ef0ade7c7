import sharp from 'sharp';
import { isSplit } from '../src/engine/data/world/split.ts';
import { worldSource, type PlacedExample } from '../src/engine/data/world/worldSource.ts';

// Draws a sheet of the picture world, a row a level, and prints what is asked about each picture:
// node --import tsx scripts/drawWorld.ts FAMILY FILE.png [SPLIT]

const perRow = 10;
const side = 112;
const gap = 6;

const [family = 'shapes', file = 'world.png', split = 'train'] = process.argv.slice(2);
if (!isSplit(split)) throw new Error(`There is no split ${split}.`);
const source = worldSource({ seed: 7, split, families: [family], size: side });
const tiles = [];
for (let level = 0; level < source.levels; level++)
  for (let index = 0; index < perRow; index++) {
    const example = await source.readPlaced(index, level);
    print(`${level}.${index}`, example);
    tiles.push({ input: await encode(example), left: index * (side + gap), top: level * (side + gap) });
  }
const size = { width: perRow * (side + gap), height: source.levels * (side + gap) };
await sharp({ create: { ...size, channels: 3, background: '#808080' } })
  .composite(tiles)
  .png()
  .toFile(file);

/** The picture, with a frame around what decides the first answer. */
async function encode({ pictures: [picture], regions: [first = []] }: PlacedExample): Promise<Buffer> {
  if (!picture) throw new Error('The world drew nothing.');
  const { width, height, rgb } = picture;
  const frames = first.map(
    ({ left, top, right, bottom }) =>
      `<rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" fill="none" stroke="magenta"/>`,
  );
  const overlay = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${frames.join('')}</svg>`;
  return sharp(rgb, { raw: { width, height, channels: 3 } })
    .composite([{ input: Buffer.from(overlay) }])
    .png()
    .toBuffer();
}

function print(place: string, { turns }: PlacedExample): void {
  console.log(place, turns.map(({ question, answer }) => `${question} ${answer}`).join(' | '));
}
