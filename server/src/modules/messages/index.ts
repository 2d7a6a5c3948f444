export type { MessagesApi, Reach } from './api.ts';
