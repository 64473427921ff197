/** What may not stand in a name on some system, or would change what a header says. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}/\\:*?"<>|]+/gu;
const MOST_CHARACTERS = 150;

/** The last part of a name, without what a path or a header could be made of; `file` when nothing is left. */
const safeName = (name: string): string => {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .normalize('NFC')
    .replaceAll(UNSAFE, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const short = Array.from(clean).slice(0, MOST_CHARACTERS).join('');
  return short === '' || /^_+$/.test(short) ? 'file' : short;
};

/**
 * The name under which a download is saved, with the extension of what it is: `holiday.jpg.exe` that is a PNG becomes
 * `holiday.jpg.png`.
 */
export const downloadName = (name: string, extension: string, alike: readonly string[] = []): string => {
  const safe = safeName(name);
  const given = /\.([A-Za-z0-9]{1,10})$/.exec(safe)?.[1]?.toLowerCase();
  if (given !== undefined && [extension, ...alike].includes(given)) return safe;
  const stem = given === undefined ? safe : safe.slice(0, -given.length - 1);
  return `${stem === '' ? 'file' : stem}.${extension}`;
};

/** `Content-Disposition` by RFC 6266: plain ASCII for old readers, UTF-8 for all others. */
export const contentDisposition = (kind: 'inline' | 'attachment', name: string): string => {
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
};
