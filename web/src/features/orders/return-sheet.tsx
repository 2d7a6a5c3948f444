import { type FormEvent, useState } from 'react';
import type { Order } from '#contracts/orders';
import type { RefundTo, ReturnReason } from '#contracts/returns';
import { count, optionWords } from '../../lib/format.ts';
import { useMoney } from '../../lib/shop.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select, TextArea } from '../../ui/field.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { ActionError } from '../../ui/states.tsx';
import { useProduct } from '../product/use-product.ts';
import styles from './after-sale.module.css';
import { reasonWords } from './return-words.ts';
import { type ReturnLines, useRequestReturn, useReturnQuote } from './use-after-sale.ts';

interface ReturnSheetProps {
  order: Order;
  open: boolean;
  onClose: () => void;
}

/** What goes back, why, and what comes for it: told before it is asked. */
export const ReturnSheet = ({ order, open, onClose }: ReturnSheetProps) => (
  <Sheet open={open} onClose={onClose} title="Send something back" detent="full">
    {open && <ReturnForm order={order} onDone={onClose} />}
  </Sheet>
);

const ReturnForm = ({ order, onDone }: { order: Order; onDone: () => void }) => {
  const [units, setUnits] = useState<Record<string, number>>({});
  const [reason, setReason] = useState<ReturnReason>('does-not-fit');
  const [note, setNote] = useState('');
  const [exchange, setExchange] = useState('');
  const [to, setTo] = useState<RefundTo>({ kind: 'source' });
  const lines: ReturnLines = Object.entries(units)
    .filter(([, quantity]) => quantity > 0)
    .map(([variantId, quantity]) => ({ variantId, quantity }));
  const quote = useReturnQuote(order.id, lines);
  const asking = useRequestReturn(order.id, onDone);
  const single =
    lines.length === 1 ? order.lines.find((one) => one.variantId === lines[0]?.variantId) : undefined;
  const ways = quote.data?.refundTo ?? [];
  const chosen: RefundTo = ways.length > 0 && !ways.includes(to.kind) ? first(ways[0]) : to;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    asking.mutate({
      lines,
      reason,
      note: note.trim() || undefined,
      exchangeFor: exchange || undefined,
      refundTo: chosen,
    });
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <fieldset className={styles.lines}>
        <legend className={styles.legend}>What goes back?</legend>
        {order.lines.map((line) => (
          <label key={line.variantId} className={styles.line}>
            <span>
              {line.title} <span className={styles.soft}>{optionWords(line.options)}</span>
            </span>
            <select
              aria-label={`How many of ${line.title}`}
              value={units[line.variantId] ?? 0}
              onChange={({ currentTarget: { value } }) =>
                setUnits((before) => ({ ...before, [line.variantId]: Number(value) }))
              }
            >
              {[...Array(line.quantity + 1).keys()].map((number) => (
                <option key={number} value={number}>
                  {number}
                </option>
              ))}
            </select>
          </label>
        ))}
      </fieldset>
      <Select
        label="Why?"
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value as ReturnReason)}
      >
        {Object.entries(reasonWords).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </Select>
      <TextArea
        label="What should the seller know?"
        optional
        maxLength={500}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
      {single && <ExchangeChoice line={single} chosen={exchange} onChoose={setExchange} />}
      {quote.data && !exchange && <Back refund={quote.data.refund} />}
      {quote.data && !exchange && <RefundWay ways={ways} to={chosen} onChange={setTo} />}
      <ActionError failure={asking.error ?? (lines.length > 0 ? quote.error : null)} />
      <Button type="submit" look="primary" wide busy={asking.isPending} disabled={lines.length === 0}>
        {exchange ? 'Ask for the exchange' : 'Ask to send it back'}
      </Button>
    </form>
  );
};

const first = (kind: RefundTo['kind'] | undefined): RefundTo => {
  if (kind === 'upi') return { kind, vpa: '' };
  if (kind === 'bank') return { kind, name: '', account: '', ifsc: '' };
  return { kind: kind ?? 'source' };
};

/** Another size or colour of the same, at the same price. */
const ExchangeChoice = ({
  line,
  chosen,
  onChoose,
}: {
  line: Order['lines'][number];
  chosen: string;
  onChoose: (variantId: string) => void;
}) => {
  const product = useProduct(line.slug).data;
  const others = (product?.variants ?? []).filter(
    (one) => one.id !== line.variantId && one.price === line.price && one.available > 0,
  );
  if (others.length === 0) return null;
  return (
    <Select
      label="Money back, or another one?"
      value={chosen}
      onChange={({ currentTarget }) => onChoose(currentTarget.value)}
    >
      <option value="">Money back</option>
      {others.map((one) => (
        <option key={one.id} value={one.id}>
          Exchange for {optionWords(one.options)}
        </option>
      ))}
    </Select>
  );
};

const Back = ({ refund }: { refund: { money: number; coins: number; clawedBack: number } }) => {
  const money = useMoney();
  return (
    <div className={styles.back} role="status">
      <p>
        You get <strong className="number">{money(refund.money)}</strong>
        {refund.coins > 0 && ` and ${count(refund.coins)} coins`} back when it has arrived.
      </p>
      {refund.clawedBack > 0 && (
        <p className={styles.soft}>
          {money(refund.clawedBack)} less, for coins this order earned that are spent already.
        </p>
      )}
    </div>
  );
};

const wayWords: Record<RefundTo['kind'], string> = {
  source: 'The way it was paid',
  upi: 'A UPI id',
  bank: 'A bank account',
  coins: 'Coins, at once',
};

interface RefundWayProps {
  ways: readonly RefundTo['kind'][];
  to: RefundTo;
  onChange: (to: RefundTo) => void;
}

const RefundWay = ({ ways, to, onChange }: RefundWayProps) => (
  <>
    {ways.length > 1 && (
      <Select
        label="Where should the money go?"
        value={to.kind}
        onChange={({ currentTarget }) => onChange(first(currentTarget.value as RefundTo['kind']))}
      >
        {ways.map((kind) => (
          <option key={kind} value={kind}>
            {wayWords[kind]}
          </option>
        ))}
      </Select>
    )}
    {to.kind === 'upi' && (
      <Field
        label="UPI id"
        hint="For example name@bank"
        autoComplete="off"
        value={to.vpa}
        onChange={({ currentTarget }) => onChange({ ...to, vpa: currentTarget.value })}
      />
    )}
    {to.kind === 'bank' && (
      <>
        <Field
          label="Name of the account"
          autoComplete="name"
          value={to.name}
          onChange={({ currentTarget }) => onChange({ ...to, name: currentTarget.value })}
        />
        <Field
          label="Account number"
          inputMode="numeric"
          autoComplete="off"
          value={to.account}
          onChange={({ currentTarget }) => onChange({ ...to, account: currentTarget.value })}
        />
        <Field
          label="IFSC"
          autoComplete="off"
          autoCapitalize="characters"
          value={to.ifsc}
          onChange={({ currentTarget }) => onChange({ ...to, ifsc: currentTarget.value })}
        />
      </>
    )}
  </>
);
