/** What is woven, printed and stitched: each motif is drawn around 0,0 in a box of about 100. */
import { at, dot, path, put, ring, stroke, times } from './svg.mjs';

const MANGO = 'M6-50C2-36 34-20 36 12C38 40 14 52-6 50C-30 48-42 26-32 4C-22-18 10-20 6-50Z';
export const paisley = ([a, b, c]) =>
  `${path(MANGO, a)}${put({ x: 1, y: 6, size: 0.7 }, path(MANGO, b))}${put({ x: 1, y: 12, size: 0.42 }, path(MANGO, c))}${put({ x: 0, y: 18, size: 1 }, ring(6, 7, dot(0, 0, 2.6, a)))}${times(9, (i) => dot(Math.cos(i * 0.42 + 0.2) * 46, 8 + Math.sin(i * 0.42 + 0.2) * 48, 3, a))}`;

const PETAL = 'M0 0C-15-16-13-38 0-52C13-38 15-16 0 0Z';
export const lotus = ([a, b, c]) =>
  `<g transform="translate(0 22)">${[-78, 78, -52, 52, -26, 26, 0].map((t, i) => put({ turn: t, size: i > 4 ? 1.06 : 0.98 }, path(PETAL, i % 2 ? a : a) + put({ y: -8, size: 0.62 }, path(PETAL, i > 3 ? c : b)))).join('')}${stroke('M-34 8Q0 26 34 8', a, 'stroke-width="5" stroke-linecap="round"')}${dot(0, 26, 4, b)}</g>`;

export const rosette = ([a, b, c], petals = 8) =>
  `${ring(petals, 22, `<ellipse rx="${70 / petals}" ry="19" fill="${a}"/>`)}${ring(petals, 24, `<ellipse rx="${32 / petals}" ry="10" fill="${b}"/>`)}${dot(0, 0, 12, c)}${ring(8, 7, dot(0, 0, 2, a))}`;

const LEAF = 'M0 0C10-4 20-14 22-28C8-26-2-14 0 0Z';
export const buti = ([a, b, c]) =>
  `${stroke('M0 48C-4 24 6 8 0-14', b, 'stroke-width="4.5" stroke-linecap="round"')}${put({ x: 0, y: 34 }, path(LEAF, b))}${put({ x: 0, y: 26 }, `<g transform="scale(-1 1)">${path(LEAF, b)}</g>`)}${put({ x: 1, y: 8, size: 0.8 }, path(LEAF, b))}<g transform="translate(0 -22)">${ring(6, 14, `<ellipse rx="8.5" ry="13" fill="${a}"/>`)}${dot(0, 0, 8, c)}</g>`;

export const star = ([a, b, c]) =>
  `${[0, 45].map((t) => put({ turn: t }, `<rect x="-30" y="-30" width="60" height="60" fill="${a}"/>`)).join('')}${dot(0, 0, 27, c)}${ring(8, 18, `<ellipse rx="6" ry="10" fill="${b}"/>`)}${dot(0, 0, 8, a)}${ring(16, 47, dot(0, 0, 3, b))}`;

export const coin = ([a, b]) => `${dot(0, 0, 17, a)}${ring(10, 12, dot(0, 0, 2.6, b))}${dot(0, 0, 5, b)}`;

/** A tile of vines for a jaal: an ogee net, leaves on its line, `heart` at the centre. Tile 160 × 220. */
export const jaal = ([a, b], heart) => {
  const net = 'M-80 0C-42-34-44-74 0-110C44-74 42-34 80 0C42 34 44 74 0 110C-44 74-42 34-80 0Z';
  const leaves = [
    [-56, -30, 20],
    [-36, -66, 10],
    [56, 30, 200],
    [36, 66, 190],
  ].map(
    ([x, y, t]) =>
      put({ x, y, turn: t }, path(LEAF, b)) +
      put({ x: -x, y, turn: -t }, `<g transform="scale(-1 1)">${path(LEAF, b)}</g>`),
  );
  const corner = put({ size: 0.5 }, rosette([a, b, a], 6));
  return `${stroke(net, a, 'stroke-width="4.5"')}${leaves.join('')}${put({ size: 0.86 }, heart)}${at(-80, 0, corner)}${at(80, 0, corner)}${at(0, -110, corner)}${at(0, 110, corner)}`;
};

/** One wave of a vine for a border. Tile 120 × 60, lying along x. */
export const vine = ([a, b, c]) =>
  `${stroke('M-60 0C-40-34-20-34 0 0C20 34 40 34 60 0', b, 'stroke-width="4"')}${put({ x: -30, y: 8, size: 0.42 }, rosette([a, c, b], 6))}${put({ x: 30, y: -8, size: 0.42 }, rosette([a, c, b], 6))}${put({ x: -4, y: -4, turn: -30, size: 0.8 }, path(LEAF, b))}${put({ x: 4, y: 4, turn: 150, size: 0.8 }, path(LEAF, b))}`;

/** Tie and dye: the small square left by a knot. */
const knot = (x, y, c, core) =>
  `<rect x="${x - 5}" y="${y - 5}" width="10" height="10" rx="3.5" fill="${c}" transform="rotate(45 ${x} ${y})"/>${dot(x, y, 1.8, core)}`;
export const bandhani = ([a, b, core]) =>
  `${times(12, (i) => knot(Math.cos(i * 0.5236) * 44, Math.sin(i * 0.5236) * 44, a, core))}${times(8, (i) => knot(Math.cos(i * 0.7854) * 27, Math.sin(i * 0.7854) * 27, b, core))}${times(4, (i) => knot(Math.cos(i * 1.5708) * 11, Math.sin(i * 1.5708) * 11, a, core))}`;

/** A diamond of tied yarn: steps with soft ends. */
export const ikat = ([a, b, c]) => {
  const rows = (size, colour, gap) =>
    times(size * 2 + 1, (i) => {
      const y = (i - size) * 7;
      const w = (size - Math.abs(i - size) + 0.7) * 6.4 + (i % 2 ? gap : -gap);
      return `<rect x="${-w - 6}" y="${y - 3}" width="${w * 2 + 12}" height="6.4" rx="3" fill="${colour}" opacity=".45"/><rect x="${-w}" y="${y - 3.4}" width="${w * 2}" height="7.2" fill="${colour}"/>`;
    });
  return rows(8, a, 3) + rows(5, b, 2.5) + rows(2, c, 2);
};

/** A diamond of darned silk: four lozenges whose threads lie in two directions. */
export const phulkari = ([a, b, c]) => {
  const lozenge = (fill, turn) =>
    `<path d="M0-23L23 0L0 23L-23 0Z" fill="${fill}"/>${times(7, (i) => stroke(turn ? `M${-18 + i * 6} ${-Math.max(0, 22 - Math.abs(-18 + i * 6))}V${Math.max(0, 22 - Math.abs(-18 + i * 6))}` : `M${-Math.max(0, 22 - Math.abs(-18 + i * 6))} ${-18 + i * 6}H${Math.max(0, 22 - Math.abs(-18 + i * 6))}`, '#fff6dd', 'stroke-width="1.6" opacity=".5"'))}`;
  return `${at(0, -25, lozenge(a, 0))}${at(0, 25, lozenge(a, 0))}${at(-25, 0, lozenge(b, 1))}${at(25, 0, lozenge(b, 1))}${dot(0, 0, 4, c)}`;
};
export const temple = (c) => path('M-20 20L0-24L20 20Z', c);
