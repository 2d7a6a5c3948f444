import type { Tx } from '../../db/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { CodeRequest } from './api.ts';
import type { TrustDeps } from './context.ts';
import * as rules from './one-time-code.ts';
import { addCode, confirmCode, countTry, findCode, renewCode, sentToPhone } from './store/codes.ts';

const tooSoon = (milliseconds: number): Refusal =>
  new Refusal('code.too-soon', { seconds: Math.ceil(milliseconds / 1_000) });

const refuseFlood = async ({ clock }: TrustDeps, tx: Tx, phoneHash: string): Promise<void> => {
  const sent = await sentToPhone(tx, phoneHash, clock.now() - rules.perPhoneFor);
  if (sent >= rules.mostPerPhone) throw tooSoon(rules.perPhoneFor);
};

const tell = async (
  { messages, shop }: TrustDeps,
  tx: Tx,
  { id, phone, code }: { id: string; phone: string; code: string },
): Promise<void> =>
  messages.send(tx, { id, kind: 'code', phone, email: null, text: rules.codeText(code, shop.name) });

export const sendCode = async (
  deps: TrustDeps,
  tx: Tx,
  { purchaseId, accountId, phone }: CodeRequest,
): Promise<void> => {
  if (await findCode(tx, purchaseId)) return;
  const phoneHash = rules.phoneHash(phone);
  await refuseFlood(deps, tx, phoneHash);
  const { code, ...kept } = rules.makeCode();
  const at = deps.clock.now();
  const row = { purchaseId, accountId, phone, phoneHash, ...kept, expiresAt: at + rules.codeLasts, at };
  if (!(await addCode(tx, row))) return;
  await tell(deps, tx, { id: `code/${purchaseId}/1`, phone, code });
};

export const resendCode = async (deps: TrustDeps, tx: Tx, purchaseId: string): Promise<void> => {
  const before = await findCode(tx, purchaseId);
  if (!before || before.confirmedAt !== null) throw new Refusal('code.expired');
  const at = deps.clock.now();
  const wait = before.sentAt + rules.waitAfter(before.sends) - at;
  if (wait > 0) throw tooSoon(wait);
  await refuseFlood(deps, tx, rules.phoneHash(before.phone));
  const { code, ...kept } = rules.makeCode();
  const renewed = { ...kept, expiresAt: at + rules.codeLasts, at, sends: before.sends };
  if (!(await renewCode(tx, purchaseId, renewed))) throw tooSoon(rules.waitAfter(before.sends + 1));
  await tell(deps, tx, { id: `code/${purchaseId}/${before.sends + 1}`, phone: before.phone, code });
};

/** The right code of a purchase that it confirmed already: a request that is repeated, not a second use. */
const isRepeated = async ({ db }: TrustDeps, purchaseId: string, typed: string): Promise<boolean> => {
  const found = await findCode(db, purchaseId);
  return found !== undefined && found.confirmedAt !== null && rules.fits(found, typed);
};

/** Counts first and looks then, each for itself committed: a refused request leaves its try counted. */
export const checkCode = async (deps: TrustDeps, purchaseId: string, typed: string): Promise<void> => {
  const { db, clock } = deps;
  const now = clock.now();
  const code = await countTry(db, purchaseId, { most: rules.mostTries, now });
  if (!code) {
    if (await isRepeated(deps, purchaseId, typed)) return;
    throw new Refusal('code.expired');
  }
  if (!rules.fits(code, typed))
    throw new Refusal('code.wrong', { triesLeft: Math.max(0, rules.mostTries - code.tries) });
  const confirmed = await confirmCode(db, purchaseId, { salt: code.salt, now });
  if (!confirmed && !(await isRepeated(deps, purchaseId, typed))) throw new Refusal('code.expired');
};
