import type { Connection } from '../../db/connection.ts';
import type { Who } from '../../kernel/who.ts';
import type { SettlementDeps } from './context.ts';
import { reach } from './points.ts';
import { BankStore, type Sealed, type StoredBank } from './store/banks.ts';

export interface ShownBank {
  name: string;
  last4: string;
  ifsc: string;
}
export const showBank = ({ name, last4, ifsc }: StoredBank): ShownBank => ({ name, last4, ifsc });

/** A number that was sealed for one seller, name and bank opens for no other: a row that was edited is noticed. */
export const aboutOf = ({ sellerId, name, ifsc }: { sellerId: string; name: string; ifsc: string }): string =>
  `bank ${sellerId} ${ifsc} ${name}`;

/** Where a seller is paid from now on; payouts that are prepared go where they were to go. */
export const saveBank = async (
  deps: SettlementDeps,
  who: Who,
  given: { name: string; account: string; ifsc: string; linkedAccount?: string | undefined },
): Promise<ShownBank> => {
  const { name, account, ifsc } = given;
  const sellerId = who.accountId;
  const bank: StoredBank = {
    sellerId,
    name,
    ifsc,
    last4: account.slice(-4),
    sealed: deps.secrets.seal(account, aboutOf({ sellerId, name, ifsc })),
    linkedAccount: given.linkedAccount ?? null,
    updatedAt: deps.clock.now(),
  };
  await reach(deps, 'bank/begin');
  await deps.db.transaction(async (tx) => {
    await new BankStore(tx).save(bank);
    const details = { name, ifsc, last4: bank.last4, linkedAccount: bank.linkedAccount };
    await deps.audit.record(tx, { actor: who, action: 'bank.save', about: sellerId, details });
  });
  await reach(deps, 'bank/done');
  return showBank(bank);
};

/** As it is copied: never with a key that is about to be thrown away. */
export const freshlySealed = ({ secrets }: Pick<SettlementDeps, 'secrets'>, bank: StoredBank): string =>
  secrets.isCurrent(bank.sealed)
    ? bank.sealed
    : secrets.seal(secrets.open(bank.sealed, aboutOf(bank)), aboutOf(bank));

const atOnce = 200;

/** Everything that was not sealed with the key whose texts begin like this. */
async function* sealedOtherwise(on: Connection, prefix: string): AsyncGenerator<Sealed> {
  const store = new BankStore(on);
  for (const table of ['settlement_banks', 'settlement_payouts'] as const) {
    let after = '';
    for (let some = await store.sealed(table, { prefix, after }, atOnce); some.length > 0; ) {
      yield* some;
      after = some.at(-1)?.id ?? after;
      some = await store.sealed(table, { prefix, after }, atOnce);
    }
  }
}

export interface Resealed {
  /** The id of the key in use, as sealed texts begin with it. */
  key: string;
  resealed: number;
  /** Sealed with an older key still. */
  left: number;
}

/** The id of the key that seals now; null where there is none. */
const keyInUse = ({ secrets }: SettlementDeps): string | null => {
  try {
    return secrets.seal('', 'key').split('.', 1)[0] ?? null;
  } catch {
    return null;
  }
};

/** Null where it cannot be opened: its key is gone, or its row was edited. The others are not kept waiting for it. */
const sealedAnew = ({ secrets, log }: SettlementDeps, one: Sealed): string | null => {
  try {
    return secrets.seal(secrets.open(one.sealed, aboutOf(one)), aboutOf(one));
  } catch (problem) {
    log.error({ table: one.table, id: one.id, problem: String(problem) }, 'a secret cannot be opened');
    return null;
  }
};

/**
 * Seals with the key in use what is sealed with an older one. Each row is changed only as it was read, so a crash or
 * a seller who saves at the same moment costs nothing: what is left is found the next time.
 */
export const reseal = async (deps: SettlementDeps): Promise<Resealed> => {
  const { db } = deps;
  const store = new BankStore(db);
  const count = { resealed: 0, left: 0 };
  const key = keyInUse(deps);
  // A shop without a key has sealed nothing.
  if (key === null) return { key: '', resealed: 0, left: 0 };
  for await (const one of sealedOtherwise(db, `${key}.`)) {
    const fresh = sealedAnew(deps, one);
    await reach(deps, 'reseal/row');
    const changed = fresh !== null && (await store.reseal(one, fresh));
    count[changed ? 'resealed' : 'left'] += 1;
  }
  for (const others of deps.otherSecrets ?? []) count.left += await others();
  return { key, ...count };
};
