import { useEffect, useState } from 'react';

/** Ten times a second looks alive and costs nothing. */
const everyMs = 100;
/** Speech at arm's length is about a quarter of full scale; this fills the meter with it. */
const gain = 3.2;

/** How loud a microphone is now, from 0 to 1; null without one. */
export const useMicLevel = (stream: MediaStream | null): number | null => {
  const [level, setLevel] = useState<number | null>(null);
  useEffect(() => {
    if (!stream || stream.getAudioTracks().length === 0) {
      setLevel(null);
      return undefined;
    }
    const audio = new AudioContext();
    const analyser = new AnalyserNode(audio, { fftSize: 512 });
    audio.createMediaStreamSource(stream).connect(analyser);
    void audio.resume().catch(() => undefined);
    const samples = new Float32Array(analyser.fftSize);
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, one) => sum + one * one, 0) / samples.length;
      setLevel(Math.min(1, Math.sqrt(power) * gain));
    }, everyMs);
    return () => {
      clearInterval(timer);
      void audio.close().catch(() => undefined);
    };
  }, [stream]);
  return level;
};
