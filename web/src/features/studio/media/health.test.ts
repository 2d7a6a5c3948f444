import { describe, expect, it } from 'vitest';
import { healthOf, sampleOf } from './health.ts';

const reports = ({ bytes, frames, lost, rtt = 0.04 }: Record<string, number>) => [
  { type: 'outbound-rtp', kind: 'video', bytesSent: bytes, packetsSent: frames! * 4, framesEncoded: frames },
  { type: 'outbound-rtp', kind: 'audio', bytesSent: 0, packetsSent: 0 },
  { type: 'media-source', kind: 'video', frames: frames! + 2 },
  { type: 'remote-inbound-rtp', kind: 'video', packetsLost: lost, roundTripTime: rtt },
  { type: 'candidate-pair' },
];
const first = sampleOf(reports({ bytes: 0, frames: 0, lost: 0 }), 0);
const after = (given: Record<string, number>) => healthOf(first, sampleOf(reports(given), 2000));

describe('how well a seller is seen', () => {
  it('is told in bitrate, pictures a second, loss and delay', () => {
    expect(after({ bytes: 400_000, frames: 60, lost: 0 })).toEqual({
      kbps: 1600,
      fps: 30,
      dropped: 0,
      lostShare: 0,
      rtt: 40,
      verdict: 'good',
    });
  });

  it('is fair when some is lost, poor when much is', () => {
    expect(after({ bytes: 400_000, frames: 60, lost: 8 })).toMatchObject({ lostShare: 3.3, verdict: 'fair' });
    expect(after({ bytes: 400_000, frames: 60, lost: 24 }).verdict).toBe('poor');
  });

  it('is poor when the picture jerks or comes late', () => {
    expect(after({ bytes: 90_000, frames: 12, lost: 0 }).verdict).toBe('poor');
    expect(after({ bytes: 400_000, frames: 60, lost: 0, rtt: 0.9 }).verdict).toBe('poor');
  });

  it('counts nothing backwards when the connection is new', () => {
    const before = sampleOf(reports({ bytes: 900_000, frames: 900, lost: 9 }), 0);
    expect(healthOf(before, sampleOf(reports({ bytes: 10, frames: 1, lost: 0 }), 2000))).toMatchObject({
      kbps: 0,
      fps: 0,
    });
  });
});
