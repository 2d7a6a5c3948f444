import type { RoomState } from '../../live/room-state.ts';
import type { Source } from '../media/capture.ts';
import type { CaptureTrouble } from '../media/capture-words.ts';

export type CheckName = 'picture' | 'sound' | 'products' | 'video' | 'shop';

export interface Check {
  name: CheckName;
  /** `note`: not as it should be, but one can go live with it. */
  state: 'good' | 'note' | 'bad' | 'waiting';
  words: string;
  help?: string;
}

export interface Preparations {
  source: Source;
  trouble: CaptureTrouble | null;
  hasSound: boolean;
  /** The level has moved since the microphone was opened. */
  heard: boolean;
  /** Products in the run sheet, and how many of them one can buy. */
  products: number;
  sellable: number;
  /** Whether the video server answers; undefined while it is asked. */
  video: boolean | undefined;
  link: RoomState['link'] | undefined;
}

type Rule = (given: Preparations) => Omit<Check, 'name'>;

const picture: Rule = ({ source, trouble, video }) => {
  if (source === 'camera') return { state: 'good', words: 'The camera works' };
  if (source === 'test')
    return { state: 'note', words: 'The test picture is shown', help: 'Buyers see that it is a test.' };
  if (source === 'asking')
    return { state: 'waiting', words: 'The browser asks whether it may use the camera' };
  // Without a video server there is nowhere to send a picture to: its lack stops nobody.
  const state = video === false ? 'note' : 'bad';
  if (trouble) return { state, words: trouble.problem, help: trouble.help };
  return { state, words: 'The camera is off' };
};

const sound: Rule = ({ source, hasSound, heard }) => {
  if (source === 'test') return { state: 'note', words: 'A quiet test tone is heard' };
  if (source !== 'camera') return { state: 'waiting', words: 'The microphone is checked with the camera' };
  if (!hasSound)
    return { state: 'note', words: 'No microphone was found', help: 'Buyers will see you and hear nothing.' };
  if (heard) return { state: 'good', words: 'The microphone hears you' };
  return { state: 'note', words: 'The microphone is on', help: 'Say something: the level should move.' };
};

const products: Rule = ({ products: all, sellable }) => {
  if (all === 0) return { state: 'bad', words: 'The run sheet is empty', help: 'Add at least one product.' };
  if (sellable === 0)
    return { state: 'bad', words: 'Nothing in the run sheet is in stock', help: 'Raise the stock of one.' };
  const words = all === 1 ? '1 product is ready' : `${all} products, ${sellable} of them in stock`;
  return { state: 'good', words };
};

const video: Rule = ({ video: answers }) => {
  if (answers === undefined) return { state: 'waiting', words: 'Asking the video server' };
  if (answers) return { state: 'good', words: 'The video server answers' };
  return {
    state: 'note',
    words: 'The video server does not answer',
    help: 'The sale starts without a picture, and shows it as soon as the server is back. The operator sees more with: leo status.',
  };
};

const shop: Rule = ({ link }) => {
  if (link === 'joined') return { state: 'good', words: 'Connected to the shop' };
  if (link === 'lost')
    return {
      state: 'bad',
      words: 'The connection to the shop is lost',
      help: 'It is tried again by itself.',
    };
  return { state: 'waiting', words: 'Connecting to the shop' };
};

const rules: Record<CheckName, Rule> = { picture, sound, products, video, shop };

/** What must be right before one goes live, in the order in which it is set right. */
export const checksOf = (given: Preparations): Check[] =>
  (Object.keys(rules) as CheckName[]).map((name) => ({ name, ...rules[name](given) }));

/** Why one cannot go live yet; nothing when one can. */
export const blockedBy = (checks: readonly Check[]): Check | undefined =>
  checks.find((check) => check.state === 'bad') ??
  checks.find((check) => check.state === 'waiting' && (check.name === 'picture' || check.name === 'shop'));
