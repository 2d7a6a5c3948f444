import { useEffect, useState } from 'react';
import { Icon } from '../../../ui/icon.tsx';
import styles from './search-box.module.css';

interface SearchBoxProps {
  label: string;
  onSearch: (words: string) => void;
}

/** Nobody types slower than this between two letters of a word. */
const restMs = 250;

/** Searches while one types, once the fingers rest. */
export const SearchBox = ({ label, onSearch }: SearchBoxProps) => {
  const [typed, setTyped] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => onSearch(typed.trim()), restMs);
    return () => clearTimeout(timer);
  }, [typed, onSearch]);
  return (
    <span className={styles.box}>
      <Icon name="search" size={20} />
      <input
        type="search"
        className={styles.input}
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        maxLength={200}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
    </span>
  );
};
