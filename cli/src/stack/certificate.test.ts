import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { removeTemporaryFolders, temporaryFolder } from '../../test/terminal.ts';
import { localAddresses } from './addresses.ts';
import { ensureCertificate } from './certificate.ts';

const day = 86_400_000;

describe('the shop’s own certificate', () => {
  afterEach(removeTemporaryFolders);

  it('is good for this machine’s names and addresses, for as long as browsers take', async () => {
    const dir = temporaryFolder();
    expect(await ensureCertificate(dir, 'shop.example')).toBe('made');
    const made = new X509Certificate(readFileSync(join(dir, 'data/tls/cert.pem')));
    for (const name of ['localhost', 'shop.example']) expect(made.checkHost(name)).toBe(name);
    for (const address of ['127.0.0.1', ...localAddresses()]) expect(made.checkIP(address)).toBe(address);
    expect(Date.parse(made.validTo) - Date.parse(made.validFrom)).toBeLessThanOrEqual(825 * day + day / 24);
  });

  it('is kept from one start to the next', async () => {
    const dir = temporaryFolder();
    await ensureCertificate(dir, 'localhost');
    expect(await ensureCertificate(dir, 'localhost')).toBe('kept');
  });

  it('is made anew where the shop’s name has changed, or key or certificate is spoiled', async () => {
    const dir = temporaryFolder();
    await ensureCertificate(dir, 'localhost');
    expect(await ensureCertificate(dir, 'shop.example')).toBe('made');
    writeFileSync(join(dir, 'data/tls/key.pem'), 'spoiled');
    expect(await ensureCertificate(dir, 'shop.example')).toBe('made');
    writeFileSync(join(dir, 'data/tls/cert.pem'), 'spoiled');
    expect(await ensureCertificate(dir, 'shop.example')).toBe('made');
    expect(await ensureCertificate(dir, 'shop.example')).toBe('kept');
  });
});
