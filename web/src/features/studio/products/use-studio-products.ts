import {
  createProduct,
  editProduct,
  editVariant,
  getStudioProduct,
  listStudioProducts,
  removeProduct,
  type StudioProduct,
} from '#contracts/catalog';
import type { BodyInput } from '#contracts/route';
import { call } from '../../../lib/api.ts';
import {
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '../../../lib/query.ts';
import { studioKeys } from '../keys.ts';

interface Pages {
  pages: { items: StudioProduct[]; next: string | null }[];
  pageParams: unknown[];
}

/** The seller's own products, drafts included; those whose pictures are on their way are looked at again. */
export const useStudioProducts = (q: string) =>
  useInfiniteQuery({
    queryKey: studioKeys.products(q),
    queryFn: ({ pageParam, signal }) =>
      call(listStudioProducts, {
        query: { q: q || undefined, cursor: pageParam ?? undefined, limit: 24 },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    staleTime: 5000,
    refetchInterval: ({ state }) => (hasWaiting(state.data) ? 3000 : false),
  });

const hasWaiting = (data: Pages | undefined) =>
  data?.pages.some((page) =>
    page.items.some((product) => product.pictures.some((picture) => picture.state === 'waiting')),
  ) ?? false;

export const useStudioProduct = (id: string) =>
  useQuery({
    queryKey: studioKeys.product(id),
    queryFn: async ({ signal }) => (await call(getStudioProduct, { params: { id }, signal })).product,
    staleTime: 2000,
  });

/** A changed product takes its place in every list that was fetched, without a fetch. */
export const keepProduct = (queries: QueryClient, product: StudioProduct): void => {
  queries.setQueryData(studioKeys.product(product.id), product);
  queries.setQueriesData<Pages>(
    { queryKey: ['studio', 'products', 'list'] },
    (known) =>
      known && {
        ...known,
        pages: known.pages.map((page) => ({
          ...page,
          items: page.items.map((one) => (one.id === product.id ? product : one)),
        })),
      },
  );
};

export const useEditVariant = () => {
  const queries = useQueryClient();
  return async (id: string, body: BodyInput<typeof editVariant>): Promise<void> => {
    const { product } = await call(editVariant, { params: { id }, body });
    keepProduct(queries, product);
  };
};

export const useEditProduct = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: BodyInput<typeof editProduct> & { id: string }) =>
      call(editProduct, { params: { id }, body }),
    onSuccess: ({ product }) => keepProduct(queries, product),
  });
};

export const useCreateProduct = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyInput<typeof createProduct>) => call(createProduct, { body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: studioKeys.allProducts }),
  });
};

export const useRemoveProduct = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(removeProduct, { params: { id } }),
    onSuccess: (_done, id) => {
      queries.removeQueries({ queryKey: studioKeys.product(id) });
      void queries.invalidateQueries({ queryKey: studioKeys.allProducts });
    },
  });
};
