import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RgbImage } from '../../../../src/engine/image/rgbImage.ts';
import { drawingSplit } from '../../../../src/engine/data/world/icons/drawingSplit.ts';
import { concepts, drawings } from '../../../../src/engine/data/world/icons/concepts.ts';
import { iconBody } from '../../../../src/engine/data/world/icons/iconBodies.ts';
import type { Box } from '../../../../src/engine/data/world/scene.ts';
import { splits, type Split } from '../../../../src/engine/data/world/split.ts';
import { worldSource, type PlacedExample } from '../../../../src/engine/data/world/worldSource.ts';
import { colourWord, patchesOf, type Patch } from './pixels.ts';

interface Look {
  readonly family: string;
  readonly levels: readonly number[];
  readonly size?: number;
  readonly split?: Split;
}

interface Asked {
  readonly question: string;
  readonly answer: string;
  readonly regions: readonly Box[];
  readonly example: PlacedExample;
  readonly patches: readonly Patch[];
}

/** Draws pictures of these levels and hands over each question of the kind, with what the pixels show. */
async function lookAt(
  kind: string,
  { family, levels, size = 112, split = 'train' }: Look,
  judge: (asked: Asked) => void,
): Promise<void> {
  let judged = 0;
  const source = worldSource({ seed: 31, split, families: [family], size });
  for (const level of levels)
    for (let index = 0; index < 50; index++) {
      const example = await source.readPlaced(index, level);
      const at = example.turns.findIndex(({ task }) => task === `${family}/${kind}`);
      if (at < 0) continue;
      judge({
        ...example.turns[at]!,
        regions: example.regions[at]!,
        example,
        patches: patchesOf(example.pictures[0]!),
      });
      judged++;
    }
  assert.ok(judged > 15, `only ${judged} questions of kind ${kind}`);
}

/** The ink inside a box: the smallest box around what differs from the ground there. */
function inkAround(patches: readonly Patch[]): Box {
  return {
    left: Math.min(...patches.map(({ left }) => left)),
    top: Math.min(...patches.map(({ top }) => top)),
    right: Math.max(...patches.map(({ right }) => right)),
    bottom: Math.max(...patches.map(({ bottom }) => bottom)),
  };
}

function near(one: Box, other: Box, slack: number): boolean {
  return (['left', 'top', 'right', 'bottom'] as const).every((side) => Math.abs(one[side] - other[side]) <= slack);
}

function insideOf({ left, top, right, bottom }: Box, patches: readonly Patch[]): Patch[] {
  const [x, y] = [(patch: Patch) => (patch.left + patch.right) / 2, (patch: Patch) => (patch.top + patch.bottom) / 2];
  return patches.filter((patch) => x(patch) > left && x(patch) < right && y(patch) > top && y(patch) < bottom);
}

describe('text, judged by its pixels', () => {
  // Training also has things around the text.
  it('lies exactly where it is said to lie', () =>
    lookAt('read', { family: 'text', levels: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], split: 'test' }, ({ example, regions }) =>
      assert.ok(near(inkAround(patchesOf(example.pictures[0]!, 1)), regions[0]!, 2), JSON.stringify(regions)),
    ));

  it('has the colour that is named', () =>
    lookAt('colour', { family: 'text', levels: [9], size: 448, split: 'test' }, ({ answer, patches }) => {
      const largest = patches.toSorted((one, other) => other.pixels - one.pixels)[0]!;
      assert.equal(colourWord(largest.colour), answer);
    }));
});

describe('charts, judged by their pixels', () => {
  for (const [kind, sign] of [
    ['highest', 1],
    ['lowest', -1],
  ] as const)
    it(`name the ${kind} bar, counted from the left`, () => {
      let judged = 0;
      return lookAt(kind, { family: 'charts', levels: [0, 1], split: 'test' }, ({ answer, example }) => {
        const bars = barsOf(example.pictures[0]!);
        if (!bars) return;
        const tallest = bars.toSorted((one, other) => sign * (heightOf(other) - heightOf(one)))[0]!;
        assert.equal('ABCDE'[bars.indexOf(tallest)], answer);
        judged++;
      }).then(() => assert.ok(judged > 30, `only ${judged} charts`));
    });

  it('name the slice that covers most pixels, by the square of its colour in the legend', () =>
    // Training also has pies without a legend.
    lookAt('highest', { family: 'charts', levels: [7], split: 'test' }, ({ question, example, regions }) => {
      if (!question.includes('slice')) return;
      const picture = example.pictures[0]!;
      const colour = mostFrequentWord(picture, 66);
      const row = rowOfSquare(picture, colour);
      assert.ok(row > regions[0]!.top && row < regions[0]!.bottom, `${colour} at ${row}`);
    }));
});

