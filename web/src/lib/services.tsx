import { createContext, type ReactNode, useContext } from 'react';
import { createQueryClient, type QueryClient, QueryClientProvider } from './query.ts';
import { createSocketDoor, type SocketDoor } from './socket.ts';

/** What the whole page shares: made once in main.tsx, handed down, never imported. */
export interface Services {
  socket: SocketDoor;
  queries: QueryClient;
}

export const createServices = (): Services => ({ socket: createSocketDoor(), queries: createQueryClient() });

const Shared = createContext<Services | null>(null);

export const ServicesProvider = ({ services, children }: { services: Services; children: ReactNode }) => (
  <Shared.Provider value={services}>
    <QueryClientProvider client={services.queries}>{children}</QueryClientProvider>
  </Shared.Provider>
);

export const useServices = (): Services => {
  const services = useContext(Shared);
  if (!services) throw new Error('A screen stands outside of ServicesProvider.');
  return services;
};
