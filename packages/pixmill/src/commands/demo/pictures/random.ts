/** Numbers that look random and are the same for the same seed on every machine. */
export type Random = {
  /** 0 (included) to 1 (excluded). */
  readonly next: () => number;
  readonly between: (min: number, max: number) => number;
  /** A whole number; both ends are included. */
  readonly whole: (min: number, max: number) => number;
  readonly pick: <T>(choices: readonly [T, ...T[]]) => T;
  readonly chance: (probability: number) => boolean;
};

/** Mixes 32 bits well (the finaliser of MurmurHash3). */
export const mixBits = (value: number): number => {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
};

/** Makes a source of numbers from a whole number. */
export const createRandom = (seed: number): Random => {
  let state = mixBits(seed);
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    return mixBits(state) / 2 ** 32;
  };
  const whole = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    between: (min, max) => min + next() * (max - min),
    whole,
    pick: (choices) => choices[whole(0, choices.length - 1)] ?? choices[0],
    chance: (probability) => next() < probability,
  };
};
