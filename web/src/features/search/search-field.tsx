import { type FormEvent, useEffect, useRef, useState } from 'react';
import { toQueryString } from '../../lib/api.ts';
import { useLocation, useSearchParams } from '../../lib/router.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './search-field.module.css';

/** The one search field of the shop: over products, sellers and sales. */
export const SearchField = () => {
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  const asked = search.get('q') ?? '';
  const [typed, setTyped] = useState(asked);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setTyped(asked), [asked]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    input.current?.blur();
    navigate(`/search${toQueryString({ q: typed.trim() })}`);
  };
  return (
    <search>
      <form className={styles.form} onSubmit={submit} action="/search">
        <input
          ref={input}
          className={styles.input}
          type="search"
          name="q"
          aria-label="Search products and sellers"
          placeholder="Search products and sellers"
          maxLength={200}
          enterKeyHint="search"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" className={styles.go} aria-label="Search">
          <Icon name="search" size={22} />
        </button>
      </form>
    </search>
  );
};
