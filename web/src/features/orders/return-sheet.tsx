import { type FormEvent, useState } from 'react';
import type { Order } from '#contracts/orders';
import type { RefundTo, Return, ReturnReason } from '#contracts/returns';
import { count, optionWords } from '../../lib/format.ts';
import { useMoney } from '../../lib/shop.ts';
import { Button } from '../../ui/button.tsx';
import { Select, TextArea } from '../../ui/field.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { ActionError } from '../../ui/states.tsx';
import { useProduct } from '../product/use-product.ts';
import styles from './after-sale.module.css';
import { first, RefundWay } from './refund-way.tsx';
import { reasonWords } from './return-words.ts';
import { type ReturnLines, useRequestReturn, useReturnQuote, useReturns } from './use-after-sale.ts';

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

type Line = Order['lines'][number];
type Units = Record<string, number>;

/** What the buyer still has of an order, line by line. */
const stillHere = (order: Order, returns: readonly Return[]): Line[] => {
  const gone = returns.filter(({ state }) => state !== 'refused').flatMap(({ lines }) => lines);
  const back = (variantId: string) =>
    gone.filter((line) => line.variantId === variantId).reduce((sum, { quantity }) => sum + quantity, 0);
  return order.lines
    .map((line) => ({ ...line, quantity: line.quantity - back(line.variantId) }))
    .filter(({ quantity }) => quantity > 0);
};

/** Where there is only one thing to send back, it is that one. */
const onlyUnit = ([line, more]: readonly Line[]): Units =>
  line && !more && line.quantity === 1 ? { [line.variantId]: 1 } : {};

const ReturnForm = ({ order, onDone }: { order: Order; onDone: () => void }) => {
  const open = stillHere(order, useReturns(order.id) ?? []);
  const [units, setUnits] = useState<Units>(() => onlyUnit(open));
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
      <Units lines={open} units={units} onChange={setUnits} />
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

interface UnitsProps {
  lines: readonly Line[];
  units: Units;
  onChange: (units: Units) => void;
}

const Units = ({ lines, units, onChange }: UnitsProps) => (
  <fieldset className={styles.lines}>
    <legend className={styles.legend}>What goes back?</legend>
    {lines.length === 0 && <p>All of it is on its way back already.</p>}
    {lines.map((line) => (
      <label key={line.variantId} className={styles.line}>
        <span>
          {line.title} <span className={styles.soft}>{optionWords(line.options)}</span>
        </span>
        <select
          aria-label={`How many of ${line.title}`}
          value={units[line.variantId] ?? 0}
          onChange={({ currentTarget: { value } }) => onChange({ ...units, [line.variantId]: Number(value) })}
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
);

/** Another size or colour of the same, at the same price. */
const ExchangeChoice = ({
  line,
  chosen,
  onChoose,
}: {
  line: Line;
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
