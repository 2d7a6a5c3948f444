/** Where time comes from: milliseconds UTC. Tests bring their own. */
export interface Clock {
  now(): number;
}

/** What a clock is made of: the machine's time of day, which may lie or jump, and a count that only goes on. */
interface Sources {
  wall(): number;
  steady(): number;
}
const machine: Sources = { wall: () => Date.now(), steady: () => performance.now() };

/** Differences up to this are what clocks have. */
const usual = 1_000;
/** How fast a wrong clock is followed: a tenth of the time that passes, so that no deadline is missed or doubled. */
const slew = 0.1;

/**
 * The machine's time, without its jumps: it never goes back, and when somebody sets the machine's clock, it follows
 * at nine to eleven tenths of the usual pace. Holds, codes and timers then end when they should, whatever the time of
 * day says meanwhile. A machine that is woken from sleep has truly jumped and is followed the same way.
 */
export const steadyClock = ({ wall, steady }: Sources = machine): Clock => {
  let [now, seen] = [wall(), steady()];
  return {
    now: () => {
      const passed = steady() - seen;
      if (passed <= 0) return Math.floor(now);
      const off = wall() - (now + passed);
      const most = Math.abs(off) > usual ? passed * slew : passed * slew * 0.1;
      now += passed + Math.max(-most, Math.min(most, off));
      seen += passed;
      return Math.floor(now);
    },
  };
};

/** The one of this process. */
export const systemClock: Clock = steadyClock();
