export type { CoinShare, Earned, Earning, HoldCoins, LoyaltyApi } from './api.ts';
