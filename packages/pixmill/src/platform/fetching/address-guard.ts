import { BlockList, isIPv4, isIPv6 } from 'node:net';

// IANA special-purpose address registries (RFC 6890 and its updates), multicast and reserved space.
const PRIVATE_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

// Only 2000::/3 is global unicast; of it, these are special. All else (loopback, ULA, link-local, site-local, discard,
// local NAT64, multicast, and whatever is assigned later) is refused because it is not listed.
const SPECIAL_V6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['3fff::', 20],
] as const;

const privateV4 = new BlockList();
for (const [network, prefix] of PRIVATE_V4) privateV4.addSubnet(network, prefix, 'ipv4');
const globalV6 = new BlockList();
globalV6.addSubnet('2000::', 3, 'ipv6');
const specialV6 = new BlockList();
for (const [network, prefix] of SPECIAL_V6) specialV6.addSubnet(network, prefix, 'ipv6');

/** The eight 16-bit groups of an IPv6 address; the URL parser does the reading (libraries differ about `::8.8.8.8`). */
const groupsOf = (address: string): readonly number[] => {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = [], tail = []] = canonical
    .split('::')
    .map((part) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))));
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail];
};

/** The IPv4 address that an IPv6 address stands for: mapped (`::ffff:0:0/96`), NAT64 (`64:ff9b::/96`), 6to4 (`2002::/16`). */
const innerV4 = (address: string): string | null => {
  const groups = groupsOf(address);
  const dotted = (high = 0, low = 0): string => [high >> 8, high & 255, low >> 8, low & 255].join('.');
  const begins = (...prefix: number[]): boolean => prefix.every((group, index) => groups[index] === group);
  if (begins(0, 0, 0, 0, 0, 0xffff) || begins(0x64, 0xff9b, 0, 0, 0, 0)) return dotted(groups[6], groups[7]);
  if (begins(0x2002)) return dotted(groups[1], groups[2]);
  return null;
};

/**
 * Whether an IP address (no brackets) belongs to the public internet. IPv6 forms that carry an IPv4 address are judged
 * by that one. What is no address is not public.
 */
export const isPublicAddress = (address: string): boolean => {
  if (isIPv4(address)) return !privateV4.check(address, 'ipv4');
  if (!isIPv6(address) || address.includes('%')) return false;
  const inner = innerV4(address);
  if (inner !== null) return !privateV4.check(inner, 'ipv4');
  return globalV6.check(address, 'ipv6') && !specialV6.check(address, 'ipv6');
};
