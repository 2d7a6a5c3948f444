import { describe, expect, it } from 'vitest';
import { idlePublish, type PublishEvent, type PublishState, publishStep } from './publish-machine.ts';

const run = (events: PublishEvent[], from: PublishState = idlePublish) =>
  events.reduce((step, event) => publishStep(step.state, event, 0.5), {
    state: from,
    command: null,
  } as ReturnType<typeof publishStep>);

const start: PublishEvent = { type: 'start' };
const flowing: PublishEvent = { type: 'flowing' };
const trouble: PublishEvent = { type: 'trouble' };
const otherHost: PublishEvent = { type: 'failed', code: 'live.other-host' };
const noVideo: PublishEvent = { type: 'failed', code: 'live.no-video' };

describe('what a seller sends', () => {
  it('is offered at once when the sale starts, and is on the air when media flows', () => {
    expect(run([start]).command).toEqual({ do: 'publish', afterMs: 0, takeOver: false });
    expect(run([start, flowing]).state).toEqual({ phase: 'on-air', attempt: 0 });
  });

  it('is offered once, however often the sale says that it is live', () => {
    expect(run([start, flowing, start]).command).toBeNull();
  });

  it('is offered again at once when the path breaks, then with more patience', () => {
    const once = run([start, flowing, trouble]);
    expect(once.state.phase).toBe('reconnecting');
    expect(once.command).toEqual({ do: 'publish', afterMs: 150, takeOver: false });
    expect(run([start, flowing, trouble, trouble, trouble]).command).toMatchObject({ afterMs: 1000 });
  });

  it('is offered again when the media begins anew', () => {
    expect(run([start, flowing, { type: 'reset', spread: 3000 }])).toEqual({
      state: { phase: 'reconnecting', attempt: 0 },
      command: { do: 'publish', afterMs: 150, takeOver: false },
    });
  });

  it('is left alone while it flows, when only the socket was lost; else it is offered at once', () => {
    expect(run([start, flowing, { type: 'online' }])).toMatchObject({
      state: { phase: 'on-air', attempt: 0 },
      command: null,
    });
    expect(run([start, flowing, trouble, trouble, trouble, { type: 'online' }])).toMatchObject({
      state: { phase: 'reconnecting', attempt: 0 },
      command: { do: 'publish', afterMs: 150, takeOver: false },
    });
  });

  it('goes on asking while the shop has no video server, and comes on the air with it', () => {
    expect(run([start, noVideo]).state.phase).toBe('unavailable');
    expect(run([start, noVideo, noVideo]).command).toMatchObject({ do: 'publish', afterMs: 1000 });
    expect(run([start, noVideo, flowing]).state.phase).toBe('on-air');
  });

  it('leaves the air to another window until the seller takes over', () => {
    const lost = run([start, flowing, trouble, otherHost]);
    expect(lost).toEqual({ state: { phase: 'elsewhere', attempt: 0 }, command: { do: 'drop' } });
    expect(run([trouble, { type: 'online' }], lost.state).command).toBeNull();
    expect(run([{ type: 'take-over' }], lost.state).command).toEqual({
      do: 'publish',
      afterMs: 0,
      takeOver: true,
    });
  });

  it('is not taken for another window by a server that has not noticed yet that the old connection is dead', () => {
    const back = [start, flowing, trouble, { type: 'online' } as const, otherHost];
    expect(run(back)).toMatchObject({
      state: { phase: 'reconnecting' },
      command: { do: 'publish', afterMs: 3000, takeOver: false },
    });
    expect(run([...back, flowing]).state).toEqual({ phase: 'on-air', attempt: 0 });
    expect(run([...back, otherHost, otherHost, otherHost, otherHost]).state.phase).toBe('elsewhere');
    expect(run([...back, flowing, trouble, otherHost]).state.phase).toBe('elsewhere');
  });

  it('never takes over by itself', () => {
    expect(run([start, { type: 'take-over' }]).command).toBeNull();
  });

  it('ends with the sale', () => {
    for (const event of [{ type: 'stop' }, { type: 'failed', code: 'sale.ended' }] as PublishEvent[])
      expect(run([start, flowing, event])).toEqual({ state: idlePublish, command: { do: 'drop' } });
  });
});
