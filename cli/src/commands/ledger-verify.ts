import type { Verdict } from '#contracts/ledger';
import { command } from '../command.ts';
import { wrapped } from '../ledger-text.ts';
import { clean, type Output, seconds } from '../output.ts';

const widest = 5;

const showOne = (output: Output, one: Verdict['invariants'][number]): void => {
  const mark = one.holds ? output.paint('green', '✔') : output.paint('red', '✘');
  const [first = '', ...rest] = wrapped(clean(one.title), widest + 5);
  output.line(`${mark} ${output.paint('dim', one.id.padEnd(widest))}   ${first.trimStart()}`);
  for (const line of rest) output.line(line);
  const where = one.breaks.flatMap((text) => wrapped(`– ${clean(text)}`, widest + 5));
  for (const line of where) output.line(output.paint('red', line));
  const more = one.broken - one.breaks.length;
  if (more > 0) output.line(`${' '.repeat(widest + 5)}– and ${more.toLocaleString('en')} more`);
};

const show = (output: Output, verdict: Verdict): void => {
  const { holds, entries, head, invariants, tookMs } = verdict;
  const how = holds ? output.paint('green', 'The books hold') : output.paint('red', 'The books do not hold');
  const count = `${entries.toLocaleString('en')} ${entries === 1 ? 'entry' : 'entries'}`;
  output.heading(how, `${count}, ${seconds(tookMs)}`);
  for (const one of invariants) showOne(output, one);
  output.line();
  if (head === null) return;
  output.line(`${output.paint('dim', 'Head')}  ${clean(head)}`);
  output.line(
    output.paint('dim', 'Keep it elsewhere: nobody can change what came before and keep this hash.'),
  );
  output.line();
};

export const ledgerVerify = command({
  name: 'ledger verify',
  summary: 'check the books: every invariant, and that nothing was changed',
  options: {},
  run: async ({ output, shopDir, signal }) => {
    const { verifyLedger } = await import('#contracts/ledger');
    const { openClient } = await import('../client/api.ts');
    const { readShop } = await import('../shop-folder.ts');
    const { verdict } = await openClient(readShop(shopDir)).call(verifyLedger, { signal });
    show(output, verdict);
    if (!verdict.holds) process.exitCode = 1;
    return verdict;
  },
});
