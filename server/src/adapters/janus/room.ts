import { createHmac } from 'node:crypto';
import type { JanusAddress, Line } from './link.ts';
import { answerWithin } from './link.ts';
import { within } from './within.ts';

export interface Room {
  room: string;
  pin: string;
}

const roomExists = 427;

/**
 * A sale's room on Janus. Its id, secret and pin follow from the sale and the secret we share with Janus, so a
 * server that was killed finds the room its predecessor left behind, and nobody else can name it.
 */
export const roomOf = (saleId: string, { apiSecret }: JanusAddress): Room & { secret: string } => {
  const derived = (use: string) =>
    createHmac('sha256', apiSecret).update(`${use}:${saleId}`).digest('hex').slice(0, 32);
  return { room: derived('room'), pin: derived('pin'), secret: derived('secret') };
};

/** Makes the sale's room. One that stands already was left by a server that is gone, with its people in it. */
export const makeRoom = async (line: Line, saleId: string, address: JanusAddress): Promise<Room> => {
  const { room, pin, secret } = roomOf(saleId, address);
  const create = () =>
    within(
      answerWithin,
      'create a room',
      line.control.create({
        room,
        pin,
        secret,
        description: 'sale',
        admin_key: address.adminKey,
        is_private: true,
        // One is on the air; the others are room for a seller who comes back before the old line is cleared.
        max_publishers: 3,
        audiocodec: 'opus',
        // H.264 first: every phone decodes it in hardware, and recordings need no second encoding.
        videocodec: 'h264,vp8',
        h264_profile: '42e01f',
        // A key frame every 4 seconds, so that a viewer who joins late and a clip that is cut wait no longer.
        fir_freq: 4,
        bitrate: 2_000_000,
      }),
    );
  try {
    await create();
  } catch (problem) {
    if ((problem as { _code?: number })._code !== roomExists) throw problem;
    await endRoom(line, saleId, address);
    await create();
  }
  return { room, pin };
};

export const endRoom = async (line: Line, saleId: string, address: JanusAddress): Promise<void> => {
  const { room, secret } = roomOf(saleId, address);
  await within(answerWithin, 'destroy a room', line.control.destroy({ room, secret }));
};
