import { describe, expect, it } from 'vitest';
import { fromLocalInput, minutesWords, nextHour, stopwatch, toLocalInput } from './when.ts';

describe('the time of a sale', () => {
  it('goes into the form and comes back to the minute', () => {
    const at = new Date(2026, 10, 22, 20, 5).getTime();
    expect(toLocalInput(at)).toBe('2026-11-22T20:05');
    expect(fromLocalInput(toLocalInput(at))).toBe(at);
  });

  it('is none while it is half typed', () => {
    expect(fromLocalInput('')).toBeNull();
    expect(fromLocalInput('2026-11-22')).toBeNull();
    expect(fromLocalInput('2026-99-99T99:99')).toBeNull();
  });

  it('is proposed for the next full hour that leaves a quarter to prepare', () => {
    const hour = 3_600_000;
    expect(nextHour(10 * hour + 1)).toBe(11 * hour);
    expect(nextHour(10 * hour + 50 * 60_000)).toBe(12 * hour);
  });

  it('runs as a stopwatch and is told in minutes afterwards', () => {
    expect(stopwatch(7000)).toBe('0:07');
    expect(stopwatch(3_753_000)).toBe('1:02:33');
    expect(minutesWords(20_000)).toBe('1 min');
    expect(minutesWords(72 * 60_000)).toBe('1 h 12 min');
  });
});
