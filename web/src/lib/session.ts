import { getSession } from '#contracts/accounts';
import { call } from './api.ts';
import { keys, useQuery } from './query.ts';

/** Who is signed in; null for a visitor who has done nothing yet. */
export const useSession = () =>
  useQuery({
    queryKey: keys.session,
    queryFn: async ({ signal }) => (await call(getSession, { signal })).account,
    staleTime: 5 * 60_000,
  });
