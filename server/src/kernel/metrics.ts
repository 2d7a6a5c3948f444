import type { ServerResponse } from 'node:http';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface HttpMetrics {
  /** Counts and times an answer once it is sent. */
  follow(response: ServerResponse, method: string, path: string): void;
}

export interface Metrics extends HttpMetrics {
  /** A figure that is read when it is asked for. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
  /** The text Prometheus reads. */
  text(): Promise<{ type: string; body: string }>;
}

export const openMetrics = (): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'leo_' });
  const seconds = new Histogram({
    name: 'leo_http_request_seconds',
    help: 'How long requests took, by route and status',
    labelNames: ['method', 'path', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.05, 0.15, 0.3, 1, 3, 10],
    registers: [registry],
  });
  return {
    follow: (response, method, path) => {
      const started = performance.now();
      response.once('finish', () =>
        seconds.observe({ method, path, status: response.statusCode }, (performance.now() - started) / 1_000),
      );
    },
    gauge: (name, help, read) => {
      new Gauge({
        name,
        help,
        registers: [registry],
        async collect() {
          this.set(await read());
        },
      });
    },
    text: async () => ({ type: registry.contentType, body: await registry.metrics() }),
  };
};
