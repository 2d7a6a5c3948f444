import type { Candidate, IceServer } from '#contracts/live';

export interface ReceiverOptions {
  offer: string;
  iceServers: IceServer[];
  /** The stream to show: given again for every track, because a switched feed needs to be assigned again. */
  onStream: (stream: MediaStream) => void;
  /** null: no more come. */
  onCandidate: (candidate: Candidate | null) => void;
  /** The path failed, or was silent for more than two seconds. */
  onTrouble: () => void;
}

export interface Receiver {
  answer: string;
  /** Pictures decoded so far. */
  frames: () => Promise<number>;
  close: () => void;
}

/** Short breaks heal by themselves; a longer one is quicker mended by a new subscription (200–330 ms measured). */
const silentMs = 2000;

export const watchPath = (pc: RTCPeerConnection, onTrouble: () => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  pc.addEventListener('iceconnectionstatechange', () => {
    clearTimeout(timer);
    if (pc.iceConnectionState === 'failed') onTrouble();
    if (pc.iceConnectionState === 'disconnected') timer = setTimeout(onTrouble, silentMs);
  });
  return () => clearTimeout(timer);
};

export const asCandidate = ({ candidate }: RTCPeerConnectionIceEvent): Candidate | null =>
  candidate && candidate.candidate !== ''
    ? { candidate: candidate.candidate, sdpMid: candidate.sdpMid, sdpMLineIndex: candidate.sdpMLineIndex }
    : null;

const framesDecoded = async (pc: RTCPeerConnection): Promise<number> => {
  let frames = 0;
  for (const report of (await pc.getStats()).values() as Iterable<Record<string, unknown>>)
    if (report['type'] === 'inbound-rtp' && report['kind'] === 'video')
      frames += Number(report['framesDecoded'] ?? 0);
  return frames;
};

/** Answers an offer of the server and receives what it sends. */
export const receive = async (options: ReceiverOptions): Promise<Receiver> => {
  const pc = new RTCPeerConnection({ iceServers: options.iceServers });
  const forget = watchPath(pc, options.onTrouble);
  const close = () => {
    forget();
    pc.close();
  };
  pc.addEventListener('track', ({ streams, track }) =>
    options.onStream(streams[0] ?? new MediaStream([track])),
  );
  pc.addEventListener('icecandidate', (event) => options.onCandidate(asCandidate(event)));
  try {
    await pc.setRemoteDescription({ type: 'offer', sdp: options.offer });
    const answer = await pc.createAnswer();
    await pc.setLocalDescription(answer);
    return { answer: answer.sdp ?? '', frames: () => framesDecoded(pc), close };
  } catch (failure) {
    close();
    throw failure;
  }
};
