/** Parts of cloth that several drawings share: zari, borders, fringes, lit folds. */

import { temple } from './motifs.mjs';
import { at, dark, dot, light, linear, path, put, rect, repeat, stroke, times } from './svg.mjs';

export const GOLD = {
  gold: ['#8a5a10', '#e2ae3f', '#fff0b8', '#c98b22'],
  silver: ['#6d7480', '#c9ced6', '#ffffff', '#9aa1ad'],
  copper: ['#6d2f14', '#c97a46', '#ffd9b0', '#9c5128'],
};

/** Metal thread: bands of light across, and the twist of the thread. */
export const zari = (page, metal = 'gold') => {
  if (metal === 'none') return 'none';
  const [deep, mid, shine, warm] = GOLD[metal];
  return page.def(
    (id) =>
      `<pattern id="${id}" width="26" height="8" patternUnits="userSpaceOnUse"><rect width="26" height="8" fill="${mid}"/><rect width="9" height="8" fill="${warm}"/><rect x="15" width="5" height="8" fill="${shine}" opacity=".7"/><path d="M0 8L6 0M13 8L19 0" stroke="${deep}" stroke-width="1.6" opacity=".5"/><rect y="6.6" width="26" height="1.4" fill="${deep}" opacity=".4"/></pattern>`,
  );
};

/** A border lying along x: metal edges, a coloured field with a motif in it, temple teeth if asked. */
export const border = (page, o) => {
  const { x = 0, y = 0, w, h, field, metal = 'gold', tile, motif, motifSize = 0.6, teeth = false } = o;
  const thread = zari(page, metal);
  const edge = h * 0.16;
  const pattern = motif
    ? repeat(page, { w: tile ?? 100, h: h / motifSize, body: motif, size: motifSize })
    : field;
  const points = teeth
    ? times(Math.ceil(w / 34), (i) => put({ x: i * 34 + 17, y: -h * 0.14, size: 0.85 }, temple(thread)))
    : '';
  const lines = [0.2, 0.26, 0.74, 0.8].map((k) => rect([0, h * k, w, h * 0.022], thread)).join('');
  return at(
    x,
    y,
    `${points}${rect([0, 0, w, h], field)}${rect([0, 0, w, edge], thread)}${rect([0, h - edge, w, edge], thread)}${rect([0, 0, w, h], pattern)}${lines}`,
  );
};

/** Threads hanging from an edge along x; knots every few. */
export const fringe = ({ x, y, w, length = 40, colour, step = 9, tassel = false }) =>
  times(Math.floor(w / step), (i) => {
    const px = x + i * step + step / 2;
    const bend = ((i * 37) % 9) - 4;
    const l = length * (0.86 + ((i * 53) % 10) / 50);
    const strand = stroke(
      `M${px} ${y - 2}q${bend} ${l / 2} ${bend / 2} ${l}`,
      i % 3 ? colour : light(colour, 0.28),
      `stroke-width="${step * 0.42}" stroke-linecap="round"`,
    );
    return tassel ? `${strand}${dot(px, y + l * 0.34, step * 0.36, dark(colour, 0.22))}` : strand;
  });
/** Hanging tassels: a knot, a head, a skirt of thread. */
export const tassels = ({ x, y, w, n, colour, size = 1 }) =>
  times(n, (i) =>
    put(
      { x: x + (w / n) * (i + 0.5), y, size, turn: ((i * 31) % 7) - 3 },
      `${dot(0, 4, 6, light(colour, 0.3))}${path('M-7 8h14l6 40c-8 6-18 6-26 0Z', colour)}${stroke('M-4 12l-3 36M0 12v38M4 12l3 36', dark(colour, 0.35), 'stroke-width="1.6"')}${rect([-8, 12, 16, 5], light(colour, 0.5))}`,
    ),
  );

/** Shade over a strip so that it reads as one fold: edges dark, a lit ridge left of the middle. */
export const ridge = (page, depth = 0.5, line = [0, 0, 1, 0]) =>
  linear(
    page,
    line,
    `0 #12061a ${depth} | 0.2 #12061a ${depth * 0.15} | 0.36 #fff6e0 ${depth * 0.5} | 0.5 #fff6e0 0 | 0.78 #12061a ${depth * 0.28} | 1 #12061a ${depth * 0.9}`,
  );
/** Light from the top left over a flat piece. */
export const slope = (page, depth = 0.3) =>
  linear(page, [0, 0, 1, 1], `0 #fff6e0 ${depth * 0.8} | 0.4 #fff6e0 0 | 0.6 #12061a 0 | 1 #12061a ${depth}`);
