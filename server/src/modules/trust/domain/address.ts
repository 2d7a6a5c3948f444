import type { Address } from '#contracts/accounts';
import { judgePin } from './pins.ts';

/** What may be wrong with an address: `doubtful` ones are often right, to `unusable` ones hardly a parcel arrives. */
export interface AddressFinding {
  weight: 'doubtful' | 'unusable';
  says: string;
}

/** Fewer letters and digits than this do not lead to a door. */
const shortest = 8;
const vowel = /[aeiouy]/;
/** Neighbours on a keyboard, which fingers walk along when they only want to fill the field. */
const walks: readonly { row: string; steps: number }[] = [
  // Words have four of the upper row in a line: property, liberty.
  { row: 'qwertyuiop', steps: 5 },
  { row: 'poiuytrewq', steps: 5 },
  ...['asdfghjkl', 'zxcvbnm', 'lkjhgfdsa', 'mnbvcxz'].map((row) => ({ row, steps: 4 })),
];

const isWalk = (word: string): boolean =>
  walks.some(({ row, steps }) =>
    Array.from(row.slice(steps - 1)).some((_, at) => word.includes(row.slice(at, at + steps))),
  );
/** `aaaa`, `abababab`, `xyzxyzxyz`. */
const isRepeated = (word: string): boolean => /(\p{L})\1{3}/u.test(word) || /^(\p{L}{2,3})\1{2,}/u.test(word);
/** Names of offices have five letters without a vowel (KSRTC), no word in India's Latin spelling has six. */
const isUnspeakable = (word: string): boolean =>
  /^[a-z]{6,}$/.test(word) && (!vowel.test(word) || /[bcdfghjklmnpqrstvwxz]{7,}/.test(word));

export const isGibberish = (typed: string): boolean => {
  const words = typed.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.some((word) => isRepeated(word) || isWalk(word) || isUnspeakable(word));
};

const isTooShort = ({ line, landmark = '' }: Address): boolean =>
  (`${line}${landmark}`.match(/[\p{L}\p{M}\p{N}]/gu) ?? []).length < shortest;

/** Nothing where the address looks right. `india`: its PIN has to be one of India's. */
export const judgeAddress = (address: Address, india: boolean): AddressFinding[] => {
  const found: AddressFinding[] = [];
  const pin = india ? judgePin(address.pin, address.state) : 'fits';
  if (pin === 'no-pin') found.push({ weight: 'unusable', says: `${address.pin} is not a PIN code.` });
  if (pin === 'other-state')
    found.push({ weight: 'doubtful', says: `The PIN code ${address.pin} is not in ${address.state}.` });
  if (isGibberish(`${address.line} ${address.city}`))
    found.push({ weight: 'unusable', says: 'The address does not look like one.' });
  if (isTooShort(address))
    found.push({ weight: 'doubtful', says: 'The address is too short for a courier to find the door.' });
  return found;
};
