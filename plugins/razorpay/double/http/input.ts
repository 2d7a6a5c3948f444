import type { Notes } from '../state/entities.ts';
import { badRequest } from './api-error.ts';

/** A request's fields, read with Razorpay's own words for what is wrong with them. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is not documented is refused: a double that forgives would hide a typing error until the real one is asked. */
export const only = (fields: Fields, names: readonly string[]): void => {
  const extra = Object.keys(fields).filter((name) => !names.includes(name));
  if (extra.length > 0) throw badRequest(`${extra.join(', ')} is/are not required and should not be sent`);
};

const title = (name: string): string => name.replaceAll('_', ' ');

const asInteger = (value: unknown, field: string): number => {
  // The form-encoded clients send digits as text, and Razorpay takes both.
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
  throw badRequest(`The ${title(field)} must be an integer.`, { field });
};

export const integer = (fields: Fields, field: string): number => {
  const value = fields[field];
  if (value === undefined || value === null || value === '')
    throw badRequest(`The ${title(field)} field is required.`, { field });
  return asInteger(value, field);
};

export const optionalInteger = (fields: Fields, field: string): number | null => {
  const value = fields[field];
  return value === undefined || value === null || value === '' ? null : asInteger(value, field);
};

/** In paise, and at least a rupee. */
export const amount = (fields: Fields): number => {
  const paise = integer(fields, 'amount');
  if (paise < 100) throw badRequest('The amount must be at least INR 1.00', { field: 'amount' });
  return paise;
};

export const currency = (fields: Fields): string => {
  const value = fields['currency'];
  if (value === undefined || value === null || value === '')
    throw badRequest('The currency field is required.', { field: 'currency' });
  if (value !== 'INR') throw badRequest('Currency is not supported', { field: 'currency' });
  return value;
};

export const flag = (fields: Fields, field: string): boolean | null => {
  const value = fields[field];
  if (value === undefined || value === null) return null;
  if ([true, 1, '1', 'true'].includes(value as never)) return true;
  if ([false, 0, '0', 'false'].includes(value as never)) return false;
  throw badRequest(`The ${title(field)} field must be true or false.`, { field });
};

export const text = (fields: Fields, field: string, longest = 255): string | null => {
  const value = fields[field];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw badRequest(`The ${title(field)} must be a string.`, { field });
  if (value.length > longest)
    throw badRequest(`The ${title(field)} may not be greater than ${longest} characters.`, { field });
  return value;
};

export const choice = <const T extends string>(fields: Fields, field: string, of: readonly T[]): T | null => {
  const value = text(fields, field);
  if (value === null) return null;
  const found = of.find((one) => one === value);
  if (found === undefined) throw badRequest(`The selected ${title(field)} is invalid.`, { field });
  return found;
};

/** At most fifteen, each of at most 256 characters. An empty list is what PHP makes of an empty object. */
export const notes = (fields: Fields): Notes => {
  const value = fields['notes'];
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return {};
  if (!isFields(value)) throw badRequest('The notes must be an array.', { field: 'notes' });
  const pairs = Object.entries(value);
  if (pairs.length > 15)
    throw badRequest('Number of fields in notes should be less than or equal to 15', { field: 'notes' });
  const kept = pairs.map(([name, note]) => {
    if (typeof note !== 'string' && typeof note !== 'number' && typeof note !== 'boolean')
      throw badRequest('Invalid value for a note.', { field: 'notes' });
    if (name.length > 256 || String(note).length > 256)
      throw badRequest('A note may not be greater than 256 characters.', { field: 'notes' });
    return [name, String(note)] as const;
  });
  return Object.fromEntries(kept);
};

export interface Span {
  from: number | null;
  to: number | null;
  count: number;
  skip: number;
}

export const span = (query: Fields, most = 100): Span => {
  const count = optionalInteger(query, 'count') ?? 10;
  const skip = optionalInteger(query, 'skip') ?? 0;
  if (count < 1) throw badRequest('The count must be at least 1.', { field: 'count' });
  if (count > most) throw badRequest(`The count may not be greater than ${most}.`, { field: 'count' });
  if (skip < 0) throw badRequest('The skip must be at least 0.', { field: 'skip' });
  return { from: optionalInteger(query, 'from'), to: optionalInteger(query, 'to'), count, skip };
};