/** The bars from left to right, by their colour; undefined where it is that of axes and letters, which touch them. */
function barsOf({ width, height, rgb }: RgbImage): Patch[] | undefined {
  const colour = mostFrequentWord({ width, height, rgb }, width);
  if (colour === 'black' || colour === 'gray') return undefined;
  const only = rgb.map((_, at) => (wordAt(rgb, Math.floor(at / 3)) === colour ? 0 : 255));
  return patchesOf({ width, height, rgb: only }, 20).toSorted((one, other) => one.left - other.left);
}

function heightOf({ top, bottom }: Patch): number {
  return bottom - top;
}

/** The colour of most pixels left of a column, but for white and whatever is drawn in gray or black. */
function mostFrequentWord({ width, height, rgb }: RgbImage, beforeColumn: number): string {
  const counts = new Map<string, number>();
  for (let at = 0; at < width * height; at++) {
    const word = at % width < beforeColumn ? wordAt(rgb, at) : 'white';
    if (word !== 'white') counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].sort((one, other) => other[1] - one[1])[0]![0];
}

/** The middle of the rows in which the legend's column shows this colour. */
function rowOfSquare({ width, height, rgb }: RgbImage, colour: string): number {
  const rows = Array.from({ length: height }, (_, row) => row).filter(
    (row) => wordAt(rgb, row * width + 75) === colour,
  );
  return rows[Math.floor(rows.length / 2)]!;
}

function wordAt(rgb: Uint8Array, at: number): string {
  return colourWord([rgb[3 * at]!, rgb[3 * at + 1]!, rgb[3 * at + 2]!]);
}

describe('interfaces, judged by their pixels', () => {
  it('have buttons of the colour that is named', () =>
    lookAt('colour', { family: 'interfaces', levels: [2, 3], split: 'test' }, ({ answer, regions, patches }) => {
      const [button] = insideOf(regions[0]!, patches).toSorted((one, other) => other.pixels - one.pixels);
      assert.equal(colourWord(button!.colour), answer);
    }));

  it('have as many buttons as is said', () =>
    lookAt('count', { family: 'interfaces', levels: [3], split: 'test' }, ({ answer, patches }) =>
      assert.equal(String(patches.filter(({ left, right }) => right - left > 25).length || 1), answer),
    ));
});

describe('boxes to tick', () => {
  it('show more ink where the answer is yes', async () => {
    const inks = { yes: [] as number[], no: [] as number[] };
    await lookAt('checked', { family: 'interfaces', levels: [6, 7], split: 'test' }, ({ answer, regions, example }) => {
      const { left, top } = regions[0]!;
      const { width, rgb } = example.pictures[0]!;
      const at = (right: number, down: number) =>
        rgb[3 * ((Math.round(top) + down) * width + Math.round(left) + right)]!;
      // A tick has its lowest point a little left of the middle.
      const inside = [at(4, 7), at(5, 7), at(4, 8), at(5, 8)].map((value) => Math.abs(value - at(3, 2)));
      inks[answer as 'yes' | 'no'].push(Math.max(...inside));
    });
    assert.ok(Math.min(...inks.yes) > Math.max(...inks.no), JSON.stringify(inks));
  });
});

describe('icons', () => {
  it('are each a drawing that its collection has, with ink', () => {
    for (const drawing of drawings)
      assert.match(iconBody(drawing).body, /<(path|g|rect|circle|line|polygon)/, drawing.name);
  });

  it('are each in one split, and everything is learned from two drawings', () => {
    for (const concept of concepts) {
      const learned = drawings.filter((drawing) => drawing.concept === concept && drawingSplit(drawing) === 'train');
      assert.ok(learned.length >= 2, concept);
    }
    for (const split of splits)
      assert.ok(drawings.filter((drawing) => drawingSplit(drawing) === split).length > 30, split);
  });

  it('lie where they are said to lie', () =>
    lookAt('name', { family: 'icons', levels: [0, 1, 2] }, ({ regions, patches }) => {
      const ink = inkAround(patches);
      const box = regions[0]!;
      assert.ok(
        ink.left >= box.left - 1 &&
          ink.right <= box.right + 1 &&
          ink.top >= box.top - 1 &&
          ink.bottom <= box.bottom + 1,
      );
      assert.ok(ink.right - ink.left > (box.right - box.left) / 3 || ink.bottom - ink.top > (box.bottom - box.top) / 3);
    }));
});
