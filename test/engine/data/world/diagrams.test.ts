import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chanceOf } from '../../../../src/engine/data/world/chance.ts';
import type { Arrow } from '../../../../src/engine/data/world/diagrams/diagram.ts';
import { drawDiagram, drawLook } from '../../../../src/engine/data/world/diagrams/drawDiagram.ts';
import { drawDiagramData } from '../../../../src/engine/data/world/diagrams/drawDiagramData.ts';
import { diagramLevels } from '../../../../src/engine/data/world/diagrams/diagramLevels.ts';
import { families } from '../../../../src/engine/data/world/families.ts';
import { rasterize } from '../../../../src/engine/data/world/rasterize.ts';
import type { Box } from '../../../../src/engine/data/world/scene.ts';
import { seededRandom } from '../../../../src/engine/generate/seededRandom.ts';
import type { RgbImage } from '../../../../src/engine/image/rgbImage.ts';

const look = drawLook(false, false, 'train', chanceOf(seededRandom(1)));

/** Dark pixels in a box of a picture whose pixels are the canvas's units. */
function inkIn({ width, rgb }: RgbImage, { left, top, right, bottom }: Box): number {
  let ink = 0;
  for (let y = Math.ceil(top); y < Math.floor(bottom); y++)
    for (let x = Math.ceil(left); x < Math.floor(right); x++) ink += (255 - rgb[3 * (y * width + x)]!) / 255;
  return ink;
}

/** The two halves of the space between two boxes beside or below each other: near the one, near the other. */
function halves(one: Box, other: Box): [Box, Box] {
  const between = {
    left: Math.min(one.right, other.right),
    right: Math.max(one.left, other.left),
    top: Math.min(one.bottom, other.bottom),
    bottom: Math.max(one.top, other.top),
  };
  const isBeside = one.top === other.top;
  const middle = isBeside ? (between.left + between.right) / 2 : (between.top + between.bottom) / 2;
  const [low, high] = isBeside
    ? [
        { ...one, left: between.left, right: middle },
        { ...one, left: middle, right: between.right },
      ]
    : [
        { ...one, top: between.top, bottom: middle },
        { ...one, top: middle, bottom: between.bottom },
      ];
  const oneIsLow = isBeside ? one.left < other.left : one.top < other.top;
  return oneIsLow ? [low, high] : [high, low];
}

/** Two boxes, the left or upper one first. */
function inOrder([one, other]: readonly Box[]): [Box, Box] {
  const isFirst = one!.left < other!.left || one!.top < other!.top;
  return isFirst ? [one!, other!] : [other!, one!];
}

/** Boxes that arrows join to this one, whichever way they point. */
function reachedFrom(start: number, arrows: readonly Arrow[]): Set<number> {
  const reached = new Set([start]);
  for (let before = 0; before < reached.size;) {
    before = reached.size;
    for (const { from, to } of arrows) if (reached.has(from) || reached.has(to)) reached.add(from).add(to);
  }
  return reached;
}

describe('arrows', () => {
  const directions = [
    { to: { column: 1, row: 0 }, from: { column: 0, row: 0 } },
    { to: { column: 0, row: 0 }, from: { column: 1, row: 0 } },
    { to: { column: 0, row: 1 }, from: { column: 0, row: 0 } },
    { to: { column: 0, row: 0 }, from: { column: 0, row: 1 } },
  ];
  for (const { from, to } of directions)
    it(`from ${from.column}, ${from.row} to ${to.column}, ${to.row} have their head at the box they lead to`, () => {
      const boxes = [
        { label: 'A', ...from },
        { label: 'B', ...to },
      ];
      const { svg, places } = drawDiagram({ boxes, arrows: [{ from: 0, to: 1 }] }, look);
      const picture = rasterize({ ground: '#ffffff', body: svg, questions: [] }, 112);
      const [nearFrom, nearTo] = halves(places[0]!, places[1]!);
      assert.ok(
        inkIn(picture, nearTo) > 1.15 * inkIn(picture, nearFrom),
        `${inkIn(picture, nearFrom)} ${inkIn(picture, nearTo)}`,
      );
    });

  it('point the way that training is told, where there is one arrow alone', () => {
    const chance = chanceOf(seededRandom(6));
    let judged = 0;
    for (let round = 0; round < 60; round++) {
      const scene = families.diagrams.draw(1, chance, 'train');
      const told = scene.lessons?.find(({ kind }) => kind === 'direction');
      if (!told) continue;
      const [low, high] = halves(...inOrder(told.regions));
      const picture = rasterize(scene, 112);
      const isHigh = inkIn(picture, high) > inkIn(picture, low);
      const isBeside = told.regions[0]!.top === told.regions[1]!.top;
      assert.equal(told.answer, (isBeside ? ['left', 'right'] : ['up', 'down'])[isHigh ? 1 : 0]);
      judged++;
    }
    assert.ok(judged > 40, `only ${judged}`);
  });

  it('join all boxes, and only neighbours on the grid', () => {
    for (let seed = 0; seed < 300; seed++) {
      const { boxes, arrows } = drawDiagramData(
        diagramLevels.at(-1)!,
        '#ffffff',
        'train',
        chanceOf(seededRandom(seed)),
      );
      assert.equal(reachedFrom(0, arrows).size, boxes.length);
      for (const { from, to } of arrows) {
        const [one, other] = [boxes[from]!, boxes[to]!];
        assert.equal(Math.abs(one.column - other.column) + Math.abs(one.row - other.row), 1);
      }
    }
  });
});
