import { type Services, ServicesProvider } from './lib/services.tsx';
import { StatusProvider } from './ui/status.tsx';
import { TopBar } from './ui/top-bar.tsx';

export const App = ({ services }: { services: Services }) => (
  <ServicesProvider services={services}>
    <StatusProvider>
      <TopBar name="Leo">{null}</TopBar>
    </StatusProvider>
  </ServicesProvider>
);
