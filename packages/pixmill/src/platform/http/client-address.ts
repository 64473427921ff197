import { isIPv6 } from 'node:net';

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * What counts as one client: an IPv4 address, or the /64 network of an IPv6 address, since whoever has one address there
 * has 2^64 of them.
 */
export const clientNetwork = (address: string): string => {
  const mapped = MAPPED.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [plain = ''] = address.split('%', 1);
  if (!isIPv6(plain)) return address;
  const [left = '', right] = plain.split('::', 2);
  const head = left === '' ? [] : left.split(':');
  if (right === undefined) return `${head.slice(0, 4).join(':')}::/64`;
  const tail = right === '' ? [] : right.split(':');
  const missing = 8 - head.length - tail.length - (right.includes('.') ? 1 : 0);
  const groups = [...head, ...Array<string>(Math.max(0, missing)).fill('0'), ...tail];
  return `${groups.slice(0, 4).join(':')}::/64`;
};
