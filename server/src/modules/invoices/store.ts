import type { Invoice, TaxProfile } from '#contracts/invoices';
import type { Connection, Tx } from '../../db/connection.ts';

export type Kind = Invoice['kind'];

/** What a seller's papers say of them; `said` is null where nobody has said it yet. */
export interface Profile {
  prefix: string;
  said: Omit<TaxProfile, 'prefix'> | null;
}

/** A paper, and what it was issued for. */
export interface Issued {
  cause: string;
  content: Invoice;
  /** Of a credit note: which of the invoice's lines its lines take back. */
  positions: number[];
}

interface ProfileRow {
  prefix: string;
  legal_name: string | null;
  gstin: string | null;
  address: string | null;
  state: string | null;
}

const toProfile = (row: ProfileRow): Profile => ({
  prefix: row.prefix,
  said:
    row.legal_name === null
      ? null
      : { legalName: row.legal_name, gstin: row.gstin, address: row.address ?? '', state: row.state ?? '' },
});

const toInvoice = (row: { content: string }): Invoice => JSON.parse(row.content) as Invoice;

export class InvoiceStore {
  readonly #on: Connection;
  constructor(on: Connection) {
    this.#on = on;
  }

  async profile(sellerId: string): Promise<Profile | undefined> {
    const sql =
      'SELECT prefix, legal_name, gstin, address, state FROM invoices_profiles WHERE seller_id = $1';
    const [row] = await this.#on.rows<ProfileRow>(sql, [sellerId]);
    return row && toProfile(row);
  }

  /** Makes a prefix a seller's; false where it is another's. */
  async claimPrefix(prefix: string, sellerId: string): Promise<boolean> {
    await this.#on.run(
      'INSERT INTO invoices_prefixes (prefix, seller_id) VALUES ($1, $2) ON CONFLICT (prefix) DO NOTHING',
      [prefix, sellerId],
    );
    const [row] = await this.#on.rows<{ seller_id: string }>(
      'SELECT seller_id FROM invoices_prefixes WHERE prefix = $1',
      [prefix],
    );
    return row?.seller_id === sellerId;
  }

  /** The profile a seller gets for the name they have; false where they have one meanwhile. */
  async addProfile(sellerId: string, prefix: string): Promise<boolean> {
    const sql =
      'INSERT INTO invoices_profiles (seller_id, prefix) VALUES ($1, $2) ON CONFLICT (seller_id) DO NOTHING';
    return (await this.#on.run(sql, [sellerId, prefix])) === 1;
  }

  async saveProfile(
    sellerId: string,
    { prefix, legalName, gstin, address, state }: TaxProfile,
  ): Promise<void> {
    await this.#on.run(
      `INSERT INTO invoices_profiles (seller_id, prefix, legal_name, gstin, address, state)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (seller_id) DO UPDATE SET prefix = excluded.prefix, legal_name = excluded.legal_name,
         gstin = excluded.gstin, address = excluded.address, state = excluded.state`,
      [sellerId, prefix, legalName, gstin, address, state],
    );
  }

  /** Whoever numbers in this series next waits until this transaction ends. */
  async lockSeries(tx: Tx, { sellerId, kind, year }: Series): Promise<void> {
    await tx.run(
      `INSERT INTO invoices_series (seller_id, kind, year, last) VALUES ($1, $2, $3, 0)
       ON CONFLICT (seller_id, kind, year) DO NOTHING`,
      [sellerId, kind, year],
    );
    await tx.run('UPDATE invoices_series SET last = last WHERE seller_id = $1 AND kind = $2 AND year = $3', [
      sellerId,
      kind,
      year,
    ]);
  }

  async nextSerial(tx: Tx, { sellerId, kind, year }: Series): Promise<number> {
    const [row] = await tx.rows<{ last: number }>(
      `UPDATE invoices_series SET last = last + 1 WHERE seller_id = $1 AND kind = $2 AND year = $3
       RETURNING last`,
      [sellerId, kind, year],
    );
    if (!row) throw new Error(`A series is numbered before it is locked: ${sellerId} ${kind} ${year}`);
    return row.last;
  }

  async add({ cause, content, positions }: Issued, serial: number): Promise<void> {
    await this.#on.run(
      `INSERT INTO invoices_invoices
         (id, order_id, cause, kind, seller_id, year, serial, number, content, positions, issued_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        content.id,
        content.orderId,
        cause,
        content.kind,
        content.seller.id,
        content.financialYear,
        serial,
        content.number,
        JSON.stringify(content),
        JSON.stringify(positions),
        content.issuedAt,
      ],
    );
  }

  async find(id: string): Promise<Invoice | undefined> {
    const sql = 'SELECT content FROM invoices_invoices WHERE id = $1';
    const [row] = await this.#on.rows<{ content: string }>(sql, [id]);
    return row && toInvoice(row);
  }

  /** Everything that was issued for an order, oldest first. */
  async ofOrder(orderId: string): Promise<Issued[]> {
    const rows = await this.#on.rows<{ cause: string; content: string; positions: string }>(
      'SELECT cause, content, positions FROM invoices_invoices WHERE order_id = $1 ORDER BY issued_at, id',
      [orderId],
    );
    return rows.map((row) => ({
      cause: row.cause,
      content: toInvoice(row),
      positions: JSON.parse(row.positions) as number[],
    }));
  }
}

/** Numbers without a gap: a seller's, of one kind of paper, in one financial year. */
export interface Series {
  sellerId: string;
  kind: Kind;
  year: string;
}
