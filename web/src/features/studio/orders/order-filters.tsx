import { type OrderState, orderState } from '#contracts/orders';
import { ToggleChip } from '../../../ui/chip.tsx';
import { Select } from '../../../ui/field.tsx';
import { SearchBox } from '../parts/search-box.tsx';
import { useStudioSales } from '../sales/use-studio-sales.ts';
import { sellerWords } from './moves.ts';
import styles from './orders-screen.module.css';
import type { OrderFilter } from './use-studio-orders.ts';

const states: readonly OrderState[] = [
  'confirmed',
  'packed',
  'shipped',
  'delivered',
  'completed',
  'awaiting-payment',
  'cancelled',
  'returned',
  'rto',
];

export type FilterName = 'state' | 'sale' | 'paid';

/** The part of the filter that stands in the address, so that it can be linked to and come back to. */
export const filterOf = (search: URLSearchParams): OrderFilter => {
  const state = orderState.safeParse(search.get('state'));
  const paid = search.get('paid');
  return {
    state: state.success ? state.data : undefined,
    saleId: search.get('sale') ?? undefined,
    paid: paid === 'cod' || paid === 'prepaid' ? paid : undefined,
  };
};

interface OrderFiltersProps {
  filter: OrderFilter;
  onSet: (name: FilterName, value: string | undefined) => void;
  onSearch: (words: string) => void;
}

export const OrderFilters = ({ filter, onSet, onSearch }: OrderFiltersProps) => (
  <div className={styles.filters}>
    <SearchBox label="Number, name, phone or tracking number" onSearch={onSearch} />
    <fieldset className={styles.states}>
      <legend className="visually-hidden">State</legend>
      <ToggleChip on={!filter.state} onToggle={() => onSet('state', undefined)}>
        All
      </ToggleChip>
      {states.map((state) => (
        <ToggleChip
          key={state}
          on={filter.state === state}
          onToggle={() => onSet('state', filter.state === state ? undefined : state)}
        >
          {sellerWords[state]}
        </ToggleChip>
      ))}
    </fieldset>
    <div className={styles.selects}>
      <Select
        label="Paid"
        value={filter.paid ?? ''}
        onChange={({ currentTarget }) => onSet('paid', currentTarget.value || undefined)}
      >
        <option value="">In any way</option>
        <option value="cod">Cash on delivery</option>
        <option value="prepaid">Beforehand</option>
      </Select>
      <SaleFilter chosen={filter.saleId} onChoose={(sale) => onSet('sale', sale)} />
    </div>
  </div>
);

interface SaleFilterProps {
  chosen: string | undefined;
  onChoose: (saleId: string | undefined) => void;
}

export const SaleFilter = ({ chosen, onChoose }: SaleFilterProps) => {
  const { data } = useStudioSales();
  const sales = data?.pages.flatMap((page) => page.items).filter((sale) => sale.state !== 'scheduled') ?? [];
  if (sales.length === 0) return null;
  return (
    <Select
      label="From the sale"
      value={chosen ?? ''}
      onChange={(event) => onChoose(event.currentTarget.value || undefined)}
    >
      <option value="">Any, or none</option>
      {sales.map((sale) => (
        <option key={sale.id} value={sale.id}>
          {sale.title}
        </option>
      ))}
    </Select>
  );
};
