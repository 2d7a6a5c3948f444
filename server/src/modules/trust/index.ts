export type { CashTerms, CashWish, CodeRequest, NotedOrder, TrustApi } from './api.ts';
