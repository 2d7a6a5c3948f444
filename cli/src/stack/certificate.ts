import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, join } from 'node:path';
import { shopFiles } from '#contracts/shop-settings';
import { localAddresses } from './addresses.ts';
import { writeWhole } from './run-files.ts';

const day = 86_400_000;
// The longest that browsers of Apple take from a certificate they are asked to trust: https://support.apple.com/HT210176
const lifetime = 825 * day;
const renewBefore = 30 * day;

const parse = (pem: string, key: string): X509Certificate | null => {
  try {
    const certificate = new X509Certificate(pem);
    return certificate.checkPrivateKey(createPrivateKey(key)) ? certificate : null;
  } catch {
    return null;
  }
};

const isGood = (certificate: X509Certificate, host: string): boolean => {
  const covers = isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host);
  const addresses = localAddresses().every((address) => certificate.checkIP(address) !== undefined);
  return covers !== undefined && addresses && Date.parse(certificate.validTo) - Date.now() > renewBefore;
};

const readPem = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const make = async (host: string): Promise<{ cert: string; private: string }> => {
  const { generate } = await import('selfsigned');
  const names = [...new Set(['localhost', host])].filter((name) => !isIP(name));
  const addresses = [...new Set(['127.0.0.1', '::1', ...localAddresses(), ...(isIP(host) ? [host] : [])])];
  return generate([{ name: 'commonName', value: host }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + lifetime),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          ...addresses.map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
};

/** Makes the shop's certificate where there is none, or where it is old or names other addresses than the machine has. */
export const ensureCertificate = async (dir: string, host: string): Promise<'kept' | 'made'> => {
  const [certPath, keyPath] = [join(dir, shopFiles.certificate), join(dir, shopFiles.certificateKey)];
  const present = parse(readPem(certPath), readPem(keyPath));
  if (present && isGood(present, host)) return 'kept';
  const made = await make(host);
  mkdirSync(dirname(certPath), { recursive: true, mode: 0o700 });
  writeWhole(keyPath, made.private);
  writeWhole(certPath, made.cert, 0o644);
  return 'made';
};
