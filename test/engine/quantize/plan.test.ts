import assert from 'node:assert/strict';
import { test } from 'node:test';
import { names } from '../../../src/engine/model/names.ts';
import { bitsPerWeight } from '../../../src/engine/quantize/blockFormat.ts';
import { plan, roleOf, schemeOf, type Role } from '../../../src/engine/quantize/plan.ts';

const roles: [parameter: string, role: Role][] = [
  [`${names.embedding.layer(0).queryKeyValue}.weight`, 'attention'],
  [`${names.embedding.layer(7).down}.weight`, 'feedForward'],
  [`${names.language.layer(23).attentionOutput}.weight`, 'attention'],
  [`${names.language.layer(11).gate}.weight`, 'feedForward'],
  [`${names.language.layer(11).up}.weight`, 'feedForward'],
  [names.language.head, 'head'],
  [`${names.embedding.projectorIn}.weight`, 'projector'],
  [`${names.embedding.projectorOut}.weight`, 'projector'],
  [`${names.vision.projectorIn}.weight`, 'projector'],
  [`${names.vision.layer(3)}.mlp.fc1.weight`, 'vision'],
  [`${names.embedding.patch}.weight`, 'other'],
  [`${names.vision.patch}.weight`, 'other'],
  [`${names.language.layer(2).attentionNorm}.weight`, 'other'],
  ['something.else', 'other'],
];

for (const [parameter, role] of roles) {
  test(`${parameter} is ${role}`, () => assert.equal(roleOf(parameter), role));
}

test('in fp32 nothing is quantised, and the head never has fewer bits than the layers', () => {
  for (const scheme of Object.values(plan.fp32)) assert.equal(scheme.kind, 'float32');
  const { attention, head } = plan.int4;
  assert.ok(attention.kind === 'blocks' && head.kind === 'blocks');
  assert.ok(bitsPerWeight(head.format) > bitsPerWeight(attention.format));
});

test('a short row gets the shortest block that holds it', () => {
  const blockSize = (columns: number): number => {
    const scheme = schemeOf(names.language.head, columns, 'int4');
    return scheme.kind === 'blocks' ? scheme.format.blockSize : NaN;
  };
  assert.deepEqual([16, 64, 96, 128, 2048].map(blockSize), [32, 64, 128, 128, 128]);
});
