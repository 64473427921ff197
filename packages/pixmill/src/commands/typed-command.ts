/** The command as it was typed, as a shell would need it; secrets never stand in arguments. */
export const typedCommand = (): string => ['pixmill', ...process.argv.slice(2)].map(shellWord).join(' ');

const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
