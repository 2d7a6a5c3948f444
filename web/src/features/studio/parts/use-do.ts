import { useState } from 'react';
import { type QueryClient, useMutation, useQueryClient } from '../../../lib/query.ts';
import { Once } from './once.ts';

interface Deed<Input, Output> {
  /** Sends it under the key of this one intention. */
  act: (input: Input, key: string) => Promise<Output>;
  /** What the screens know that it changes. */
  touches?: readonly (readonly unknown[])[];
  /** Keeps what it answered. */
  keep?: (output: Output, queries: QueryClient, input: Input) => void;
  done?: (output: Output) => void;
}

/** Something that moves money or stock: done once, however often it is sent. */
export const useDo = <Output, Input = void>({ act, touches = [], keep, done }: Deed<Input, Output>) => {
  const queries = useQueryClient();
  const [once] = useState(() => new Once());
  return useMutation({
    mutationFn: (input: Input) => act(input, once.keyOf(input)),
    onError: (failure) => once.failed(failure),
    onSuccess: async (output, input) => {
      once.done();
      keep?.(output, queries, input);
      done?.(output);
      await Promise.all(touches.map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
};
