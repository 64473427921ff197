/** Shortest and longest password, in characters. */
export const PASSWORD_LENGTH = { minLength: 8, maxLength: 128 } as const;

/** Whether a text can be a new password; counts as the schema of requests does, in characters instead of code units. */
export const isPassword = (text: string): boolean => /^.{8,128}$/su.test(text);
