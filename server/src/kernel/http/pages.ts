import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import compression from 'compression';
import express, { type Request, type Response, Router } from 'express';
import helmet from 'helmet';

const year = 31_536_000;

/** What the page says of itself to whoever shows a link to it. */
export interface PageCard {
  title: string;
  description: string;
  /** A path of this shop, `/media/…`. */
  image?: string | undefined;
}

export interface PagesDeps {
  /** The folder the web app was built into. */
  folder: string;
  /** The card of a path, for links that are shared; undefined for the shop's own. */
  card(path: string): Promise<PageCard | undefined>;
  /** Origins that ways of paying need in the browser. */
  paying: readonly string[];
}

/**
 * Scripts, styles, fonts and sockets from this shop only, and from where its buyers pay; pictures may come as data or
 * from a camera.
 */
const headers = (paying: readonly string[]) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        connectSrc: ["'self'", 'ws:', 'wss:', ...paying],
        formAction: ["'self'", ...paying],
        frameAncestors: ["'none'"],
        frameSrc: ["'self'", ...paying],
        imgSrc: ["'self'", 'data:', 'blob:', ...paying],
        mediaSrc: ["'self'", 'blob:', 'mediastream:'],
        objectSrc: ["'none'"],
        scriptSrc: ["'self'", ...paying],
        styleSrc: ["'self'", "'unsafe-inline'"],
      },
    },
    // Whoever runs the shop behind a real certificate sets this at the proxy; with our own it would lock people out.
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
    // A provider's page opens windows of the buyer's bank, which answer to this one.
    crossOriginOpenerPolicy: { policy: paying.length > 0 ? 'same-origin-allow-popups' : 'same-origin' },
  });

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (one) => escapes[one] ?? one);

const withCard = (html: string, card: PageCard, origin: string): string => {
  const image = card.image ? `<meta property="og:image" content="${escaped(origin + card.image)}">` : '';
  const tags = `<title>${escaped(card.title)}</title><meta property="og:title" content="${escaped(card.title)}">
<meta property="og:description" content="${escaped(card.description)}">${image}`;
  return html.replace(/<title>[^<]*<\/title>/, () => tags);
};

/** The web app: its files for ever (their names change with them), its page for every other path. */
export const pagesRouter = ({ folder, card, paying }: PagesDeps): Router => {
  const router = Router();
  router.use(headers(paying));
  router.use(compression());
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: year * 1_000, index: false }),
  );
  router.use(express.static(folder, { index: false, maxAge: '1h' }));
  router.get(/^(?!\/(api|media|assets|socket\.io)\/).*/, async (request: Request, response: Response) => {
    const html = await readFile(join(folder, 'index.html'), 'utf8');
    const found = await card(request.path).catch(() => undefined);
    response.setHeader('Cache-Control', 'no-cache');
    response.type('html').send(found ? withCard(html, found, `${request.protocol}://${request.host}`) : html);
  });
  return router;
};

/** Sends a file that never changes under its name. */
export const sendForever = (response: Response, file: { path: string; type: string }): void => {
  response.setHeader('Content-Type', file.type);
  response.setHeader('Cache-Control', `public, max-age=${year}, immutable`);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  createReadStream(file.path)
    .once('error', () => response.destroy())
    .pipe(response);
};
