import { type Context, command } from '../command.ts';
import { CliError } from '../errors.ts';
import type { Output } from '../output.ts';
import type { Shop } from '../shop-folder.ts';
import type { ShopStatus } from '../stack/status.ts';

interface Started {
  status: ShopStatus;
  stop(): Promise<void>;
}

const noteWhatIsMissing = async (shop: Shop, output: Output): Promise<void> => {
  const { hasOpenSecrets } = await import('../shop-folder.ts');
  const { findJanus, howToInstallJanus } = await import('../stack/janus.ts');
  const { localAddresses } = await import('../stack/addresses.ts');
  if (hasOpenSecrets(shop))
    output.note('Others on this machine can read the shop’s secrets. Run: chmod 600 .env');
  if (!findJanus())
    output.note(`No live video: Janus is not installed. Install it with: ${howToInstallJanus()}`);
  else if (localAddresses().length === 0)
    output.note('No live video on other devices: this machine has no network address.');
};

/** All that must be right before anything is started. */
const prepare = async (shop: Shop, { output, signal }: Context): Promise<void> => {
  const { checkPorts } = await import('../stack/checks.ts');
  const { ensureCertificate } = await import('../stack/certificate.ts');
  const { findJanus, renderJanus } = await import('../stack/janus.ts');
  const { migrate } = await import('../stack/migrate.ts');
  const { endOrphans } = await import('../stack/supervise.ts');
  await endOrphans(shop.dir);
  await output.task('Settings and ports', async () => {
    await checkPorts(shop, findJanus() !== null);
    await ensureCertificate(shop.dir, shop.settings.host);
    renderJanus(shop);
  });
  await output.task('Database', () => migrate(shop, signal));
};

/** In this process with --foreground, else in one that stays when the command has ended. */
const start = async (shop: Shop, context: Context, foreground: boolean): Promise<Started> => {
  const { leaveSupervisor, stopShop, untilHealthy } = await import('../stack/start.ts');
  const stop = async () => {
    await (own ? own.stop() : stopShop(shop, supervisor));
  };
  const { statusOf } = await import('../stack/status.ts');
  const { supervise } = await import('../stack/supervise.ts');
  const { nativeServices } = await import('../stack/services.ts');
  const own = foreground ? await supervise({ shopDir: shop.dir, services: nativeServices(shop) }) : null;
  // A second, impatient Ctrl-C ends this process: nothing it started may outlive it.
  if (own) process.once('exit', () => own.end());
  const supervisor = own ? null : leaveSupervisor(shop);
  try {
    const status = await context.output.task('Server and video', () =>
      untilHealthy(shop, supervisor, context.signal),
    );
    return { status, stop };
  } catch (error) {
    // Without video the shop still sells, and its supervisor goes on trying: better than a shop that is closed.
    const isVideoOnly = error instanceof CliError && error.code === 'janus.not-started';
    if (!isVideoOnly) await stop();
    if (!isVideoOnly || !foreground) throw error;
    context.output.note(error.message);
    return { status: statusOf(shop), stop };
  }
};

export const showAddresses = async (output: Output, { url, studio, phones }: ShopStatus): Promise<void> => {
  const [phone] = phones;
  output.line();
  output.pairs([
    ['Shop', output.paint('bold', url)],
    ['Studio', output.paint('bold', studio)],
    ...phones.map((address) => ['Phones', address] as const),
  ]);
  if (!phone) return;
  output.line(
    output.paint(
      'dim',
      '         on the same network; the browser warns once, the certificate is the shop’s own',
    ),
  );
  if (!output.live) return;
  const { renderUnicodeCompact } = await import('uqr');
  output.line();
  for (const row of renderUnicodeCompact(phone, { border: 2 }).split('\n')) output.line(row);
};

const untilStopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

export const up = command({
  name: 'up',
  summary: 'start the shop, and answer when all of it is healthy',
  options: { foreground: { flags: '--foreground', summary: 'stay here until Ctrl-C, which stops the shop' } },
  run: async (context, { foreground = false }) => {
    const { output, shopDir, signal } = context;
    const { readShop } = await import('../shop-folder.ts');
    const { lockHolder } = await import('../stack/lock.ts');
    const { ensureDataKey } = await import('../init/env-file.ts');
    // Read once before, so that a folder without a shop is refused as such.
    const isNew = ensureDataKey(readShop(shopDir).dir);
    const shop = readShop(shopDir);
    if (isNew)
      output.note('A key for secrets in the database was added to .env. Keep a copy with your backups.');
    output.heading(shop.settings.name, shop.dir);
    await noteWhatIsMissing(shop, output);
    if (lockHolder(shop.dir)) {
      const { untilHealthy } = await import('../stack/start.ts');
      const status = await untilHealthy(shop, null, signal);
      output.done('The shop is up already');
      await showAddresses(output, status);
      output.line();
      return { ...status, alreadyUp: true };
    }
    await prepare(shop, context);
    const { status, stop } = await start(shop, context, foreground);
    await showAddresses(output, status);
    output.line();
    output.line(output.paint('dim', foreground ? 'Ctrl-C stops the shop.' : 'Stop it with: leo down'));
    output.line();
    if (!foreground) return { ...status, alreadyUp: false };
    output.answer({ ...status, alreadyUp: false });
    await untilStopped(signal);
    await output.task('Stopped', stop);
    return null;
  },
});
