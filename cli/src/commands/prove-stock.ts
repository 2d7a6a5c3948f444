import { command } from '../command.ts';
import { usage } from '../errors.ts';

const mostBuyers = 20_000;

const wholeNumber = (flag: string, given: string, most: number): number => {
  const number = Number(given);
  if (!/^\d+$/.test(given) || number < 1 || number > most)
    throw usage(`${flag} ${given}`, `A whole number from 1 to ${most}`);
  return number;
};

/** As the server's role `prove-stock` prints it. */
interface Proof {
  units: number;
  buyers: number;
  sold: number;
  refused: number;
  errors: number;
  perSecond: number;
  exact: boolean;
}

export const proveStock = command({
  name: 'prove stock',
  summary: 'try to oversell, on a scratch copy of this shop’s database engine',
  options: {
    buyers: { flags: '--buyers <number>', summary: 'how many want one unit at the same time (2000)' },
    units: { flags: '--units <number>', summary: 'how many units there are (a twentieth of the buyers)' },
  },
  run: async ({ output, shopDir, signal }, { buyers = '2000', units }) => {
    const { readShop } = await import('../shop-folder.ts');
    const { runServer } = await import('../stack/run-server.ts');
    const wanted = wholeNumber('--buyers', buyers, mostBuyers);
    const there = units === undefined ? Math.ceil(wanted / 20) : wholeNumber('--units', units, 1_000_000);
    const shop = readShop(shopDir);
    output.line();
    output.line(
      `${wanted} buyers at once for ${there} units, on ${shop.settings.database === 'sqlite' ? 'SQLite' : 'Postgres'} …`,
    );
    const said = await runServer(
      shop,
      ['prove-stock', '--buyers', `${wanted}`, '--units', `${there}`],
      signal,
    );
    const proof = JSON.parse(said.trim().split('\n').at(-1) ?? '{}') as Proof;
    output.line();
    output.pairs([
      ['Units', String(proof.units)],
      ['Buyers', String(proof.buyers)],
      ['Sold', String(proof.sold)],
      ['Refused', `${proof.refused} (told that it is sold out)`],
      ['Errors', String(proof.errors)],
      ['Checkouts', `${proof.perSecond} a second, answered`],
    ]);
    output.line();
    const { exact, ...figures } = proof;
    if (exact && proof.errors === 0)
      output.done(`Exactly ${proof.sold} were sold, and the stock says the same`);
    else {
      output.note('This must not happen: please tell the makers of Leo, with this output');
      process.exitCode = 1;
    }
    return figures;
  },
});
