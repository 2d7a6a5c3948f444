import * as z from 'zod/mini';
import { route } from './route.ts';
import { done, id, page, text } from './values.ts';

export const role = z.enum(['buyer', 'seller', 'operator']);
export type Role = z.infer<typeof role>;

/** 8 to 15 digits with an optional +; spaces and dashes are taken out. */
export const phone = z.string().check(
  z.overwrite((typed) => typed.replace(/[\s()-]/g, '')),
  z.regex(/^\+?\d{8,15}$/, 'is not a phone number'),
);

export const address = z.object({
  name: text(80),
  phone,
  /** Six digits in India; other countries' codes are 3 to 10 letters and digits. */
  pin: z.string().check(z.trim(), z.regex(/^[A-Za-z0-9][A-Za-z0-9 -]{1,8}[A-Za-z0-9]$/, 'is not a PIN code')),
  line: text(200),
  landmark: z.optional(z.string().check(z.trim(), z.maxLength(120))),
  city: text(80),
  state: text(80),
});
export type Address = z.infer<typeof address>;

export const account = z.object({
  id,
  role,
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
  phone: z.nullable(z.string()),
  address: z.nullable(address),
});
export type Account = z.infer<typeof account>;

export const email = z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254), z.email());
/** 8 to 256 characters, and at most 1,024 bytes: longer ones are refused, never cut. */
export const password = z.string().check(
  z.minLength(8),
  z.maxLength(256),
  z.refine((typed) => new TextEncoder().encode(typed).length <= 1024, 'is longer than 1,024 bytes'),
);

export const getSession = route({
  method: 'GET',
  path: '/api/session',
  access: 'public',
  summary: 'Who is signed in; null for a visitor who has done nothing yet',
  reply: z.object({ account: z.nullable(account) }),
});
export const signIn = route({
  method: 'POST',
  path: '/api/session',
  access: 'public',
  summary: 'Sign in with e-mail and password; a visitor’s basket comes along',
  body: z.object({ email, password: z.string().check(z.maxLength(1024)) }),
  reply: z.object({ account }),
});
export const signOut = route({
  method: 'DELETE',
  path: '/api/session',
  access: 'public',
  summary: 'Sign out',
  reply: done,
});
export const signUp = route({
  method: 'POST',
  path: '/api/accounts',
  access: 'public',
  summary: 'Open a buyer’s account; a visitor’s basket, address and orders come along',
  body: z.object({ name: text(80), email, password }),
  reply: z.object({ account }),
});
export const saveProfile = route({
  method: 'PUT',
  path: '/api/account',
  access: 'visitor',
  summary: 'Save name, phone and address for the next order',
  body: z.object({
    name: z.optional(text(80)),
    phone: z.optional(phone),
    address: z.optional(z.nullable(address)),
  }),
  reply: z.object({ account }),
});
export const addUser = route({
  method: 'POST',
  path: '/api/users',
  access: 'operator',
  summary: 'Add a seller, an operator or a buyer',
  body: z.object({ name: text(80), email, password, role }),
  reply: z.object({ account }),
});
export const listUsers = route({
  method: 'GET',
  path: '/api/users',
  access: 'operator',
  summary: 'The accounts that can sign in',
  query: z.object({ cursor: z.optional(z.string()) }),
  reply: page(account),
});
