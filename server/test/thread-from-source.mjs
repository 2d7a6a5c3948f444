// A thread does not have the TypeScript loader of its process: this brings it, then runs the thread's own source.
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData);
