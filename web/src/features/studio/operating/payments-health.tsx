import type { listPaymentHealth } from '#contracts/payments';
import type { Reply } from '#contracts/route';
import { moment } from '../../../lib/format.ts';
import { useMoney, useShop } from '../../../lib/shop.ts';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../../ui/states.tsx';
import { Badge } from '../parts/badge.tsx';
import { Case, Cases, Part } from '../parts/case.tsx';
import { usePaymentHealth } from './use-operating.ts';

type Health = Reply<typeof listPaymentHealth>['methods'][number];

export const PaymentsHealth = () => {
  const { data, isPending, error, refetch } = usePaymentHealth();
  return (
    <Part id="payments" title="Ways of paying">
      {isPending && <Skeleton height="6rem" />}
      {error && <ErrorState failure={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <EmptyState title="No payment provider">
          Buyers pay in cash on delivery. A provider is added in leo.json, with its keys in .env.
        </EmptyState>
      )}
      {data && data.length > 0 && (
        <Cases label="Ways of paying">
          {data.map((one) => (
            <OneMethod key={one.method} one={one} />
          ))}
        </Cases>
      )}
    </Part>
  );
};

const OneMethod = ({ one }: { one: Health }) => {
  const money = useMoney();
  const ways = useShop().data?.payments;
  const cash = ways?.find((way) => way.id === one.method)?.kind === 'on-delivery';
  const ago = (at: number | null, never: string) => (at === null ? never : moment(at, Date.now()));
  return (
    <Case
      badge={
        one.state === 'off' ? (
          <Badge tone="bad" icon="warning">
            Off
          </Badge>
        ) : (
          <Badge tone="good" icon="check">
            {one.test ? 'On, in test mode' : 'On'}
          </Badge>
        )
      }
      title={one.title}
      facts={
        cash
          ? 'Counted by the couriers’ sheets'
          : `Reconciled ${ago(one.reconciledAt, 'never')} · last message ${ago(one.heardAt, 'never: the shop asks by itself')}`
      }
      sum={cash ? undefined : money(one.balance)}
      sumNote="at the provider"
    >
      {one.problem && (
        <p>
          <b>{one.problem}</b> The other ways of paying go on. Put it right in .env, then run leo down and leo
          up.
        </p>
      )}
    </Case>
  );
};
