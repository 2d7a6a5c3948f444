import { expect, it } from 'vitest';
import type { Message, MessageSender } from '../../../../sdk/index.ts';
import { fakeClock } from '../../../test/clock.ts';
import { eachDatabase } from '../../../test/database.ts';
import { quietLog } from '../../../test/log.ts';
import { inProcessQueue } from '../../adapters/in-process/queue.ts';
import { newId } from '../../kernel/ids.ts';
import { messages } from './index.ts';

const code = (given: Partial<Message> = {}): Message => ({
  id: newId(),
  kind: 'code',
  phone: '+919800000000',
  email: null,
  text: '482913 is your code',
  ...given,
});

eachDatabase((_name, test) => {
  const open = async () => {
    const { db } = test;
    const clock = fakeClock();
    const log = quietLog();
    const jobs = inProcessQueue({ db, clock, log });
    const made = messages({ db, clock, log, jobs });
    // Repeating jobs wait for the clock of the test before, which was another one.
    await db.run('DELETE FROM kernel_jobs');
    await jobs.start(made.jobs);
    /** A sender that writes down what it sent, and throws while `says` has something to throw. */
    const sender = (id: string, reaches = true): MessageSender & { sent: Message[]; says: Error[] } => {
      const [sent, says]: [Message[], Error[]] = [[], []];
      const one = {
        id,
        title: id,
        reaches: () => reaches,
        send: async (message: Message) => {
          const problem = says.shift();
          if (problem) throw problem;
          sent.push(message);
        },
        sent,
        says,
      };
      made.api.register(one);
      return one;
    };
    const send = async (message: Message) => {
      await db.transaction((tx) => made.api.send(tx, message));
      await jobs.drain();
    };
    const rowOf = async (id: string) =>
      (
        await db.rows<{ state: string; sender: string | null; text: string | null }>(
          'SELECT state, sender, text FROM messages_messages WHERE id = $1',
          [id],
        )
      )[0];
    return { ...made, db, clock, log, jobs, sender, send, rowOf, stop: () => jobs.stop(0) };
  };

  it('sends a message once, however often it is asked for, and keeps nothing of what it said', async () => {
    const post = await open();
    const sms = post.sender('sms');
    const message = code();
    await post.send(message);
    await post.send({ ...message, text: 'another text' });
    expect(sms.sent).toEqual([message]);
    expect(await post.rowOf(message.id)).toEqual({ state: 'sent', sender: 'sms', text: null });
    await post.stop();
  });

  it('sends nothing of a transaction that did not commit', async () => {
    const post = await open();
    const sms = post.sender('sms');
    const refused = post.db.transaction(async (tx) => {
      await post.api.send(tx, code());
      throw new Error('refused');
    });
    await expect(refused).rejects.toThrow('refused');
    await post.jobs.drain();
    expect(sms.sent).toEqual([]);
    await post.stop();
  });

  it('takes the next sender where one fails, and leaves out those that do not reach the person', async () => {
    const post = await open();
    const [mail, whatsapp, sms] = [post.sender('mail', false), post.sender('whatsapp'), post.sender('sms')];
    whatsapp.says.push(new Error('the line is dead'));
    const message = code();
    await post.send(message);
    expect([mail.sent, whatsapp.sent, sms.sent]).toEqual([[], [], [message]]);
    expect(await post.rowOf(message.id)).toMatchObject({ state: 'sent', sender: 'sms' });
    await post.stop();
  });

  it('tries again a little later, and says in the end that it was in vain', async () => {
    const post = await open();
    const sms = post.sender('sms');
    const [late, never] = [code(), code({ kind: 'order', text: 'Your parcel is on its way' })];
    sms.says.push(new Error('busy'));
    await post.send(late);
    expect(await post.rowOf(late.id)).toMatchObject({ state: 'waiting' });
    post.clock.pass(1_000);
    await post.jobs.drain();
    expect(await post.rowOf(late.id)).toMatchObject({ state: 'sent' });
    sms.says.push(...Array.from({ length: 8 }, () => new Error(`no: ${never.text}`)));
    await post.send(never);
    for (let time = 0; time < 8; time += 1) {
      post.clock.pass(130_000);
      await post.jobs.drain();
    }
    expect(await post.rowOf(never.id)).toEqual({ state: 'failed', sender: null, text: null });
    await post.stop();
  });

  it('keeps a code out of the log and out of the jobs, whatever a sender says when it fails', async () => {
    const post = await open();
    const sms = post.sender('sms');
    const message = code();
    sms.says.push(...Array.from({ length: 20 }, () => new Error(`could not send "${message.text}"`)));
    await post.send(message);
    const jobs = await post.db.rows('SELECT payload, error FROM kernel_jobs');
    const seen = JSON.stringify([post.log.lines, jobs]);
    expect(seen).toContain('not sent: sms (Error)');
    expect(seen).not.toContain('482913');
    post.clock.pass(11 * 60_000);
    await post.jobs.drain();
    expect(await post.rowOf(message.id)).toEqual({ state: 'failed', sender: null, text: null });
    await post.stop();
  });

  it('says that nobody can be reached in a shop without a sender, and keeps no code there', async () => {
    const post = await open();
    expect(post.api.reaches({ phone: '+919800000000', email: null })).toBe(false);
    const [one, told] = [code(), code({ kind: 'order', text: 'Your parcel is on its way' })];
    await post.send(one);
    await post.send(told);
    expect(await post.rowOf(one.id)).toEqual({ state: 'unsent', sender: null, text: null });
    expect(await post.rowOf(told.id)).toMatchObject({ state: 'unsent', text: told.text });
    post.sender('sms');
    expect(post.api.reaches({ phone: '+919800000000', email: null })).toBe(true);
    expect(() => post.sender('sms')).toThrow('Two plugins bring the message sender sms');
    await post.stop();
  });
});
