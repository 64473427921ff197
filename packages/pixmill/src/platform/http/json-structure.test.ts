import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonFlaw } from './json-structure.ts';

describe('the structure of JSON', () => {
  it('is fine whatever it says, as long as no name stands twice', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 2), (value, indent) => {
        expect(findJsonFlaw(JSON.stringify(value, null, indent))).toBeNull();
      }),
    );
  });

  it.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"a":1, "\\u0061":2}', 'a'],
    ['[{"x":[1,{"b":"a","c":"b"}]},{"b":{},"c":[],"b":0}]', 'b'],
    ['{"\\\\":1,"\\\\":2}', '\\'],
    ['{"a\\"":",","a\\"":"}"}', 'a"'],
    ['{"":1,"":2}', ''],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ])('%s has a name twice', (json, name) => {
    expect(findJsonFlaw(json)).toEqual({ kind: 'repeated', name });
  });

  it.each([
    '{"a":"a","b":"a"}',
    '{"a":["a","a"],"b":{"a":1}}',
    '[{"a":1},{"a":1}]',
    '{"a":"{\\"a\\":1,\\"a\\":2}","b":",\\"a\\":"}',
    '"a"',
    '12',
    '{"a":{"b":1},"b":2}',
  ])('%s has none', (json) => {
    expect(findJsonFlaw(json)).toBeNull();
  });

  it('may have 100 levels and no more', () => {
    const nested = (levels: number): string => '[{"a":'.repeat(levels / 2) + '1' + '}]'.repeat(levels / 2);
    expect(findJsonFlaw(nested(100))).toBeNull();
    expect(findJsonFlaw(nested(102))).toEqual({ kind: 'deep', limit: 100 });
  });
});
