import type { ReactNode } from 'react';
import { classNames } from '../../../ui/class-names.ts';
import styles from './table.module.css';

export interface Column<Row> {
  name: string;
  of: (row: Row) => ReactNode;
  /** Numbers stand under each other at the right. */
  number?: boolean;
}

interface TableProps<Row> {
  /** What the table is, for those who cannot see what stands above it. */
  caption: string;
  rows: readonly Row[];
  /** The first names the row. */
  columns: readonly Column<Row>[];
  keyOf: (row: Row) => string;
}

/** What each part is, said once more: a table that is laid out as cards loses its own roles. */
const as = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  column: { role: 'columnheader' },
  head: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;

/** A table on a wide screen, a card for each row on a phone. The roles stay when the look changes. */
export const Table = <Row,>({ caption, rows, columns, keyOf }: TableProps<Row>) => (
  <table className={styles.table} {...as.table}>
    <caption className="visually-hidden">{caption}</caption>
    <thead {...as.group}>
      <tr {...as.row}>
        {columns.map((column) => (
          <th key={column.name} {...as.column} scope="col" className={cell(column)}>
            {column.name}
          </th>
        ))}
      </tr>
    </thead>
    <tbody {...as.group}>
      {rows.map((row) => (
        <Line key={keyOf(row)} row={row} columns={columns} />
      ))}
    </tbody>
  </table>
);

const cell = (column: { number?: boolean }) => classNames(column.number && styles.number);

const Line = <Row,>({ row, columns }: { row: Row; columns: readonly Column<Row>[] }) => {
  const [first, ...rest] = columns;
  return (
    <tr {...as.row}>
      {first && (
        <th {...as.head} scope="row" className={cell(first)}>
          {first.of(row)}
        </th>
      )}
      {rest.map((column) => (
        <td key={column.name} {...as.cell} data-name={column.name} className={cell(column)}>
          {column.of(row)}
        </td>
      ))}
    </tr>
  );
};
