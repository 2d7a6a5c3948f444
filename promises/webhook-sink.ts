import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Heard {
  body: Buffer;
  signature: string;
  eventId: string;
}

/** Somebody who takes the double's messages instead of the shop, and keeps them as they came. */
export const openSink = async () => {
  const heard: Heard[] = [];
  const server = createServer((asked, answer) => {
    const pieces: Buffer[] = [];
    asked.on('data', (piece: Buffer) => pieces.push(piece));
    asked.on('end', () => {
      heard.push({
        body: Buffer.concat(pieces),
        signature: String(asked.headers['x-razorpay-signature'] ?? ''),
        eventId: String(asked.headers['x-razorpay-event-id'] ?? ''),
      });
      answer.writeHead(200).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    heard,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
};

export type Headers = Record<string, string | string[]>;

/** Posts bytes as they are; the status, and how long the answer took. 0 where the line was cut. */
export const post = (
  url: string,
  { body, headers }: { body: Buffer; headers: Headers },
): Promise<{ status: number; ms: number }> =>
  new Promise((resolve) => {
    const began = performance.now();
    const end = (status: number) => resolve({ status, ms: performance.now() - began });
    const asked = request(
      url,
      {
        method: 'POST',
        agent: false,
        headers: { 'content-type': 'application/json', 'content-length': body.length, ...headers },
      },
      (answer) => {
        answer.resume();
        answer.once('end', () => end(answer.statusCode ?? 0));
      },
    );
    asked.once('error', () => end(0));
    asked.end(body);
  });

export const headersOf = ({ signature, eventId }: Pick<Heard, 'signature' | 'eventId'>): Headers => ({
  'x-razorpay-signature': signature,
  'x-razorpay-event-id': eventId,
});
