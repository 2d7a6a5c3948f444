import { ApiRefusal, newKey } from '../../../lib/api.ts';

/** An answer below this is the shop's own no; above it, or without one, nobody knows what was done. */
const serverFailed = 500;

/** A file has nothing that JSON would write: its name, size and time stand for it. */
const nameFiles = (_: string, value: unknown): unknown =>
  value instanceof File ? [value.name, value.size, value.lastModified] : value;

/** The key of what somebody means to do: the same for a second try of the same thing, until it is known what became of it. */
export class Once {
  #meant: { what: string; key: string } | null = null;

  keyOf(input: unknown): string {
    const what = JSON.stringify(input, nameFiles) ?? '';
    if (this.#meant?.what !== what) this.#meant = { what, key: newKey() };
    return this.#meant.key;
  }

  done(): void {
    this.#meant = null;
  }

  failed(failure: unknown): void {
    if (failure instanceof ApiRefusal && failure.status > 0 && failure.status < serverFailed) this.done();
  }
}
