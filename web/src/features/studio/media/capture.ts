import { type CaptureTrouble, troubleOf } from './capture-words.ts';
import { openTestPicture } from './test-picture.ts';

export type Source = 'off' | 'asking' | 'camera' | 'test';
export interface Device {
  id: string;
  label: string;
}

export interface CaptureState {
  source: Source;
  stream: MediaStream | null;
  trouble: CaptureTrouble | null;
  cameras: readonly Device[];
  microphones: readonly Device[];
  cameraId: string | null;
  microphoneId: string | null;
  facing: 'user' | 'environment';
  muted: boolean;
}

interface Wish {
  cameraId?: string;
  microphoneId?: string;
  facing?: CaptureState['facing'];
}

const nothing: CaptureState = {
  source: 'off',
  stream: null,
  trouble: null,
  cameras: [],
  microphones: [],
  cameraId: null,
  microphoneId: null,
  facing: 'user',
  muted: false,
};

/** 720p; a phone that is held upright turns it by itself. */
const size = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } };

const constraintsOf = ({ cameraId, microphoneId, facing }: Wish): MediaStreamConstraints => ({
  video: { ...size, ...(cameraId ? { deviceId: { exact: cameraId } } : { facingMode: facing }) },
  audio: {
    echoCancellation: true,
    noiseSuppression: true,
    ...(microphoneId ? { deviceId: { exact: microphoneId } } : {}),
  },
});

/** A computer with a camera and without a microphone still shows its picture. */
const ask = async (wish: Wish): Promise<MediaStream> => {
  // A page that is not secure has no mediaDevices at all, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new DOMException('', 'InsecureError');
  const constraints = constraintsOf(wish);
  try {
    return await devices.getUserMedia(constraints);
  } catch (failure) {
    if (!(failure instanceof DOMException) || failure.name !== 'NotFoundError') throw failure;
    return devices.getUserMedia({ video: constraints.video });
  }
};

const listDevices = async () => {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const ofKind = (kind: MediaDeviceKind, name: string): Device[] =>
    devices
      .filter((device) => device.kind === kind && device.deviceId !== '')
      .map((device, place) => ({ id: device.deviceId, label: device.label || `${name} ${place + 1}` }));
  return { cameras: ofKind('videoinput', 'Camera'), microphones: ofKind('audioinput', 'Microphone') };
};

const idOf = (track: MediaStreamTrack | undefined) => track?.getSettings().deviceId ?? null;

/** What the seller shows: a camera with its microphone, or the test picture. One for the whole studio. */
export class Capture {
  #state: CaptureState = nothing;
  #stop: () => void = () => undefined;
  /** Grows with each request, so that the late answer of an old one is closed again. */
  #turn = 0;
  readonly #listeners = new Set<() => void>();

  readonly get = (): CaptureState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async openCamera(wish: Wish = {}): Promise<void> {
    this.#turn += 1;
    const mine = this.#turn;
    const { facing, microphoneId } = this.#state;
    this.#set({ source: this.#state.stream ? this.#state.source : 'asking', trouble: null });
    try {
      // A phone opens its other camera only after the first is closed.
      if (this.#state.source === 'camera') this.#stop();
      const stream = await ask({ facing, microphoneId: microphoneId ?? undefined, ...wish });
      if (mine !== this.#turn) return closeStream(stream);
      this.#show('camera', stream, () => closeStream(stream));
      this.#set({ ...(await listDevices()), facing: wish.facing ?? facing });
    } catch (failure) {
      if (mine === this.#turn) this.#fail(failure instanceof DOMException ? failure.name : '');
    }
  }

  openTest(): void {
    this.#turn += 1;
    const { stream, stop } = openTestPicture();
    this.#show('test', stream, stop);
  }

  /** The other side of a phone, or the next camera of a computer. */
  flip(): Promise<void> {
    const { cameras, cameraId, facing } = this.#state;
    const upright = matchMedia('(pointer: coarse)').matches;
    if (upright) return this.openCamera({ facing: facing === 'user' ? 'environment' : 'user' });
    const at = cameras.findIndex((camera) => camera.id === cameraId);
    const next = cameras[(at + 1) % Math.max(1, cameras.length)];
    return this.openCamera(next ? { cameraId: next.id } : {});
  }

  mute(muted: boolean): void {
    for (const track of this.#state.stream?.getAudioTracks() ?? []) track.enabled = !muted;
    this.#set({ muted });
  }

  close(): void {
    this.#turn += 1;
    this.#stop();
    this.#stop = () => undefined;
    this.#set({ ...nothing, facing: this.#state.facing });
  }

  #show(source: 'camera' | 'test', stream: MediaStream, stop: () => void): void {
    this.#stop();
    this.#stop = stop;
    const [video] = stream.getVideoTracks();
    const [audio] = stream.getAudioTracks();
    // Sharp edges matter more than smooth motion where someone judges a weave.
    if (video) video.contentHint = 'detail';
    if (audio) audio.enabled = !this.#state.muted;
    video?.addEventListener('ended', () => this.#state.stream === stream && this.#fail('EndedError'));
    // The test picture's tracks have names too, but no device that could be asked for again.
    const devices = source === 'camera' ? { cameraId: idOf(video), microphoneId: idOf(audio) } : {};
    this.#set({ source, stream, trouble: null, cameraId: null, microphoneId: null, ...devices });
  }

  #fail(name: string): void {
    // The test picture goes on where the camera could not be had in its place.
    if (this.#state.source === 'test') return this.#set({ trouble: troubleOf(name) });
    this.#stop();
    this.#stop = () => undefined;
    this.#set({ source: 'off', stream: null, trouble: troubleOf(name), cameraId: null, microphoneId: null });
  }

  #set(change: Partial<CaptureState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

const closeStream = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};
