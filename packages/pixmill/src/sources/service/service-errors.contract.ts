import { describe, expect, it } from 'vitest';
import { json, reply, startHttpServer, type Handler } from '../../../test/http-server.ts';
import { testSourceContext } from '../../../test/source-context.ts';
import type { Source, SourceRequest } from '../../library/source.ts';

/** What every source that asks a service does when the service does not answer as it should. */
export const describeServiceErrors = (
  name: string,
  {
    create,
    setting,
    request,
    blockedCode = 'source.blocked',
  }: {
    readonly create: () => Source;
    /** The setting that replaces the service's address. */
    readonly setting: string;
    readonly request: SourceRequest;
    /** What a 403 means. */
    readonly blockedCode?: string;
  },
): void => {
  const readFrom = async (origin: string): Promise<void> => {
    const context = testSourceContext({ settings: { [setting]: origin } });
    try {
      for await (const page of create().discover(request, context)) {
        if (page.cursor === null) return;
      }
    } finally {
      await context.close();
    }
  };

  const read = async (handler: Handler): Promise<void> => {
    const server = await startHttpServer(handler);
    try {
      await readFrom(server.origin);
    } finally {
      await server.close();
    }
  };

  describe(`${name} tells apart what can go wrong with its service`, () => {
    it.each([
      ['120', 120_000],
      [new Date(Date.now() + 300_000).toUTCString(), 300_000],
    ])('reads a 429 with Retry-After: %s', async (retryAfter, ms) => {
      const error: unknown = await read(json({}, 429, { 'retry-after': retryAfter })).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).toMatchObject({
        code: 'source.rate_limited',
        retry: true,
        details: { source: create().info.title },
      });
      expect(error).toHaveProperty('details.retryAfterMs');
      const wait =
        error instanceof Object && 'details' in error ? Reflect.get(Object(error.details), 'retryAfterMs') : null;
      expect(Math.abs(Number(wait) - ms)).toBeLessThan(30_000);
    });

    it.each([
      [
        'HTML instead of JSON',
        reply('<html><body>Maintenance</body></html>', { headers: { 'content-type': 'text/html' } }),
        'source.not_json',
      ],
      [
        'JSON that breaks off',
        reply('{"results": [{"id": 1', { headers: { 'content-type': 'application/json' } }),
        'source.not_json',
      ],
      ['an empty answer', reply(''), 'source.not_json'],
      ['JSON of another form', json({ hello: 'world' }), 'source.answer_not_understood'],
      ['a bare null', json(null), 'source.answer_not_understood'],
      ['a list instead of an object', json([]), 'source.answer_not_understood'],
      ['a 403', json({}, 403), blockedCode],
      ['a 400', json({}, 400), 'source.refused'],
      ['a 503', json({}, 503), 'source.unreachable'],
    ])('says so for %s', async (_, handler, code) => {
      await expect(read(handler)).rejects.toMatchObject({ code });
    });

    it('says that nobody answers', async () => {
      const server = await startHttpServer(json({}));
      await server.close();
      await expect(readFrom(server.origin)).rejects.toMatchObject({ code: 'source.unreachable', retry: true });
    });
  });
};
