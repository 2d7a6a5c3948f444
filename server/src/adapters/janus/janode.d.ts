/** What Leo uses of janode 1.8, which brings no types of its own. */
declare module 'janode' {
  import type { EventEmitter } from 'node:events';

  interface Connection extends EventEmitter {
    create(keepAliveSeconds?: number): Promise<Session>;
    getInfo(): Promise<{ name: string; version: number; version_string: string }>;
    close(): Promise<void>;
  }
  interface Session extends EventEmitter {
    id: number;
    attach<H>(plugin: { id: string; Handle: new (...given: never[]) => H }): Promise<H>;
    destroy(): Promise<void>;
  }
  const janode: {
    connect(options: {
      address: { url: string; apisecret: string };
      max_retries?: number;
      retry_time_secs?: number;
      ws_options?: { handshakeTimeout?: number };
    }): Promise<Connection>;
    Logger: { setLevel(level: 'none' | 'error' | 'warn' | 'info'): void };
    EVENT: {
      CONNECTION_CLOSED: string;
      CONNECTION_ERROR: string;
      SESSION_DESTROYED: string;
      HANDLE_DETACHED: string;
      HANDLE_HANGUP: string;
      HANDLE_MEDIA: string;
      HANDLE_WEBRTCUP: string;
    };
  };

  export type { Connection, Session };
  export default janode;
}

declare module 'janode/plugins/videoroom' {
  import type { EventEmitter } from 'node:events';

  interface Jsep {
    type: 'offer' | 'answer';
    sdp: string;
  }
  interface TrickledCandidate {
    candidate: string;
    sdpMid?: string;
    sdpMLineIndex?: number;
  }
  class VideoRoomHandle extends EventEmitter {
    id: number;
    create(room: {
      room: string;
      description?: string;
      max_publishers?: number;
      is_private?: boolean;
      secret?: string;
      pin?: string;
      admin_key?: string;
      bitrate?: number;
      fir_freq?: number;
      audiocodec?: string;
      videocodec?: string;
      h264_profile?: string;
    }): Promise<{ room: string }>;
    destroy(room: { room: string; secret: string }): Promise<{ room: string }>;
    joinConfigurePublisher(join: {
      room: string;
      feed: string;
      pin: string;
      jsep: Jsep;
    }): Promise<{ feed: string; jsep?: Jsep }>;
    joinSubscriber(join: {
      room: string;
      pin: string;
      streams: { feed: string }[];
      autoupdate?: boolean;
    }): Promise<{ jsep?: Jsep }>;
    start(answer: { jsep: Jsep }): Promise<{ started: string }>;
    trickle(candidate: TrickledCandidate): Promise<unknown>;
    trickleComplete(): Promise<unknown>;
    detach(): Promise<void>;
  }
  const plugin: { id: string; Handle: typeof VideoRoomHandle };

  export type { TrickledCandidate, VideoRoomHandle };
  export default plugin;
}
