import { useState } from 'react';
import { useLocation } from '../../../lib/router.ts';
import { Page } from '../../../ui/page.tsx';
import { Head } from '../parts/head.tsx';
import { SaleForm } from './sale-form.tsx';
import { useSchedule } from './use-studio-sales.ts';
import { nextHour } from './when.ts';

export const NewSaleScreen = () => {
  const [, navigate] = useLocation();
  const schedule = useSchedule();
  const [scheduledFor] = useState(() => nextHour(Date.now()));
  return (
    <Page title="Schedule a sale">
      <Head title="Schedule a sale" back={{ href: '/studio/sales', words: 'All sales' }} />
      <SaleForm
        first={{ title: '', scheduledFor, cover: null }}
        action="Schedule the sale"
        busy={schedule.isPending}
        failure={schedule.error}
        onSubmit={({ title, scheduledFor: at, cover }) =>
          schedule.mutate(
            { title, scheduledFor: at, coverId: cover?.id },
            { onSuccess: ({ sale }) => navigate(`/studio/sales/${sale.id}`, { replace: true }) },
          )
        }
      />
    </Page>
  );
};
