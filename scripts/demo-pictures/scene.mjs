/** What a product stands on: paper, plaster, a niche, a table; the light, the grain, and small props. */
import {
  at,
  box,
  dark,
  dot,
  HEIGHT,
  inside,
  light,
  linear,
  mix,
  path,
  put,
  radial,
  random,
  rect,
  ring,
  stroke,
  times,
  WIDTH,
} from './svg.mjs';

const blurs = [2, 6, 14, 34]
  .map(
    (n) =>
      `<filter id="blur${n}" x="-40%" y="-40%" width="180%" height="180%"><feGaussianBlur stdDeviation="${n}"/></filter>`,
  )
  .join('');
const range = (...[x, y, w, h]) =>
  `x="${x}" y="${y}" width="${w}" height="${h}" color-interpolation-filters="sRGB"`;
const whole = range('-30%', '-30%', '160%', '160%');
const exact = range(0, 0, 1, 1);
const shadowOf = (dx, dy, deviation, opacity) =>
  `<feDropShadow dx="${dx}" dy="${dy}" stdDeviation="${deviation}" flood-color="#1a0b16" flood-opacity="${opacity}"/>`;
/** Threads both ways over whatever the group holds, then its shadow: every cloth passes through here. */
const clothFilter = (id, amount) => `<filter id="${id}" ${whole}>
<feTurbulence type="fractalNoise" baseFrequency=".014 .42" numOctaves="2" seed="4"/><feColorMatrix values="0 0 0 0 .08 0 0 0 0 .02 0 0 0 0 .08 ${amount} 0 0 0 ${-amount * 0.46}"/><feComposite in2="SourceAlpha" operator="in" result="weft"/>
<feTurbulence type="fractalNoise" baseFrequency=".42 .014" numOctaves="2" seed="11"/><feColorMatrix values="0 0 0 0 1 0 0 0 0 .95 0 0 0 0 .85 ${amount} 0 0 0 ${-amount * 0.5}"/><feComposite in2="SourceAlpha" operator="in" result="warp"/>
<feMerge><feMergeNode in="SourceGraphic"/><feMergeNode in="weft"/><feMergeNode in="warp"/></feMerge>${shadowOf(3, 5, 4, 0.34)}${shadowOf(12, 20, 20, 0.26)}</filter>`;
const filters = `${blurs}${clothFilter('cloth', 0.46)}${clothFilter('coarse', 0.9)}
<filter id="drop" ${whole}>${shadowOf(4, 6, 4, 0.36)}${shadowOf(14, 22, 20, 0.28)}</filter>
<filter id="lift" ${whole}>${shadowOf(2, 3, 3, 0.4)}</filter>
<filter id="hand" ${whole}><feTurbulence type="fractalNoise" baseFrequency=".035" numOctaves="2" seed="8"/><feDisplacementMap in="SourceGraphic" scale="5"/></filter>
<filter id="print" ${whole}><feTurbulence type="fractalNoise" baseFrequency=".05" numOctaves="3" seed="3" result="n"/><feDisplacementMap in="SourceGraphic" in2="n" scale="4" result="m"/><feTurbulence type="fractalNoise" baseFrequency=".16" numOctaves="2" seed="7"/><feColorMatrix values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 -3.2 0 0 3" result="patch"/><feComposite in="m" in2="patch" operator="in"/></filter>
<filter id="grain" ${exact}><feTurbulence type="fractalNoise" baseFrequency=".8" numOctaves="2" seed="2"/><feColorMatrix values="0 0 0 0 .1 0 0 0 0 .06 0 0 0 0 .1 .5 0 0 0 -.18"/></filter>
<filter id="plaster" ${exact}><feTurbulence type="fractalNoise" baseFrequency=".011" numOctaves="5" seed="5"/><feColorMatrix values="0 0 0 0 .22 0 0 0 0 .1 0 0 0 0 .1 1.1 0 0 0 -.44"/></filter>`;

