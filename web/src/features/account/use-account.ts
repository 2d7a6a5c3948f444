import { type Account, saveProfile, signIn, signOut, signUp } from '#contracts/accounts';
import type { BodyInput } from '#contracts/route';
import { call } from '../../lib/api.ts';
import { keys, useMutation } from '../../lib/query.ts';
import { useServices } from '../../lib/services.tsx';

/** After signing in or out nothing that was fetched before is about this person any more. */
const useSwitch = () => {
  const { queries, socket } = useServices();
  return async (account: Account | null) => {
    queries.setQueryData(keys.session, account);
    await queries.invalidateQueries({
      predicate: ({ queryKey }) => queryKey[0] !== 'session' && queryKey[0] !== 'shop',
    });
    void socket.renew();
  };
};

export const useSignIn = () => {
  const become = useSwitch();
  return useMutation({
    mutationFn: (body: BodyInput<typeof signIn>) => call(signIn, { body }),
    onSuccess: ({ account }) => become(account),
  });
};

export const useSignUp = () => {
  const become = useSwitch();
  return useMutation({
    mutationFn: (body: BodyInput<typeof signUp>) => call(signUp, { body }),
    onSuccess: ({ account }) => become(account),
  });
};

export const useSignOut = () => {
  const become = useSwitch();
  return useMutation({ mutationFn: () => call(signOut, {}), onSuccess: () => become(null) });
};

export const useSaveProfile = () => {
  const { queries } = useServices();
  return useMutation({
    mutationFn: (body: BodyInput<typeof saveProfile>) => call(saveProfile, { body }),
    onSuccess: ({ account }) => queries.setQueryData(keys.session, account),
  });
};
