import { QueryClient } from '@tanstack/react-query';
import { ApiRefusal } from './api.ts';

/** The one home of the query library: screens take it from here. */
export {
  keepPreviousData,
  type QueryClient,
  QueryClientProvider,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';

/** Only what may be different next time is tried again: a refusal stays a refusal. */
const worthRetrying = (failure: unknown) =>
  failure instanceof ApiRefusal &&
  ['network.unreachable', 'shop.busy', 'shop.stopping'].includes(failure.code);

export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // A browser that believes to be offline may still reach the shop: it runs on this machine, or in this house.
        networkMode: 'always',
        retry: (failures, failure) => failures < 4 && worthRetrying(failure),
        retryDelay: (failures) => Math.min(500 * 2 ** failures, 8000) * (0.8 + Math.random() * 0.4),
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });

/** Every key of the cache stands here once, so that a patch from the socket finds what a screen fetched. */
export const keys = {
  shop: ['shop'] as const,
  session: ['session'] as const,
  basket: ['basket'] as const,
  bestsellers: ['products', 'bestsellers'] as const,
  products: (query: object) => ['products', 'list', query] as const,
  product: (slugOrId: string) => ['product', slugOrId] as const,
  sales: (state?: string) => ['sales', 'list', state ?? 'all'] as const,
  sale: (id: string) => ['sales', 'one', id] as const,
  orders: ['orders', 'list'] as const,
  wallet: ['wallet'] as const,
  standing: ['standing'] as const,
  order: (id: string) => ['orders', 'one', id] as const,
};
