import type { Candidate } from '#contracts/live';
import { asCandidate, watchPath } from '../../../lib/webrtc.ts';

export interface SenderOptions {
  stream: MediaStream;
  /** Takes the offer to the server and brings its answer. */
  negotiate: (offer: string) => Promise<string>;
  /** null: no more come. Only called once the server knows the offer. */
  onCandidate: (candidate: Candidate | null) => void;
  onFlowing: () => void;
  onTrouble: () => void;
}

export interface Sender {
  /** Another camera or the test picture, without a new negotiation. */
  show: (stream: MediaStream | null) => void;
  stats: () => Promise<Iterable<Record<string, unknown>>>;
  close: () => void;
}

/** What 720p of cloth and hands needs; the room's own limit may be lower. */
const mostBitsPerSecond = 1_800_000;

/** Safari decodes H.264 in hardware on every phone; VP8 is what everybody else can. */
const rank = (codec: { mimeType: string }) => {
  const place = ['video/h264', 'video/vp8'].indexOf(codec.mimeType.toLowerCase());
  return place === -1 ? 2 : place;
};

const preferCodecs = (transceiver: RTCRtpTransceiver) => {
  const codecs = RTCRtpSender.getCapabilities('video')?.codecs ?? [];
  // Not every browser lets one choose; it then sends what it likes best, and the server takes what it can.
  if (codecs.length > 0 && 'setCodecPreferences' in transceiver)
    transceiver.setCodecPreferences([...codecs].sort((one, other) => rank(one) - rank(other)));
};

const limitBits = async ({ sender }: RTCRtpTransceiver) => {
  const parameters = sender.getParameters();
  for (const encoding of parameters.encodings ?? []) encoding.maxBitrate = mostBitsPerSecond;
  await sender.setParameters(parameters).catch(() => undefined);
};

/** Candidates that come before the server knows the offer wait for it. */
const holdCandidates = (pc: RTCPeerConnection, tell: SenderOptions['onCandidate']) => {
  const waiting: (Candidate | null)[] = [];
  let known = false;
  pc.addEventListener('icecandidate', (event) => {
    const candidate = asCandidate(event);
    if (known) tell(candidate);
    else waiting.push(candidate);
  });
  return () => {
    known = true;
    for (const candidate of waiting) tell(candidate);
  };
};

const addTracks = (pc: RTCPeerConnection, stream: MediaStream) => {
  const add = (kind: 'video' | 'audio', track: MediaStreamTrack | undefined) =>
    pc.addTransceiver(track ?? kind, { direction: 'sendonly', streams: [stream] });
  const video = add('video', stream.getVideoTracks()[0]);
  const audio = add('audio', stream.getAudioTracks()[0]);
  preferCodecs(video);
  return { video, audio };
};

/** Offers picture and sound to the server and sends them. */
export const send = async (options: SenderOptions): Promise<Sender> => {
  const pc = new RTCPeerConnection();
  const forget = watchPath(pc, options.onTrouble);
  const release = holdCandidates(pc, options.onCandidate);
  const { video, audio } = addTracks(pc, options.stream);
  const close = () => {
    forget();
    pc.close();
  };
  pc.addEventListener('connectionstatechange', () => {
    if (pc.connectionState === 'connected') options.onFlowing();
  });
  try {
    const offer = await pc.createOffer();
    await pc.setLocalDescription(offer);
    const answer = await options.negotiate(offer.sdp ?? '');
    await pc.setRemoteDescription({ type: 'answer', sdp: answer });
    release();
    await limitBits(video);
  } catch (failure) {
    close();
    throw failure;
  }
  const show = (stream: MediaStream | null) => {
    void video.sender.replaceTrack(stream?.getVideoTracks()[0] ?? null).catch(() => undefined);
    void audio.sender.replaceTrack(stream?.getAudioTracks()[0] ?? null).catch(() => undefined);
  };
  const stats = async () => (await pc.getStats()).values() as Iterable<Record<string, unknown>>;
  return { show, stats, close };
};
