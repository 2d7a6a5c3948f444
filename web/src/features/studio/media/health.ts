/** What the browser has counted so far of what it sends. */
export interface Sample {
  at: number;
  bytes: number;
  /** Pictures the camera gave, and those that were encoded. */
  taken: number;
  encoded: number;
  packets: number;
  lost: number;
  /** Milliseconds there and back; null until the other side has answered. */
  rtt: number | null;
}

export interface Health {
  kbps: number;
  fps: number;
  /** Pictures that were taken and not sent in this time. */
  dropped: number;
  /** Per cent of packets. */
  lostShare: number;
  rtt: number | null;
  verdict: 'good' | 'fair' | 'poor';
}

type Report = Record<string, unknown>;
const number = (report: Report, name: string) => Number(report[name] ?? 0);
const isVideo = (report: Report) => report['kind'] === 'video';

const withReport = (sample: Sample, report: Report): Sample => {
  switch (report['type']) {
    case 'outbound-rtp':
      return {
        ...sample,
        bytes: sample.bytes + number(report, 'bytesSent'),
        packets: sample.packets + number(report, 'packetsSent'),
        encoded: sample.encoded + (isVideo(report) ? number(report, 'framesEncoded') : 0),
      };
    case 'media-source':
      return { ...sample, taken: sample.taken + (isVideo(report) ? number(report, 'frames') : 0) };
    case 'remote-inbound-rtp':
      return {
        ...sample,
        lost: sample.lost + number(report, 'packetsLost'),
        rtt:
          report['roundTripTime'] === undefined
            ? sample.rtt
            : Math.round(number(report, 'roundTripTime') * 1000),
      };
    default:
      return sample;
  }
};

/** Reads RTCPeerConnection.getStats(). */
export const sampleOf = (reports: Iterable<Report>, at: number): Sample => {
  const none: Sample = { at, bytes: 0, taken: 0, encoded: 0, packets: 0, lost: 0, rtt: null };
  let sample = none;
  for (const report of reports) sample = withReport(sample, report);
  return sample;
};

/** Below these a viewer notices: a picture that jerks, words that are late. */
const poor = { fps: 10, lostShare: 5, rtt: 600 };
const fair = { fps: 18, lostShare: 2, rtt: 300 };
type Limits = typeof poor;

const beyond = ({ fps, lostShare, rtt }: Omit<Health, 'verdict'>, limits: Limits) =>
  fps < limits.fps || lostShare > limits.lostShare || (rtt ?? 0) > limits.rtt;

/** What happened between two samples. */
export const healthOf = (before: Sample, after: Sample): Health => {
  const seconds = Math.max(0.001, (after.at - before.at) / 1000);
  const since = (name: 'bytes' | 'taken' | 'encoded' | 'packets' | 'lost') =>
    Math.max(0, after[name] - before[name]);
  const figures = {
    kbps: Math.round((since('bytes') * 8) / 1000 / seconds),
    fps: Math.round(since('encoded') / seconds),
    dropped: Math.max(0, since('taken') - since('encoded')),
    lostShare: Math.round((since('lost') / Math.max(1, since('packets'))) * 1000) / 10,
    rtt: after.rtt,
  };
  const verdict = beyond(figures, poor) ? 'poor' : beyond(figures, fair) ? 'fair' : 'good';
  return { ...figures, verdict };
};
