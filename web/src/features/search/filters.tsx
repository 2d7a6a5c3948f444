import { type FormEvent, useEffect, useState } from 'react';
import type { Facets } from '#contracts/catalog';
import { capitalise, count } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import styles from './filters.module.css';
import { type FacetName, facetNames, type SearchQuery, toggled, typedPrice } from './search-query.ts';

interface FiltersProps {
  query: SearchQuery;
  facets: Facets | null | undefined;
  onChange: (query: SearchQuery) => void;
}

/** Longer lists fold away behind "more": the common sizes and colours come first from the shop. */
const shown = 8;

export const Filters = ({ query, facets, onChange }: FiltersProps) => (
  <div className={styles.filters}>
    <PriceRange query={query} onChange={onChange} />
    {facetNames.map((name) => (
      <FacetList key={name} name={name} query={query} facets={facets} onChange={onChange} />
    ))}
  </div>
);

const FacetList = ({ name, query, facets, onChange }: FiltersProps & { name: FacetName }) => {
  const [all, setAll] = useState(false);
  const known = facets?.[name] ?? [];
  // A chosen value that no longer matches anything stays, so that it can be taken out again.
  const gone = query[name].filter((value) => !known.some((facet) => facet.value === value));
  const facetsShown = [...known, ...gone.map((value) => ({ value, label: value, count: 0 }))];
  if (facetsShown.length < 2 && query[name].length === 0) return null;
  return (
    <fieldset className={styles.facet}>
      <legend className={styles.legend}>{capitalise(name)}</legend>
      {facetsShown.slice(0, all ? undefined : shown).map((facet) => (
        <label key={facet.value} className={styles.choice}>
          <input
            type="checkbox"
            checked={query[name].includes(facet.value)}
            onChange={() => onChange(toggled(query, name, facet.value))}
          />
          <span className={styles.label}>{facet.label}</span>
          <span className={styles.count}>{count(facet.count)}</span>
        </label>
      ))}
      {facetsShown.length > shown && (
        <Button look="quiet" small onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? 'Show fewer' : `Show all ${facetsShown.length}`}
        </Button>
      )}
    </fieldset>
  );
};

const inRupees = (minor: string) => (minor ? String(Math.round(Number(minor) / 100)) : '');

const PriceRange = ({ query, onChange }: Omit<FiltersProps, 'facets'>) => {
  const [from, setFrom] = useState(inRupees(query.priceMin));
  const [to, setTo] = useState(inRupees(query.priceMax));
  useEffect(() => setFrom(inRupees(query.priceMin)), [query.priceMin]);
  useEffect(() => setTo(inRupees(query.priceMax)), [query.priceMax]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange({ ...query, priceMin: typedPrice(from), priceMax: typedPrice(to) });
  };
  return (
    <form onSubmit={submit}>
      <fieldset className={styles.facet}>
        <legend className={styles.legend}>Price</legend>
        <div className={styles.range}>
          <Field
            label="From"
            inputMode="numeric"
            value={from}
            onInput={(e) => setFrom(e.currentTarget.value)}
          />
          <Field label="Up to" inputMode="numeric" value={to} onInput={(e) => setTo(e.currentTarget.value)} />
        </div>
        <Button type="submit" wide>
          Set price
        </Button>
      </fieldset>
    </form>
  );
};
