/** The parts of a path or an address, as a person reads them; the host is the first. */
const partsOf = (name: string): readonly string[] => {
  const url = /^https?:/i.test(name) ? URL.parse(name) : null;
  const parts = (url === null ? name : `${url.host}${url.pathname}`).split(/[\\/]/).filter((part) => part !== '');
  if (url === null) return parts;
  return [...parts.slice(0, -1), `${parts.at(-1) ?? ''}${url.search}`].map(decoded);
};

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

/** The ends of two paths or addresses: as many parts as it takes to tell them apart, most often the last one. */
export const shortNames = (first: string, second: string): readonly [string, string] => {
  const [one, other] = [partsOf(first), partsOf(second)];
  const most = Math.max(one.length, other.length);
  for (let count = 1; count < most; count++) {
    const names = [one.slice(-count).join('/'), other.slice(-count).join('/')] as const;
    if (names[0] !== names[1]) return names;
  }
  return [one.join('/') || first, other.join('/') || second];
};