const fibres = (seed, colour) => {
  const r = random(seed);
  return times(44, () => {
    const [x, y, l, b] = [r(0, WIDTH), r(0, HEIGHT), r(-34, 34), r(-20, 20)];
    return stroke(
      `M${x.toFixed(0)} ${y.toFixed(0)}q${(l / 2).toFixed(0)} ${b.toFixed(0)} ${l.toFixed(0)} ${(b / 3).toFixed(0)}`,
      colour,
      `stroke-width="1.6" opacity="${r(0.08, 0.24).toFixed(2)}"`,
    );
  });
};

export const GROUNDS = {
  khadi: { lit: '#fffaf0', base: '#f7eedd', far: '#e2d1ae', fibre: '#a48a5e' },
  marigold: { lit: '#ffe0a0', base: '#f6bf5c', far: '#dd9330', fibre: '#a8620f' },
  indigo: { lit: '#3d3878', base: '#26214f', far: '#100d26', fibre: '#7d74c4' },
  rose: { lit: '#fbe3da', base: '#eec4b6', far: '#cf9284', fibre: '#9c5448' },
  peacock: { lit: '#dcefe9', base: '#add3cc', far: '#6da29e', fibre: '#2e6a68' },
  clay: { lit: '#eab896', base: '#d18d64', far: '#9c5636', fibre: '#6c3318' },
  leaf: { lit: '#e6ecd0', base: '#c4cfa0', far: '#8f9f68', fibre: '#4f6030' },
};

/** A pointed arch with cusps, as over a palace window: x is its middle, its foot stands on y. */
const archPath = ({ x, foot, half, spring, apex }) => {
  const n = 5;
  const side = Array.from({ length: n + 1 }, (_, i) => {
    const t = i / n;
    return [
      half * Math.cos((t * Math.PI) / 2) ** 0.92,
      spring + (apex - spring) * Math.sin((t * Math.PI) / 2) ** 1.08,
    ];
  });
  const left = side.map(([dx, y]) => [x - dx, y]);
  const all = [
    ...left,
    ...side
      .slice(0, -1)
      .reverse()
      .map(([dx, y]) => [x + dx, y]),
  ];
  const cusps = all.slice(1).map(([px, py], i) => {
    const r = Math.hypot(px - all[i][0], py - all[i][1]) * 0.58;
    return `A${r.toFixed(1)} ${r.toFixed(1)} 0 0 1 ${px.toFixed(1)} ${py.toFixed(1)}`;
  });
  return `M${x - half} ${foot}V${spring}${cusps.join('')}V${foot}Z`;
};

const niche = (page, g, floor) => {
  const outer = archPath({ x: 480, foot: floor, half: 372, spring: 520, apex: 112 });
  const hollow = archPath({ x: 480, foot: floor, half: 340, spring: 530, apex: 150 });
  const depth = linear(page, [0, 0, 1, 0.6], `0 ${dark(g.far, 0.28)} | 0.5 ${g.far} | 1 ${g.base}`);
  const rim = stroke(hollow, '#12061a', 'stroke-width="70" opacity=".42" filter="url(#blur34)"');
  return `${path(outer, light(g.base, 0.28), 'filter="url(#lift)"')}${path(hollow, depth)}${inside(page, hollow, at(18, 22, rim))}${stroke(hollow, light(g.base, 0.5), 'stroke-width="4" opacity=".8"')}`;
};
const table = (page, g, floor) => {
  const top = linear(
    page,
    [0, 0, 0, 1],
    `0 ${light(g.base, 0.36)} | 0.25 ${light(g.base, 0.12)} | 1 ${mix(g.base, g.far, 0.7)}`,
  );
  return `${rect([-BLEED, floor, WIDTH + 2 * BLEED, HEIGHT - floor + BLEED], top)}${rect([-BLEED, floor - 16, WIDTH + 2 * BLEED, 18], '#12061a', 'opacity=".22" filter="url(#blur14)"')}${rect([-BLEED, floor, WIDTH + 2 * BLEED, 3], '#fffaf0', 'opacity=".55"')}`;
};
const disc = (page, g) =>
  `<circle cx="480" cy="520" r="372" fill="${radial(
    page,
    [0.35, 0.3, 0.9],
    `0 ${light(g.lit, 0.5)} | 1 ${light(g.base, 0.2)}`,
  )}" opacity=".75"/>`;

