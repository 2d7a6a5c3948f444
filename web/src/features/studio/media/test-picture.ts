/** A moving picture and a quiet tone, for a seller without a camera: clearly marked, so that nobody takes it for one. */
export interface TestPicture {
  stream: MediaStream;
  stop: () => void;
}

/** Portrait as on a phone; small enough for a computer that draws without a graphics card. */
const width = 540;
const height = 960;
const framesPerSecond = 24;
/** Hertz, and a loudness of 2 %: heard when listened for, never a nuisance. */
const tone = { pitch: 440, loudness: 0.02 };

const bars = ['#f6f0e3', '#f7a823', '#57c7c9', '#6fd08c', '#ff84be', '#d0213d', '#252046'];
const ink = '#17152e';

const drawBars = (paper: CanvasRenderingContext2D) => {
  const each = width / bars.length;
  bars.forEach((colour, place) => {
    paper.fillStyle = colour;
    paper.fillRect(place * each, 0, each + 1, height * 0.62);
  });
};

/** What moves: a block across the bars, and a line that goes round once a second. */
const drawMotion = (paper: CanvasRenderingContext2D, at: number) => {
  const across = Math.abs(((at / 2500) % 2) - 1) * (width - 96);
  paper.fillStyle = ink;
  paper.fillRect(across, height * 0.5, 96, 96);
  const turn = ((at % 1000) / 1000) * 2 * Math.PI - Math.PI / 2;
  paper.strokeStyle = '#f7a823';
  paper.lineWidth = 14;
  paper.beginPath();
  paper.moveTo(across + 48, height * 0.5 + 48);
  paper.lineTo(across + 48 + 40 * Math.cos(turn), height * 0.5 + 48 + 40 * Math.sin(turn));
  paper.stroke();
};

const drawWords = (paper: CanvasRenderingContext2D, at: number) => {
  paper.fillStyle = ink;
  paper.fillRect(0, height * 0.62, width, height * 0.38);
  paper.fillStyle = '#f7a823';
  paper.textAlign = 'center';
  paper.font = '800 64px Anek, sans-serif';
  paper.fillText('TEST PICTURE', width / 2, height * 0.62 + 104);
  paper.fillStyle = '#f6f0e3';
  paper.font = '800 80px Anek, sans-serif';
  const now = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(':');
  paper.fillText(`${clock}.${Math.floor(now.getMilliseconds() / 100)}`, width / 2, height * 0.62 + 204);
};

const openTone = () => {
  const audio = new AudioContext();
  const oscillator = new OscillatorNode(audio, { frequency: tone.pitch });
  const volume = new GainNode(audio, { gain: tone.loudness });
  const out = audio.createMediaStreamDestination();
  oscillator.connect(volume).connect(out);
  oscillator.start();
  // Before the first press on a page the browser keeps it silent; the picture is what counts until then.
  const sound = () => void audio.resume().catch(() => undefined);
  sound();
  document.addEventListener('pointerdown', sound, { once: true });
  const stop = () => {
    document.removeEventListener('pointerdown', sound);
    void audio.close().catch(() => undefined);
  };
  return { tracks: out.stream.getAudioTracks(), stop };
};

export const openTestPicture = (): TestPicture => {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const paper = canvas.getContext('2d', { alpha: false });
  const draw = () => {
    if (!paper) return;
    const at = Date.now();
    drawBars(paper);
    drawMotion(paper, at);
    drawWords(paper, at);
  };
  draw();
  // A timer, not an animation frame: it goes on, more slowly, while the seller looks at another tab.
  const timer = setInterval(draw, 1000 / framesPerSecond);
  const sound = openTone();
  const stream = new MediaStream([
    ...canvas.captureStream(framesPerSecond).getVideoTracks(),
    ...sound.tracks,
  ]);
  return {
    stream,
    stop: () => {
      clearInterval(timer);
      sound.stop();
      for (const track of stream.getTracks()) track.stop();
    },
  };
};
