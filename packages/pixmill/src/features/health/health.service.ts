/** How a part is: `degraded` works, but not as it should. */
export type PartStatus = 'healthy' | 'degraded' | 'unhealthy';

/** What was found out about a part. */
export type PartHealth = { readonly status: PartStatus; readonly message: string; readonly workers?: number };

/** How one part is looked at. */
export type HealthCheck = {
  readonly name: string;
  /** Whether nothing can be answered without it. */
  readonly isVital: boolean;
  /** How long an answer holds: looking costs something, and anybody may ask. */
  readonly keepMs: number;
  /** What it throws means that the part does not work. */
  readonly look: () => Promise<PartHealth>;
  /** What people are told when it does not work; reasons stay in the log. */
  readonly failure: string;
};

/** How everything is. */
export type HealthReport = {
  readonly status: 'healthy' | 'degraded';
  readonly timestamp: string;
  readonly services: Readonly<Record<string, PartHealth>>;
  /** Sentences of vital parts that do not work; none when requests can be answered. */
  readonly missing: readonly string[];
};

/** Tells how everything is. */
export type Health = { readonly report: () => Promise<HealthReport> };

/** A part that takes longer than this does not work. */
const PATIENCE_MS = 2_000;

const within = async <T>(run: Promise<T>): Promise<T> => {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('It did not answer in time.')), PATIENCE_MS);
  try {
    return await Promise.race([run, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Looks at a part, at most once at a time and not again while the answer holds. */
const remembering = (
  { look, keepMs, failure }: HealthCheck,
  { now, failed }: { readonly now: () => number; readonly failed: (error: unknown) => void },
): (() => Promise<PartHealth>) => {
  let last: { readonly answer: Promise<PartHealth>; readonly until: number } | null = null;
  const ask = async (): Promise<PartHealth> => {
    try {
      return await within(look());
    } catch (error) {
      failed(error);
      return { status: 'unhealthy', message: failure };
    }
  };
  return () => {
    if (last === null || last.until <= now()) last = { answer: ask(), until: now() + keepMs };
    return last.answer;
  };
};

/** Makes what tells the health of the parts given here. */
export const createHealth = ({
  checks,
  now = Date.now,
  failed,
}: {
  readonly checks: readonly HealthCheck[];
  readonly now?: () => number;
  /** Hears why a part does not work. */
  readonly failed: (name: string, error: unknown) => void;
}): Health => {
  const parts = checks.map((check) => ({
    ...check,
    ask: remembering(check, { now, failed: (error) => failed(check.name, error) }),
  }));
  return {
    report: async () => {
      const found = await Promise.all(parts.map(async (part) => ({ ...part, health: await part.ask() })));
      return {
        status: found.every(({ health }) => health.status === 'healthy') ? 'healthy' : 'degraded',
        timestamp: new Date(now()).toISOString(),
        services: Object.fromEntries(found.map(({ name, health }) => [name, health])),
        missing: found
          .filter(({ isVital, health }) => isVital && health.status === 'unhealthy')
          .map(({ health }) => health.message),
      };
    },
  };
};
