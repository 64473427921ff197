import { describe, expect, it } from 'vitest';
import { parseEvents } from './events.ts';

const parse = async (...chunks: readonly string[]) => {
  const stream = async function* (): AsyncGenerator<string> {
    yield* chunks;
  };
  const events = [];
  for await (const event of parseEvents(stream())) events.push(event);
  return events;
};

describe('events', () => {
  it('are read whatever the line ends, and wherever a chunk is cut', async () => {
    const text = 'id: 7\r\nevent: image\r\ndata: {"a":\r\ndata: 1}\r\n\r\n: still here\n\ndata: x\n\n';
    const whole = [
      { id: '7', event: 'image', data: '{"a":\n1}' },
      { id: '7', event: 'message', data: 'x' },
    ];
    expect(await parse(text)).toEqual(whole);
    expect(await parse(...Array.from({ length: text.length }, (_, at) => text.charAt(at)))).toEqual(whole);
  });

  it('are not told when the stream ends in the middle of one', async () => {
    expect(await parse('data: whole\n\n', 'data: half\n')).toEqual([{ id: '', event: 'message', data: 'whole' }]);
  });
});
