/** Wraps what went wrong while reading what was typed: the exit status is that of wrong usage. */
export class UsageProblem extends Error {
  override readonly name = 'UsageProblem';
}

/** Runs the part of a command that only reads what was typed. */
export const whileReading = async <T>(read: () => Promise<T> | T): Promise<T> => {
  try {
    return await read();
  } catch (error) {
    throw new UsageProblem('What was typed cannot be meant.', { cause: error });
  }
};
