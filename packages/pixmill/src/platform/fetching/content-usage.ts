/** What a preference says about training: `n` forbids, `y` allows, `null` says nothing. */
export type TrainingPreference = 'y' | 'n' | null;

const entriesOf = (text: string): ReadonlyMap<string, string> => {
  const entries = new Map<string, string>();
  for (const part of text.split(',')) {
    const [name = '', value = ''] = part.split('=', 2);
    // A structured-field value may carry parameters after a semicolon.
    const plain = (value.split(';', 1)[0] ?? '').trim().toLowerCase();
    const key = name.trim().toLowerCase();
    // Of two statements the more restrictive holds.
    if (key !== '' && entries.get(key) !== 'n' && entries.get(key) !== 'no') entries.set(key, plain);
  }
  return entries;
};

/**
 * The training preference of a `Content-Usage` value (IETF AIPREF drafts: `train-ai=n, search=y`). `bots`, which takes in
 * all automated use, speaks when `train-ai` does not.
 */
export const contentUsagePreference = (text: string): TrainingPreference => {
  const entries = entriesOf(text);
  for (const name of ['train-ai', 'bots']) {
    const value = entries.get(name);
    if (value === 'n' || value === 'y') return value;
  }
  return null;
};

/** The training preference of a Cloudflare `Content-Signal` value (`search=yes, ai-train=no`). */
export const contentSignalPreference = (text: string): TrainingPreference => {
  const value = entriesOf(text).get('ai-train');
  if (value === 'no') return 'n';
  return value === 'yes' ? 'y' : null;
};
