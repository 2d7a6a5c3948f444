import type { Who } from '../who.ts';

/** A cookie to send along with an answer. */
export interface SetCookie {
  name: string;
  value: string;
  /** Seconds; 0 takes the cookie away. */
  maxAge: number;
}

/** Who stands at the door: the accounts module answers, the kernel asks. */
export interface Doorman {
  /** The account behind a request's Cookie or Authorization header. */
  identify(headers: { cookie?: string | undefined; authorization?: string | undefined }): Promise<Who | null>;
  /**
   * Opens an account and a session for a visitor who is about to do something. The same `key` finds the visitor
   * it was first sent by: an answer may be lost together with its cookie, and the request sent once more.
   */
  admit(ip: string, key?: string): Promise<{ who: Who; cookie: SetCookie }>;
}
