/** Small words for writing SVG: colours, repetition, placing, gradients and patterns. */
export const WIDTH = 960;
export const HEIGHT = 1280;

const channels = (hex) => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
export const mix = (from, to, t) => {
  const b = channels(to);
  const part = channels(from).map((v, i) => Math.round(v + (b[i] - v) * t));
  return `#${part.map((v) => v.toString(16).padStart(2, '0')).join('')}`;
};
export const dark = (hex, t) => mix(hex, '#150a1c', t);
export const light = (hex, t) => mix(hex, '#fff4dc', t);

export const times = (n, draw) => Array.from({ length: n }, (_, i) => draw(i)).join('');
export const at = (x, y, body) => `<g transform="translate(${x} ${y})">${body}</g>`;
/** Placed with turn in degrees and size as a factor. */
export const put = ({ x = 0, y = 0, turn = 0, size = 1 }, body) =>
  `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${size})">${body}</g>`;
export const ring = (n, radius, body) =>
  times(n, (i) => `<g transform="rotate(${(360 / n) * i}) translate(0 ${-radius})">${body}</g>`);

/** The same numbers for the same seed, so a picture drawn twice is the same file. */
export const random = (seed) => {
  const state = { a: seed * 2654435761 };
  return (low = 0, high = 1) => {
    state.a = (state.a + 0x6d2b79f5) | 0;
    const t = Math.imul(state.a ^ (state.a >>> 15), 1 | state.a);
    const u = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return low + (((u ^ (u >>> 14)) >>> 0) / 4294967296) * (high - low);
  };
};

/** Collects definitions while a picture is drawn; `def` answers the reference to use as a fill. */
export const newPage = () => {
  const defs = [];
  return {
    defs,
    def: (make) => {
      const id = `d${defs.length}`;
      defs.push(make(id));
      return `url(#${id})`;
    },
  };
};

/** Stops are written `place colour opacity`, between bars; opacity may be left out. */
const stopList = (stops) =>
  stops
    .split(' | ')
    .map((stop) => stop.split(' '))
    .map(([place, colour, o = 1]) => `<stop offset="${place}" stop-color="${colour}" stop-opacity="${o}"/>`)
    .join('');
/** `line` is x1 y1 x2 y2 in parts of the shape’s box. */
export const linear = (page, line, stops) =>
  page.def(
    (id) =>
      `<linearGradient id="${id}" x1="${line[0]}" y1="${line[1]}" x2="${line[2]}" y2="${line[3]}">${stopList(stops)}</linearGradient>`,
  );
export const radial = (page, [cx, cy, r], stops) =>
  page.def(
    (id) => `<radialGradient id="${id}" cx="${cx}" cy="${cy}" r="${r}">${stopList(stops)}</radialGradient>`,
  );

/** A repeat of `body` drawn around 0,0; `half` adds the half-drop, `turn` and `size` are the cloth’s. */
export const repeat = (page, o) => {
  const { w, h = w, body, half = false, turn = 0, size = 1, x = 0, y = 0 } = o;
  const corners = half
    ? [
        [0, 0],
        [w, 0],
        [0, h],
        [w, h],
        [w / 2, h / 2],
      ]
    : [[w / 2, h / 2]];
  return page.def(
    (id) =>
      `<pattern id="${id}" width="${w}" height="${h}" patternUnits="userSpaceOnUse" patternTransform="translate(${x} ${y}) rotate(${turn}) scale(${size})">${corners.map(([cx, cy]) => at(cx, cy, body)).join('')}</pattern>`,
  );
};
export const clip = (page, d) => page.def((id) => `<clipPath id="${id}"><path d="${d}"/></clipPath>`);
export const inside = (page, d, body) => `<g clip-path="${clip(page, d)}">${body}</g>`;
export const box = (x, y, w, h) => `M${x} ${y}h${w}v${h}h${-w}Z`;
export const rect = ([x, y, w, h], fill, more = '') =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${more}/>`;
export const path = (d, fill, more = '') => `<path d="${d}" fill="${fill}" ${more}/>`;
export const stroke = (d, colour, more = '') => `<path d="${d}" fill="none" stroke="${colour}" ${more}/>`;
export const dot = (x, y, r, fill) => `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`;
/** A soft crease: dark on one side, lit on the other. */
export const crease = (d, { width = 14, depth = 0.35, glow = 0.25, blur = 'blur6' } = {}) =>
  `<g filter="url(#${blur})">${stroke(d, '#12061a', `stroke-width="${width}" opacity="${depth}"`)}<g transform="translate(${-width * 0.9} ${-width * 0.4})">${stroke(d, '#fff3d6', `stroke-width="${width * 0.8}" opacity="${glow}"`)}</g></g>`;
