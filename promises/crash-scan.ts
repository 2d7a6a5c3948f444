/** Something in a source that ends a transaction or asks a provider, and is at no named point. */
export interface Unnamed {
  line: number;
  what: string;
}

/** Where the parenthesis that opens at `open` is closed. */
const closeOf = (text: string, open: number): number => {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
};

/** The same text without its comments and without what stands in quotes' parentheses, letter for letter as long. */
const bare = (source: string): string =>
  source
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ' '))
    .replaceAll(/(^|\s)\/\/[^\n]*/g, (comment) => comment.replaceAll(/[^\n]/g, ' '))
    .replaceAll(/'(?:[^'\\\n]|\\.)*'/g, (quoted) => quoted.replaceAll(/[()]/g, '_'));

/** What a provider answers later, as sdk/ports/payment.ts names it: everything that returns a promise. */
export const askedOfProviders = (port: string): Set<string> => {
  const text = bare(port);
  const names = [...text.matchAll(/^ {2}(\w+)\??(\()/gm)].flatMap((found) => {
    const open = found.index + found[0].length - 1;
    const returns = text.slice(closeOf(text, open) + 1);
    return found[1] !== undefined && /^: Promise</.test(returns) ? [found[1]] : [];
  });
  return new Set(names);
};

interface Span {
  from: number;
  to: number;
}
const isIn = ({ from, to }: Span, at: number): boolean => at >= from && at < to;

/** The declarations at the margin of a file, each with its name. */
const declarations = (text: string): (Span & { name: string })[] => {
  const starts = [...text.matchAll(/^(?:export )?(?:const|class|(?:async )?function) (\w+)/gm)];
  return starts.map((found, at) => ({
    name: found[1] ?? '',
    from: found.index,
    to: starts[at + 1]?.index ?? text.length,
  }));
};

/** Calls that have a point before and after what they are given; its name is their second argument. */
const doors = /\b(committed|(?:this\.|ways\.)(?:ask|tried))(?:<[^(]*>)?(\()/g;
const firstTwo = /^\(\s*[^,()]*(?:\([^()]*\))?[^,()]*,\s*'([^']+)'/;

interface Door extends Span {
  what: string;
  /** Undefined where what stands there is no text that can be read here. */
  point: string | undefined;
}
const doorsIn = (text: string): Door[] =>
  [...text.matchAll(doors)].map((found) => {
    const open = found.index + found[0].length - 1;
    const to = closeOf(text, open);
    return { from: open, to, what: found[1] ?? '', point: firstTwo.exec(text.slice(open, to))?.[1] };
  });

const marks = /\b(?:reach\(\s*\w+,\s*|probe\?\.\(\s*)'([^']+)'/g;
const marksIn = (text: string): { at: number; point: string }[] =>
  [...text.matchAll(marks)].map((found) => ({ at: found.index, point: found[1] ?? '' }));

/** Where the doors themselves are made, with names that come from whoever goes through. */
const makers = new Set(['committed', 'Ways']);

/**
 * The transactions and questions to providers in a source that are at no named point, and the doors that are given a
 * name that cannot be read here. A transaction by itself needs a point before it and one after it in its declaration.
 */
export const unnamedIn = (source: string, asked: ReadonlySet<string>): Unnamed[] => {
  const text = bare(source);
  const own = declarations(text);
  const through = doorsIn(text);
  const points = marksIn(text);
  const found: Unnamed[] = [];
  const owner = (at: number) => own.find((one) => isIn(one, at));
  const add = (at: number, what: string) => {
    if (!makers.has(owner(at)?.name ?? '')) found.push({ line: text.slice(0, at).split('\n').length, what });
  };
  const isBehindDoor = (at: number) => through.some((one) => one.point !== undefined && isIn(one, at));
  for (const { index } of text.matchAll(/\.transaction\(/g)) {
    const around = points.filter(({ at }) => isIn(owner(index) ?? { from: 0, to: 0 }, at));
    const isBetween = around.some(({ at }) => at < index) && around.some(({ at }) => at > index);
    if (!isBetween && !isBehindDoor(index)) add(index, 'transaction');
  }
  const asking = new RegExp(
    `(\\bonline\\??\\.transfers|\\bonline|\\bprovider|\\))\\??\\.(${[...asked].join('|')})\\(`,
    'g',
  );
  for (const one of text.matchAll(asking))
    if (!isBehindDoor(one.index) && !isOfOurOwn(text, one)) add(one.index, one[2] ?? '');
  for (const { from, what, point } of through)
    if (point === undefined) add(from, `${what} without a point's name`);
  return found;
};

/** `new RefundStore(tx).of(…)`: what ends in a parenthesis is a provider only where one was looked for just before. */
const isOfOurOwn = (text: string, found: RegExpMatchArray & { index: number }): boolean =>
  found[1] === ')' &&
  !/\.(?:online|find)\([^()]*\)$/.test(text.slice(Math.max(0, found.index - 80), found.index + 1));

/** Every point a source names, those of settlement without the module's name before them. */
export const namedIn = (source: string): string[] => {
  const text = bare(source);
  return [...doorsIn(text).map(({ point }) => point), ...marksIn(text).map(({ point }) => point)].filter(
    (point) => point !== undefined,
  );
};
