import fc from 'fast-check';

/** Schemas of the language that answers are kept to, with references into `$defs`. */
export function schemas(): fc.Arbitrary<object> {
  const { schema } = fc.letrec<{ schema: object }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      leaf(),
      { arbitrary: arrays(tie('schema')), weight: 2 },
      { arbitrary: objects(tie('schema')), weight: 3 },
      fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ type: fc.constant('object'), additionalProperties: tie('schema') }),
    ),
  }));
  return fc.tuple(schema, schema).map(([root, shared]) => ({ ...root, $defs: { shared } }));
}

function leaf(): fc.Arbitrary<object> {
  return fc.oneof(
    fc.constantFrom(
      { type: 'null' },
      { type: 'boolean' },
      { type: ['string', 'null'] },
      { $ref: '#/$defs/shared' },
      {},
    ),
    range(fc.nat(6)).map(([minLength, maxLength]) => ({ type: 'string', minLength, maxLength })),
    range(fc.integer({ min: -1200, max: 1200 })).map(([minimum, maximum]) => ({ type: 'integer', minimum, maximum })),
    range(fc.double({ min: -5, max: 5, noNaN: true })).map(([exclusiveMinimum, maximum]) => ({
      ...{ type: 'number', exclusiveMinimum },
      maximum: maximum + 0.001,
    })),
    fc.record({ type: fc.constant('integer'), multipleOf: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ enum: fc.array(fc.jsonValue({ maxDepth: 1 }), { minLength: 1, maxLength: 3 }) }),
    fc.record({ const: fc.jsonValue({ maxDepth: 1 }) }),
    fc
      .constantFrom('^[a-c]{2,3}$', 'x+y?', '^(on|off)$', '[^"]{1,2}', '^\\d{2}:\\d{2}$', '.[\\s"]é?')
      .map((pattern) => ({
        ...{ type: 'string', pattern },
      })),
    fc.constantFrom('date', 'uuid', 'time', 'date-time').map((format) => ({ type: 'string', format })),
  );
}

function arrays(items: fc.Arbitrary<object>): fc.Arbitrary<object> {
  const plain = fc.tuple(items, range(fc.nat(3))).map(([item, [minItems, maxItems]]) => ({
    ...{ type: 'array', items: item, minItems, maxItems },
  }));
  const tuple = fc.array(items, { minLength: 1, maxLength: 3 }).map((prefixItems) => ({
    ...{ type: 'array', prefixItems, items: false, minItems: prefixItems.length },
  }));
  return fc.oneof(plain, tuple);
}

function objects(value: fc.Arbitrary<object>): fc.Arbitrary<object> {
  const names = fc.uniqueArray(fc.oneof(fc.constantFrom('a', 'ab', 'b', 'é"\n'), fc.string({ maxLength: 3 })), {
    maxLength: 4,
  });
  return names.chain((list) =>
    fc
      .tuple(
        fc.array(value, { minLength: list.length, maxLength: list.length }),
        fc.subarray(list),
        fc.nat(2),
        fc.boolean(),
      )
      .filter(([, , least]) => list.length > 0 || least < 2)
      .map(([values, required, least, isClosed]) => ({
        type: 'object',
        properties: Object.fromEntries(
          list.filter((name) => name !== '__proto__').map((name, index) => [name, values[index]]),
        ),
        required: required.filter((name) => name !== '__proto__'),
        ...(least > 0 ? { minProperties: Math.min(least, list.length || 1) } : {}),
        ...(isClosed && list.length > 0 ? { additionalProperties: false } : {}),
      })),
  );
}

const range = (value: fc.Arbitrary<number>): fc.Arbitrary<[number, number]> =>
  fc.tuple(value, value).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
