import { Subnav } from '../parts/subnav.tsx';
import { useAlarms } from './use-operating.ts';

/** The operator's screens, with how much waits on each. */
export const OperatingNav = () => {
  const alarms = useAlarms().data;
  const at = '/studio/operating';
  return (
    <Subnav
      label="Operating"
      ways={[
        { href: at, words: 'Overview', count: alarms?.stuck },
        { href: `${at}/reconciliation`, words: 'Reconciliation', count: alarms?.reconciliation },
        { href: `${at}/refunds`, words: 'Refunds', count: alarms?.manualRefunds },
        { href: `${at}/payouts`, words: 'Payouts' },
        { href: `${at}/couriers`, words: 'Couriers', deep: true },
        { href: `${at}/trust`, words: 'Trust', count: alarms?.appeals },
        { href: `${at}/books`, words: 'Books' },
        { href: `${at}/audit`, words: 'Audit log' },
      ]}
    />
  );
};
