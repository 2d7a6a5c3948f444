import { getShop } from '#contracts/shop';
import { call } from '../../../lib/api.ts';
import { useQuery } from '../../../lib/query.ts';

/** Whether the shop's video server answers now; asked again while one prepares. */
export const useVideoServer = (): boolean | undefined =>
  useQuery({
    queryKey: ['studio', 'video-server'],
    queryFn: async ({ signal }) => (await call(getShop, { signal })).video,
    staleTime: 0,
    refetchInterval: 8000,
  }).data;
