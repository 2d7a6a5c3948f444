import { describe, expect, it } from 'vitest';
import { backOffMs, idleViewer, type ViewerEvent, type ViewerState, viewerStep } from './viewer-machine.ts';

const run = (events: ViewerEvent[], from: ViewerState = idleViewer) =>
  events.reduce((step, event) => viewerStep(step.state, event, 0.5), {
    state: from,
    command: null,
  } as ReturnType<typeof viewerStep>);

const on: ViewerEvent = { type: 'video', video: 'on' };
const frame: ViewerEvent = { type: 'frame' };

describe('the video of a viewer', () => {
  it('is asked for at once when the seller goes on the air', () => {
    expect(run([on])).toEqual({
      state: { phase: 'connecting', attempt: 0, held: false },
      command: { do: 'watch', afterMs: 0 },
    });
  });

  it('plays from its first picture', () => {
    expect(run([on, frame]).state).toEqual({ phase: 'playing', attempt: 0, held: false });
  });

  it('is asked for anew when pictures stop, and says that it is reconnecting', () => {
    const { state, command } = run([on, frame, { type: 'trouble' }]);
    expect(state.phase).toBe('reconnecting');
    expect(command).toEqual({ do: 'watch', afterMs: 150 });
  });

  it('waits without fuss while the seller is away', () => {
    const { state, command } = run([
      on,
      frame,
      { type: 'video', video: 'reconnecting' },
      { type: 'trouble' },
    ]);
    expect(state).toMatchObject({ phase: 'playing', held: true });
    expect(command).toBeNull();
  });

  it('spreads its return over what the server asks for after the media began anew', () => {
    expect(run([on, frame, { type: 'reset', spread: 3000 }]).command).toEqual({ do: 'watch', afterMs: 1500 });
  });

  it('backs off while the shop has no video, and says so', () => {
    const failed: ViewerEvent = { type: 'failed', code: 'live.no-video' };
    expect(run([on, failed]).state.phase).toBe('unavailable');
    expect(run([on, failed, failed, failed]).command).toEqual({ do: 'watch', afterMs: 2000 });
    expect(run([on, failed, frame]).state).toMatchObject({ phase: 'playing', attempt: 0 });
  });

  it('is given up when the sale ended', () => {
    expect(run([on, frame, { type: 'failed', code: 'sale.ended' }])).toEqual({
      state: idleViewer,
      command: { do: 'drop' },
    });
    expect(run([on, frame, { type: 'video', video: 'off' }])).toEqual({
      state: idleViewer,
      command: { do: 'drop' },
    });
  });

  it('is asked for anew when the connection is back, without a word while pictures still come', () => {
    const failed: ViewerEvent = { type: 'failed', code: undefined };
    expect(run([on, failed, { type: 'online' }]).command).toEqual({ do: 'watch', afterMs: 150 });
    expect(run([on, frame, { type: 'online' }])).toEqual({
      state: { phase: 'playing', attempt: 0, held: false },
      command: { do: 'watch', afterMs: 150 },
    });
  });

  it('does nothing where there is nothing to watch', () => {
    for (const event of [
      frame,
      { type: 'trouble' },
      { type: 'reset', spread: 10 },
      { type: 'online' },
    ] as ViewerEvent[])
      expect(run([event])).toEqual({ state: idleViewer, command: null });
  });

  it('doubles its patience from half a second to eight, within a fifth', () => {
    expect([0, 1, 2, 3, 4, 9].map((attempt) => backOffMs(attempt, 0.5))).toEqual([
      500, 1000, 2000, 4000, 8000, 8000,
    ]);
    expect(backOffMs(0, 0)).toBe(400);
    expect(backOffMs(0, 1)).toBeCloseTo(600);
  });
});
