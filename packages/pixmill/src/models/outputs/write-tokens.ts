/** A text that is being written: of which picture, and its tokens so far. */
export type TextSoFar = { readonly picture: number; readonly tokens: readonly number[] };

/** Scores of all tokens as the next one of each text. All texts are of one length. */
export type ScoreNext = (texts: readonly TextSoFar[]) => Promise<readonly Float32Array[]>;

type Rules = {
  readonly start: readonly number[];
  readonly end: number;
  readonly most: number;
  readonly noRepeat?: number;
};

/** Tokens that would make the last `length` ones a row that has been there before. */
const repeating = (tokens: readonly number[], length: number): ReadonlySet<number> => {
  const found = new Set<number>();
  if (tokens.length < length) return found;
  const tail = tokens.slice(1 - length);
  for (let at = 0; at + tail.length < tokens.length; at++) {
    const next = tokens[at + tail.length];
    if (next !== undefined && tail.every((token, index) => tokens[at + index] === token)) found.add(next);
  }
  return found;
};

/** The token with the highest score; `null` when scores are no numbers. Minus infinity stands for "never". */
const bestOf = (scores: Float32Array, isBarred: (token: number) => boolean): number | null => {
  let best: number | null = null;
  let highest = -Infinity;
  for (let token = 0; token < scores.length; token++) {
    const score = scores[token] ?? Number.NaN;
    if (Number.isNaN(score) || score === Infinity) return null;
    if (score > highest && !isBarred(token)) {
      best = token;
      highest = score;
    }
  }
  return best;
};

/**
 * Writes a text for each picture, the likeliest token each time, all of them together until each has come to its end. Gives
 * the tokens between start and end; or what went wrong with the first one that went wrong.
 * @param rules.isLate asked before each token
 */
export const writeTokens = async (
  scoreNext: ScoreNext,
  { count, start, end, most, noRepeat, isLate }: Rules & { readonly count: number; readonly isLate: () => boolean },
): Promise<readonly (readonly number[])[] | 'no_number' | 'no_end' | 'late'> => {
  const written = new Map<number, readonly number[]>();
  let open: readonly TextSoFar[] = Array.from({ length: count }, (_, picture) => ({ picture, tokens: start }));
  // One step more than tokens: the end is none of them.
  for (let step = 0; step <= most; step++) {
    if (isLate()) return 'late';
    const scores = await scoreNext(open);
    const longer: TextSoFar[] = [];
    for (const [index, { picture, tokens }] of open.entries()) {
      const barred = noRepeat === undefined ? null : repeating(tokens, noRepeat);
      const next = bestOf(scores[index] ?? new Float32Array(), (token) => token !== end && barred?.has(token) === true);
      if (next === null) return 'no_number';
      if (next === end) written.set(picture, tokens.slice(start.length));
      else longer.push({ picture, tokens: [...tokens, next] });
    }
    if (longer.length === 0) return Array.from({ length: count }, (_, picture) => written.get(picture) ?? []);
    open = longer;
  }
  return 'no_end';
};
