import type { Double } from '../double.ts';
import { ApiError } from '../http/api-error.ts';
import { type Exchange, parseBody, type Reply, readBody, send } from '../http/exchange.ts';
import { schemas, type Verb } from './schemas.ts';
import { verbs } from './verbs.ts';

const refuse = (status: number, message: string): Reply => ({ status, body: { error: message } });

const run = async (double: Double, verb: Verb, text: string): Promise<Reply> => {
  const parsed = schemas[verb].safeParse(parseBody(text));
  if (!parsed.success)
    return refuse(
      422,
      parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    );
  const work = verbs[verb] as (double: Double, given: unknown) => object | Promise<object>;
  const body = await work(double, parsed.data);
  double.books.saveSettings();
  await double.books.saved();
  return { status: 200, body };
};

const isVerb = (name: string): name is Verb => Object.hasOwn(schemas, name);

/** `POST /__double/VERB`. A page in a browser is no tester: whatever carries an origin is refused. */
export const controlPlane = async (double: Double, exchange: Exchange): Promise<void> => {
  const { headers, url = '' } = exchange.request;
  const text = await readBody(exchange.request);
  const verb = (url.split('?')[0] ?? '').slice('/__double/'.length);
  if (headers.origin !== undefined) return send(exchange, refuse(403, 'Not from a browser'));
  if (!isVerb(verb)) return send(exchange, refuse(404, `There is no ${verb}`));
  try {
    send(exchange, await run(double, verb, text));
  } catch (error) {
    const status = error instanceof ApiError ? error.status : 500;
    send(exchange, refuse(status, error instanceof Error ? error.message : String(error)));
  }
};
