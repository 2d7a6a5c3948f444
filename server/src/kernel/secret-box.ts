import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Keeps what must be read again and must not be seen, such as account numbers, encrypted in the database. */
export interface SecretBox {
  /** `about` says what it belongs to, `bank ACCOUNT`: sealed text opens only there. */
  seal(text: string, about: string): string;
  /** Throws where the text was changed, belongs elsewhere, or its key is not there. */
  open(sealed: string, about: string): string;
  /** False where it was sealed with an older key, and is to be sealed anew. */
  isCurrent(sealed: string): boolean;
}

interface Key {
  id: string;
  bytes: Buffer;
}

/** AES-256-GCM: a nonce of 96 bits, a tag of 128. */
const algorithm = 'aes-256-gcm';
const [nonceBytes, tagBytes] = [12, 16];

const toKey = (text: string): Key => {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== 32) throw new Error('A data key is 32 bytes in base64url. See LEO_DATA_KEY in .env.');
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
};

/** The first key seals, all of them open. */
export const openSecretBox = (keys: readonly string[]): SecretBox => {
  const known = keys.map(toKey);
  const [current] = known;
  return {
    seal: (text, about) => {
      if (!current) throw new Error('The shop has no data key. Run leo up once, which makes one in .env.');
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, current.bytes, nonce).setAAD(Buffer.from(about));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${current.id}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
    },
    open: (sealed, about) => {
      const [id, body = ''] = sealed.split('.');
      const key = known.find((one) => one.id === id);
      if (!key) throw new Error(`The data key ${id} that this was sealed with is not in .env`);
      const bytes = Buffer.from(body, 'base64url');
      const decipher = createDecipheriv(algorithm, key.bytes, bytes.subarray(0, nonceBytes))
        .setAAD(Buffer.from(about))
        .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([
        decipher.update(bytes.subarray(nonceBytes + tagBytes)),
        decipher.final(),
      ]).toString('utf8');
    },
    isCurrent: (sealed) => sealed.startsWith(`${current?.id}.`),
  };
};
