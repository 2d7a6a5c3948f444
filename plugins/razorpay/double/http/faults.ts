import type { Fault, FaultRule } from '../state/settings.ts';
import type { World } from '../world.ts';

export interface Strike {
  fault: Fault;
  rule: FaultRule;
}

const end = (rules: FaultRule[], rule: FaultRule): void => {
  rules.splice(rules.indexOf(rule), 1);
};

const fromScript = (rules: FaultRule[], rule: FaultRule, script: (Fault | null)[]): Fault | null => {
  const fault = script.shift() ?? null;
  if (script.length === 0) end(rules, rule);
  return fault;
};

const once = (rules: FaultRule[], rule: FaultRule): Fault | null => {
  if (rule.times !== undefined) {
    rule.times -= 1;
    if (rule.times <= 0) end(rules, rule);
  }
  return rule.fault ?? null;
};

// Maintenance lasts ten minutes of the virtual clock, counted from the first call that meets it.
const maintenance = 600_000;

/** Whether a rule that has a span of time is over. */
const isOver = (rule: FaultRule, now: number): boolean => {
  if (rule.fault !== 'F15') return false;
  rule.until ??= now + (rule.ms ?? maintenance);
  return now >= rule.until;
};

/** The first rule for this call that strikes; it is written down that it has. */
export const strikeOf = ({ books, clock, random }: World, route: string): Strike | null => {
  const { faults } = books.settings;
  if (faults.length === 0) return null;
  for (const rule of [...faults]) {
    if (rule.route !== '*' && rule.route !== route) continue;
    if (isOver(rule, clock.now())) {
      end(faults, rule);
      continue;
    }
    if (random() >= (rule.probability ?? 1)) continue;
    const fault = rule.script ? fromScript(faults, rule, rule.script) : once(faults, rule);
    books.saveSettings();
    return fault === null ? null : { fault, rule };
  }
  return null;
};
