/** What a login gives. */
export type Tokens = {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the access token ends, in ms since 1970. */
  readonly expiresAt: number;
};

/** Keeps the tokens of one login; a browser may keep them in its storage, a script in memory. */
export type TokenStore = {
  readonly get: () => Tokens | null;
  readonly set: (tokens: Tokens | null) => void;
};

/** Keeps tokens as long as the program runs. */
export const memoryTokens = (): TokenStore => {
  let kept: Tokens | null = null;
  return {
    get: () => kept,
    set: (tokens) => {
      kept = tokens;
    },
  };
};

/** What the API answers to a login. */
export type TokenAnswer = {
  readonly access_token: string;
  readonly refresh_token: string;
  /** Seconds. */
  readonly expires_in: number;
};

/** The tokens of an answer, by the clock of this machine. */
export const tokensOf = (answer: TokenAnswer, now = Date.now()): Tokens => ({
  accessToken: answer.access_token,
  refreshToken: answer.refresh_token,
  expiresAt: now + answer.expires_in * 1000,
});
