import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

type Range = readonly [address: string, prefix: number];

/** IPv4 that is not the open internet: RFC 6890 and its successors. */
const closed4: readonly Range[] = [
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
  ['224.0.0.0', 3],
];

/**
 * Of IPv6 only 2000::/3 is the open internet, and not all of it: what carries an IPv4 address inside
 * (6to4, Teredo; mapped and NAT64 are outside 2000::/3 anyway) could lead back to a closed one.
 */
const open6: Range = ['2000::', 3];
const closed6: readonly Range[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const blocks = (family: 'ipv4' | 'ipv6', ranges: readonly Range[]): BlockList => {
  const list = new BlockList();
  for (const [address, prefix] of ranges) list.addSubnet(address, prefix, family);
  return list;
};
const closedIpv4 = blocks('ipv4', closed4);
const openIpv6 = blocks('ipv6', [open6]);
const closedIpv6 = blocks('ipv6', closed6);

/** This machine's own addresses, public ones too: what listens there may trust whoever is on the machine. */
const isOwn = (address: string): boolean =>
  Object.values(networkInterfaces()).some((all) => all?.some((one) => one.address === address));

/** True for an address out on the internet, where a stranger's link may lead us. */
export const isOutside = (address: string): boolean => {
  const family = isIP(address);
  if (family === 0 || isOwn(address)) return false;
  if (family === 4) return !closedIpv4.check(address, 'ipv4');
  return openIpv6.check(address, 'ipv6') && !closedIpv6.check(address, 'ipv6');
};
