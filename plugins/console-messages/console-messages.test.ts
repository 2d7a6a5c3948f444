import { describeMessageSender, testHost } from 'leo-live/sdk/testing';
import { describe, expect, it } from 'vitest';
import { mark, plugin } from './index.ts';

const set = () => {
  const shop = testHost();
  void plugin.setup(shop.host, plugin.settings.parse({}));
  const [sender] = shop.messages;
  if (!sender) throw new Error('The plugin brought no way to reach people');
  const sent = () =>
    shop.logged.filter(({ message }) => message.includes('to +91')).map(({ message }) => message);
  return { ...shop, sender, sent };
};

let shop = set();
describeMessageSender('the log', {
  open: () => {
    shop = set();
    return shop.sender;
  },
  reaches: { phone: '+919800000000', email: null },
  sent: () => shop.sent(),
});

describe('a shop without SMS', () => {
  const message = { id: 'm1', kind: 'code', phone: '+919800000000', email: null } as const;

  it('is told at the start that somebody has to pass on the messages', () => {
    expect(
      set()
        .logged.map((one) => one.message)
        .join(),
    ).toMatch(/No SMS/);
  });

  it('finds each in one marked line, whatever a stranger typed into it', async () => {
    const { sender, sent } = set();
    await sender.send({ ...message, text: 'Code 483920\r\nfor order L-7\u001b[2J\u0000' });
    expect(sent()).toEqual([`${mark} to +919800000000: Code 483920 | for order L-7 [2J `]);
  });

  it('reaches whoever left a phone or an address, and nobody else', () => {
    const { sender } = set();
    const to = [
      { phone: '+919800000000', email: null },
      { phone: null, email: 'asha@shop.example' },
      { phone: null, email: null },
    ];
    expect(to.map(sender.reaches)).toEqual([true, true, false]);
  });
});
