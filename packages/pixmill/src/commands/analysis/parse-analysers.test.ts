import { describe, expect, it } from 'vitest';
import { parseAnalysers } from './parse-analysers.ts';

describe('--analyze', () => {
  it('names analysers in their order, each once', () => {
    expect(parseAnalysers('local, builtin,local')).toEqual(['local', 'builtin']);
    expect(parseAnalysers(['builtin'])).toEqual(['builtin']);
  });

  it.each(['', ' , ', 'telepathy', 'builtin,telepathy', 'toString'])('refuses %j', (value) => {
    expect(() => parseAnalysers(value)).toThrow(/^--analyze cannot be ".*": expected one or more of builtin, local/);
  });
});
