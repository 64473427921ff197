/** Text from a file, made safe to keep: UTF-8 where it is valid, else Latin-1; no control characters, one line, 2,000 characters at most. */
export const embeddedText = (bytes: Uint8Array): string | undefined => {
  const utf8 = new TextDecoder().decode(bytes);
  const text = utf8.includes('\ufffd') ? Buffer.from(bytes).toString('latin1') : utf8;
  return cleanText(text);
};

/** The same for text that is decoded already; undefined when nothing is left. */
export const cleanText = (text: string): string | undefined => {
  const clean = text
    // oxlint-disable-next-line no-control-regex -- control characters are what is removed
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\s]+/g, ' ')
    .trim()
    .slice(0, 2000);
  return clean === '' ? undefined : clean;
};
