import { lookup } from 'node:dns/promises';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isOutside } from './addresses.ts';

export interface Address {
  address: string;
  family: number;
}

export interface OutsideOptions {
  /** All addresses of a name. */
  resolve?: (host: string) => Promise<Address[]>;
  /** Which addresses may be spoken to; tests let their own server in. */
  allow?: (address: string) => boolean;
}

export interface Wanted {
  url: string;
  /** Ends the whole thing, redirects and body included. */
  signal: AbortSignal;
}

/** What came of asking: a body to be read, or a sentence why not. `again`: a later try may go better. */
export type Got = { got: IncomingMessage } | { problem: string; again: boolean };

/** Asks strangers' servers for what strangers' links name, and never this machine's own network. */
export type Outside = (wanted: Wanted) => Promise<Got>;

const mostRedirects = 3;
const no = (problem: string, again = false): Got => ({ problem, again });

const parse = (text: string, base?: URL): URL | undefined => {
  const url = URL.canParse(text, base?.href) ? new URL(text, base) : undefined;
  const fits = url && (url.protocol === 'http:' || url.protocol === 'https:') && url.username === '';
  return fits && url.password === '' ? url : undefined;
};

/** One request to one address that was checked: the name is not looked up again, so it cannot change its mind. */
const ask = (url: URL, to: Address, signal: AbortSignal): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const pinned: LookupFunction = (_host, options, answer) =>
      options.all ? answer(null, [to]) : answer(null, to.address, to.family);
    const headers = { accept: 'image/*', 'accept-encoding': 'identity', 'user-agent': 'Leo' };
    const send = url.protocol === 'https:' ? httpsGet : httpGet;
    send(url, { agent: false, headers, lookup: pinned, signal }, resolve).once('error', reject);
  });

export const openOutside = (options: OutsideOptions = {}): Outside => {
  const resolve = options.resolve ?? ((host) => lookup(host, { all: true }));
  const allow = options.allow ?? isOutside;

  /** One of a host's addresses; none when a single one of them is not outside. */
  const addressOf = async (url: URL): Promise<Address | undefined> => {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const family = isIP(host);
    const all = family ? [{ address: host, family }] : await resolve(host);
    return all.every(({ address }) => allow(address)) ? all[0] : undefined;
  };

  const follow = async (url: URL, signal: AbortSignal, left: number): Promise<Got> => {
    const to = await addressOf(url);
    if (!to) return no('The address leads into a private network.');
    const answer = await ask(url, to, signal);
    const status = answer.statusCode ?? 0;
    if (status >= 200 && status < 300) return { got: answer };
    answer.destroy();
    const { location } = answer.headers;
    if (status < 300 || status >= 400 || location === undefined)
      return no(`The other server answered ${status}.`, status >= 500 || status === 429 || status === 408);
    const next = parse(location, url);
    if (!next) return no('The other server sent us on to something that is no web address.');
    return left > 0
      ? follow(next, signal, left - 1)
      : no('The other server sent us on more than three times.');
  };

  return async ({ url, signal }) => {
    const first = parse(url);
    if (!first) return no('This is not a web address that starts with http:// or https://.');
    try {
      return await follow(first, signal, mostRedirects);
    } catch {
      return no(
        signal.aborted ? 'The other server took too long.' : 'The other server could not be reached.',
        true,
      );
    }
  };
};
