import { KeysRefused, type OnlinePayments, type PaymentProvider } from '../../../../sdk/index.ts';
import type { Database } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { Probe } from '../../kernel/saga/saga.ts';
import type { Usable } from './api.ts';
import type { Place } from './points.ts';
import { MethodStore } from './store/methods.ts';

interface WaysDeps {
  db: Database;
  clock: Clock;
  log: Log;
  probe?: Probe;
}

const keysProblem = 'The provider refuses the shop’s keys. Set them right; it is tried again by itself.';

/** The shop's ways of paying, and whether they work. Every question to a provider goes through here. */
export class Ways {
  readonly #deps: WaysDeps;
  readonly #providers = new Map<string, PaymentProvider>();
  readonly #off = new Map<string, string>();

  constructor(deps: WaysDeps) {
    this.#deps = deps;
  }

  add(provider: PaymentProvider): void {
    if (this.#providers.has(provider.id))
      throw new Error(`Two plugins bring the way of paying ${provider.id}`);
    this.#providers.set(provider.id, provider);
  }

  get all(): readonly PaymentProvider[] {
    return [...this.#providers.values()];
  }

  find(method: string): PaymentProvider | undefined {
    return this.#providers.get(method);
  }

  online(method: string): OnlinePayments | undefined {
    return this.#providers.get(method)?.online;
  }

  usable(method: string): Usable {
    const says = this.#off.get(method);
    return says === undefined ? { on: true } : { on: false, says };
  }

  get off(): number {
    return this.#off.size;
  }

  /** What another process has found out. */
  recall(method: string, problem: string | null): void {
    if (problem === null) this.#off.delete(method);
    else this.#off.set(method, problem);
  }

  /** Asks a provider. Keys that are refused turn it off, an answer turns it on again. */
  async ask<T>(method: string, place: Place, call: (online: OnlinePayments) => Promise<T>): Promise<T> {
    const online = this.online(method);
    if (!online) throw new Error(`No plugin brings the online way of paying ${method}`);
    return this.tried(method, place, () => call(online));
  }

  async tried<T>(method: string, place: Place, call: () => Promise<T>): Promise<T> {
    await this.#deps.probe?.(place);
    try {
      const answer = await call();
      if (this.#off.has(method)) await this.#turnOn(method);
      await this.#deps.probe?.(`${place}/after`);
      return answer;
    } catch (problem) {
      if (problem instanceof KeysRefused) await this.#turnOff(method);
      throw problem;
    }
  }

  async #turnOff(method: string): Promise<void> {
    if (this.#off.has(method)) return;
    this.#off.set(method, keysProblem);
    this.#deps.log.error({ method }, 'a way of paying is off: its keys are refused');
    await new MethodStore(this.#deps.db).setProblem(method, keysProblem);
  }

  async #turnOn(method: string): Promise<void> {
    this.#off.delete(method);
    this.#deps.log.info({ method }, 'a way of paying works again');
    await new MethodStore(this.#deps.db).setProblem(method, null);
  }
}
