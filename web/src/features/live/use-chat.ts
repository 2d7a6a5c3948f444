import { useState } from 'react';
import { saveProfile } from '#contracts/accounts';
import { call, codeOf } from '../../lib/api.ts';
import { keys, useQueryClient } from '../../lib/query.ts';
import { useServices } from '../../lib/services.tsx';
import { useSession } from '../../lib/session.ts';
import type { LiveSession } from './session.ts';

type Step = 'writing' | 'naming' | 'sending';

/** Sends a line; who has no name yet is asked for one first, once, and keeps what was written. */
export const useChat = (session: LiveSession) => {
  const { socket } = useServices();
  const queries = useQueryClient();
  const account = useSession().data;
  const [text, setText] = useState('');
  const [step, setStep] = useState<Step>('writing');
  const [failure, setFailure] = useState<unknown>(null);

  const deliver = async () => {
    const written = text.trim();
    if (!written) return setStep('writing');
    setStep('sending');
    setFailure(null);
    try {
      await session.room.send(written);
      setText('');
      setStep('writing');
    } catch (refused) {
      if (codeOf(refused) === 'account.sign-in-first') return setStep('naming');
      setFailure(refused);
      setStep('writing');
    }
  };

  const send = async () => {
    if (account?.name) await deliver();
    else if (text.trim()) setStep('naming');
  };

  const introduce = async (name: string) => {
    setStep('sending');
    try {
      const saved = await call(saveProfile, { body: { name } });
      queries.setQueryData(keys.session, saved.account);
      // The connection began before there was an account; the server reads the session when one begins.
      await socket.renew();
      await deliver();
    } catch (refused) {
      setFailure(refused);
      setStep('naming');
    }
  };

  return { text, setText, step, failure, send, introduce, cancel: () => setStep('writing') };
};
