import { encoderOf, makePicture } from '../src/imaging/fixtures/pictures.ts';
import { image, json, startHttpServer, type Handler, type HttpServer } from './http-server.ts';

/** A server that answers searches as Openverse does, and serves the images that it names. */
export type OpenverseServer = HttpServer & {
  /** Holds the answers of images back until it is called again with `false`. */
  readonly hold: (isHeld: boolean) => void;
  /** Requests for images that are held back now. */
  readonly held: () => number;
  /** Requests for images so far. */
  readonly imageRequests: () => number;
};

export type OpenverseKeyword = {
  /** How many images it has. */
  readonly total: number;
  /** What is wrong with some of them, e.g. `{ 3: reply('', { status: 404 }) }`. */
  readonly broken?: Readonly<Record<number, Handler>>;
  /** The server that has its images; this one when it is left out. */
  readonly imagesAt?: string;
};

const resultOf = (origin: string, query: string, n: number) => ({
  id: `${Buffer.from(query).toString('hex').slice(0, 12)}-${n}`,
  title: `${query} ${n}`,
  foreign_landing_url: `${origin}/page/${n}`,
  url: `${origin}/image/${encodeURIComponent(query)}/${n}.jpg`,
  creator: 'A. Example',
  license: 'by',
  license_version: '2.0',
  license_url: 'https://creativecommons.org/licenses/by/2.0/',
  provider: 'flickr',
  source: 'flickr',
  tags: [{ name: query }],
  mature: false,
});

/** Starts it; every picture is another one, whatever its keyword. Its origin is the value of `OPENVERSE_URL`. */
export const startOpenverse = async (
  keywords: Readonly<Record<string, OpenverseKeyword>>,
): Promise<OpenverseServer> => {
  const origin: { url: string } = { url: '' };
  const waiting = new Set<() => void>();
  const pictures = new Map<number, Promise<Buffer>>();
  let isHeld = false;
  let imageRequests = 0;
  const names = Object.keys(keywords);

  const search: Handler = (request, response, n) => {
    const parameters = new URL(request.url ?? '/', 'http://host').searchParams;
    const query = parameters.get('q') ?? '';
    const page = Number(parameters.get('page'));
    const size = Number(parameters.get('page_size'));
    const total = keywords[query]?.total ?? 0;
    const results = Array.from({ length: total }, (_, index) =>
      resultOf(keywords[query]?.imagesAt ?? origin.url, query, index),
    );
    return json({
      result_count: total,
      page_count: Math.ceil(total / size),
      results: results.slice((page - 1) * size, page * size),
    })(request, response, n);
  };

  const picture = (seed: number): Promise<Buffer> => {
    const known =
      pictures.get(seed) ??
      encoderOf(makePicture(160, 120, seed))
        .jpeg()
        .toBuffer();
    pictures.set(seed, known);
    return known;
  };

  const serveImage: Handler = async (request, response, n) => {
    imageRequests += 1;
    const [, , query = '', file = ''] = (request.url ?? '').split('/');
    const keyword = decodeURIComponent(query);
    const number = Number.parseInt(file, 10);
    if (isHeld) {
      await new Promise<void>((resolve) => {
        const go = (): void => {
          waiting.delete(go);
          resolve();
        };
        waiting.add(go);
        response.once('close', go);
      });
    }
    const broken = keywords[keyword]?.broken?.[number];
    if (broken !== undefined) return broken(request, response, n);
    return image(await picture(1 + number + names.indexOf(keyword) * 1000))(request, response, n);
  };

  const server = await startHttpServer({ '/v1/images/': search, '/image/*': serveImage });
  origin.url = server.origin;
  return {
    ...server,
    hold: (held) => {
      isHeld = held;
      if (!held) for (const go of waiting) go();
    },
    held: () => waiting.size,
    imageRequests: () => imageRequests,
  };
};
