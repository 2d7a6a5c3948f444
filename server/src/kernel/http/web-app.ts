import express, { type Express, type Request, type Response } from 'express';
import { Refusal } from '../refusal.ts';
import { openApi } from './openapi.ts';
import { type PagesDeps, pagesRouter, sendForever } from './pages.ts';
import { passOn } from './pass-on.ts';
import { answerProblem } from './problem.ts';
import { apiRouter, type RouterDeps } from './router.ts';
import type { AnyServed } from './serve.ts';

/** A part of the shop that can be up or down. */
export interface Health {
  /** Down means the shop cannot do its work; other parts may be down and the shop goes on. */
  vital: boolean;
  state(): Promise<'up' | 'down'> | 'up' | 'down';
}

export interface WebAppDeps extends Omit<RouterDeps, 'metrics'> {
  metrics: RouterDeps['metrics'] & { text(): Promise<{ type: string; body: string }> };
  title: string;
  served: readonly AnyServed[];
  trustedProxies: string;
  pages: PagesDeps;
  health: Record<string, Health>;
  /** True from the moment the server was told to stop. */
  isStopping(): boolean;
  /** Files with addresses of their own: a picture's sizes, the rows an import did not take. */
  files: {
    media(id: string, file: string): Promise<{ path: string; type: string } | undefined>;
    importErrors(importId: string, request: Request): Promise<string | undefined>;
    invoice(id: string, request: Request): Promise<{ name: string; body: Buffer }>;
  };
  /** The port of a program on this machine that plays a payment provider, for trying things out. */
  testPayments: number | undefined;
  /** A buyer comes back from a provider's page with its form: answers where they go on. */
  returned(payment: { method: string; id: string }, form: Record<string, string>): Promise<string>;
}

const healthOf = async (parts: Record<string, Health>) => {
  const states = await Promise.all(
    Object.entries(parts).map(async ([name, part]) => {
      const state = await Promise.resolve(part.state()).catch(() => 'down' as const);
      return { name, state, failed: part.vital && state === 'down' };
    }),
  );
  return {
    ready: !states.some((one) => one.failed),
    parts: Object.fromEntries(states.map(({ name, state }) => [name, state])),
  };
};

/** Figures are for the machine itself and for the operator, not for whoever finds the address. */
const mayRead = async (deps: WebAppDeps, request: Request): Promise<boolean> => {
  const forwarded = request.headers['x-forwarded-for'] ?? request.headers.forwarded;
  const local = /^(::1|(::ffff:)?127\.)/.test(request.socket.remoteAddress ?? '');
  if (local && forwarded === undefined) return true;
  const { cookie, authorization } = request.headers;
  return (await deps.doorman.identify({ cookie, authorization }))?.role === 'operator';
};

const operating = (app: Express, deps: WebAppDeps): void => {
  app.get('/healthz', (_request, response) => void response.json({ alive: true }));
  app.get('/readyz', async (_request, response) => {
    const { ready, parts } = await healthOf(deps.health);
    const able = ready && !deps.isStopping();
    response.status(able ? 200 : 503).json({ ready: able, stopping: deps.isStopping(), parts });
  });
  app.get('/metrics', async (request, response) => {
    if (!(await mayRead(deps, request))) throw new Refusal('account.not-allowed');
    const { type, body } = await deps.metrics.text();
    response.type(type).send(body);
  });
};

const files = (app: Express, deps: WebAppDeps): void => {
  app.get('/media/:id/:file', async (request: Request<{ id: string; file: string }>, response: Response) => {
    const found = await deps.files.media(request.params.id, request.params.file);
    if (!found) throw new Refusal('image.unknown');
    sendForever(response, found);
  });
  app.get('/api/imports/:id/errors.csv', async (request: Request<{ id: string }>, response: Response) => {
    const path = await deps.files.importErrors(request.params.id, request as unknown as Request);
    if (!path) throw new Refusal('import.unknown');
    response.setHeader('Content-Type', 'text/csv; charset=utf-8');
    response.setHeader('Content-Disposition', 'attachment; filename="errors.csv"');
    response.sendFile(path, { dotfiles: 'allow' });
  });
  app.get('/api/invoices/:id.pdf', async (request: Request<{ id: string }>, response: Response) => {
    const { name, body } = await deps.files.invoice(request.params.id, request as unknown as Request);
    response.setHeader('Content-Type', 'application/pdf');
    response.setHeader('Content-Disposition', `inline; filename="${name}"`);
    response.setHeader('Cache-Control', 'no-store');
    response.send(body);
  });
};

/** In-app browsers open a provider's page in place of ours; it sends the buyer back with a form. */
const returns = (app: Express, deps: WebAppDeps): void => {
  const readForm = express.urlencoded({ extended: false, limit: '20kb', parameterLimit: 50 });
  const path = '/pay/:method/return/:id';
  app.post(path, readForm, async (request: Request<{ method: string; id: string }>, response: Response) => {
    const given = Object.entries((request.body ?? {}) as Record<string, unknown>);
    const form = Object.fromEntries(
      given.filter((one): one is [string, string] => typeof one[1] === 'string'),
    );
    response.redirect(303, await deps.returned(request.params, form));
  });
};

/** The whole of what is answered over HTTP, in order: health, files, the API, the pages. */
export const webApp = (deps: WebAppDeps): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', deps.trustedProxies.split(','));
  app.set('query parser', 'simple');
  app.use((_request, response, next) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    next();
  });
  operating(app, deps);
  files(app, deps);
  returns(app, deps);
  // Its script and what that asks, and nothing else of it: from its control plane money can be made.
  if (deps.testPayments !== undefined)
    app.use('/test-payments', (request, response, next) =>
      /^\/v1\/checkout[/.]/.test(request.path)
        ? passOn(deps.testPayments ?? 0)(request, response, next)
        : next(),
    );
  const document = JSON.stringify(
    openApi(
      deps.served.map((one) => one.route),
      deps.title,
    ),
  );
  app.get('/api/openapi.json', (_request, response) => void response.type('json').send(document));
  app.use(apiRouter(deps.served, deps));
  app.use(['/api', '/media', '/socket.io'], () => {
    throw new Refusal('route.unknown');
  });
  app.use(pagesRouter(deps.pages));
  app.use(() => {
    throw new Refusal('route.unknown');
  });
  app.use(answerProblem(deps.log));
  return app;
};