/** Light through a barred window, falling from the left: all but the panes is a little darker. */
const windowLight = () => {
  const panes = times(3, (i) => times(4, (j) => box(i * 178, j * 232, 150, 204)));
  const d = `${box(-1400, -1400, 4200, 4200)}${panes}`;
  return `<path d="${d}" fill="#4a2412" fill-rule="evenodd" opacity=".11" filter="url(#blur14)" transform="translate(250 -60) rotate(12) skewX(-22)"/>`;
};

const stage = {
  flat: () => '',
  disc,
  table: (page, g) => table(page, g, 940),
  niche: (page, g) => niche(page, g, 980) + table(page, g, 980),
};

/** Blurs fade at the canvas’s edge, so pictures are drawn this much larger all round and cut. */
export const BLEED = 48;
/** The finished page: ground, set, product, light, vignette and grain. */
export const finish = (page, { ground = 'khadi', set = 'flat', seed = 1 }, product) => {
  const g = GROUNDS[ground];
  const wash = radial(page, [0.3, 0.22, 1.05], `0 ${g.lit} | 0.45 ${g.base} | 1 ${g.far}`);
  const vignette = radial(page, [0.5, 0.48, 0.78], '0.62 #1a0b16 0 | 1 #2a1210 0.2');
  const full = [-BLEED, -BLEED, WIDTH + 2 * BLEED, HEIGHT + 2 * BLEED];
  const back = `${rect(full, wash)}${rect(full, '#fff', 'filter="url(#plaster)" opacity=".13"')}${fibres(seed, g.fibre)}${stage[set](page, g)}`;
  const front = `${windowLight()}${rect(full, vignette)}${rect(full, '#fff', 'filter="url(#grain)" opacity=".16"')}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${full[2]}" height="${full[3]}" viewBox="${full.join(' ')}"><defs>${filters}${page.defs.join('')}</defs>${back}${product}${front}</svg>`;
};

/** A marigold head, seen from above. */
export const genda = ({ x, y, r = 46, colour = '#f08a12' }) => {
  const rows = [
    [17, 0.86, 0.3, dark(colour, 0.22)],
    [15, 0.66, 0.27, dark(colour, 0.06)],
    [12, 0.46, 0.24, light(colour, 0.16)],
    [8, 0.26, 0.2, light(colour, 0.34)],
  ];
  const petals = rows.map(
    ([n, d, s, c], i) =>
      `<g transform="rotate(${i * 17})">${ring(n, r * d, `<ellipse rx="${r * s * 0.72}" ry="${r * s}" fill="${c}" stroke="${dark(colour, 0.3)}" stroke-opacity=".35" stroke-width="1.4"/>`)}</g>`,
  );
  return `<g filter="url(#drop)">${at(x, y, petals.join('') + dot(0, 0, r * 0.14, light(colour, 0.5)))}</g>`;
};
/** A neem or mango leaf. */
export const leaf = ({ x, y, turn = 0, size = 1, colour = '#3f7a3c' }) =>
  put(
    { x, y, turn, size },
    `<g filter="url(#lift)">${path('M0 0C18-30 22-74 0-120C-22-74-18-30 0 0Z', colour)}${path('M0 0C18-30 22-74 0-120Z', light(colour, 0.22))}${stroke('M0 6V-108', dark(colour, 0.3), 'stroke-width="2.4"')}</g>`,
  );
/** The shadow a standing thing throws on the table: dark where it touches, long to the right. */
export const ground = (x, y, w) =>
  `<ellipse cx="${x + w * 0.2}" cy="${y}" rx="${w * 0.72}" ry="${w * 0.1}" fill="#1a0b16" opacity=".3" filter="url(#blur14)"/><ellipse cx="${x + 4}" cy="${y}" rx="${w * 0.48}" ry="${w * 0.055}" fill="#1a0b16" opacity=".55" filter="url(#blur6)"/>`;
