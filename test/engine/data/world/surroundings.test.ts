import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chanceOf } from '../../../../src/engine/data/world/chance.ts';
import { families } from '../../../../src/engine/data/world/families.ts';
import { contrast } from '../../../../src/engine/data/world/palette.ts';
import type { Split } from '../../../../src/engine/data/world/split.ts';
import { drawSurroundings } from '../../../../src/engine/data/world/text/surroundings.ts';
import { seededRandom } from '../../../../src/engine/generate/seededRandom.ts';

const numbersOf = (svg: string) =>
  [...svg.matchAll(/\b(x|y|width|height)="([-\d.]+)"/g)].map(([, , value]) => Number(value));

describe('what surrounds a line of text', () => {
  it('is in training alone, in four of ten pictures, and lies behind the text', () => {
    const chance = chanceOf(seededRandom(4));
    const share = (split: Split) => {
      const bodies = Array.from({ length: 500 }, () => families.text.draw(5, chance, split).body);
      return bodies.filter((body) => !body.startsWith('<g fill')).length / bodies.length;
    };
    const learned = share('train');
    assert.ok(learned > 0.32 && learned < 0.46, `${learned}`);
    assert.equal(share('test'), 0);
  });

  it('leaves the text to be read: a plate stands out from it, and nothing else touches it', () => {
    const chance = chanceOf(seededRandom(9));
    const ink = { left: 30, top: 40, right: 80, bottom: 60 };
    let plates = 0;
    for (let round = 0; round < 400; round++) {
      const fill = chance.pick(['#000000', '#ffffff', '#cc2222']);
      const svg = drawSurroundings({ ink, ground: '#eeeeee', fill }, chance);
      const plate = /fill="(#[0-9a-f]{6})" rx/.exec(svg)?.[1];
      const [x = 0, y = 0, width = 0, height = 0] = numbersOf(svg);
      if (plate) {
        assert.ok(contrast(plate, fill) > 3, `${plate} ${fill}`);
        plates++;
      }
      if (svg.startsWith('<rect')) {
        const isAround = x < ink.left && x + width > ink.right && y < ink.top && y + height > ink.bottom;
        assert.ok(isAround || y + height < ink.top, svg);
      }
    }
    assert.ok(plates > 80, `only ${plates}`);
  });

  it('has a like in interfaces: a button alone is asked for as a text is', () => {
    const chance = chanceOf(seededRandom(2));
    let asked = 0;
    for (let round = 0; round < 100; round++) {
      const { questions, lessons = [] } = families.interfaces.draw(round % 5, chance, 'train');
      const read = lessons.find(({ kind }) => kind === 'read');
      if (!read) continue;
      const button = [...questions, ...lessons].find(({ kind }) => kind === 'button');
      assert.deepEqual([read.answer, read.regions], [button?.answer, button?.regions]);
      asked++;
    }
    assert.ok(asked > 30, `only ${asked}`);
  });
});
