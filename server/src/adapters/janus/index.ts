export { openJanusRtc as openJanus } from './janus-rtc.ts';
export type { JanusAddress } from './link.ts';
