import { randomBytes, randomInt } from 'node:crypto';

/** 192 bits, in letters that need no quotes anywhere. */
const secret = (): string => randomBytes(24).toString('base64url');

const names = ['LEO_OPERATOR_TOKEN', 'JANUS_API_SECRET', 'JANUS_ADMIN_SECRET', 'JANUS_ADMIN_KEY'] as const;

/** What the database's secrets are sealed with: 256 bits. */
export const freshDataKey = (): string => randomBytes(32).toString('base64url');

const letters = 'ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789';

/** Keys as Razorpay gives them, of its test mode, and nobody's: the double takes whatever the shop has. */
const testKeys = (): string[] => [
  `RAZORPAY_KEY_ID=rzp_test_${Array.from({ length: 14 }, () => letters[randomInt(letters.length)]).join('')}`,
  `RAZORPAY_KEY_SECRET=${secret()}`,
  `RAZORPAY_WEBHOOK_SECRET=${secret()}`,
];

/** The shop's .env: every secret fresh, none shared between two uses. */
export const freshEnv = (databaseUrl: string | null, { testPayments = false } = {}): string => {
  const lines = [...names.map((name) => `${name}=${secret()}`), `LEO_DATA_KEY=${freshDataKey()}`];
  if (testPayments) lines.push(...testKeys());
  if (databaseUrl) lines.unshift(`LEO_DATABASE_URL="${databaseUrl}"`);
  return `# The shop's secrets. Keep a copy with your backups and show it to nobody.\n${lines.join('\n')}\n`;
};

// Without 0, o, 1, l and i, which look alike on paper.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** 20 letters and digits, 99 bits, in groups that can be read aloud. */
export const freshPassword = (): string =>
  Array.from({ length: 4 }, () =>
    Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join(''),
  ).join('-');
