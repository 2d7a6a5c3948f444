/** Stitched clothes on a hanger: kurtas, a jacket, a child’s set. */
import { border, slope, zari } from './cloth.mjs';
import {
  at,
  crease,
  dark,
  dot,
  inside,
  light,
  linear,
  path,
  put,
  rect,
  repeat,
  stroke,
  times,
} from './svg.mjs';

/** Outlines around x = 0, shoulders at y = 0; `w` is half the chest, `l` the length, `flare` the hem’s half. */
const bodyPath = ({ w, l, flare, neck }) =>
  `M${-neck} -26C${-neck - 40} -12 ${-w * 0.8} 4 ${-w * 0.96} 26C${-w * 0.86} 120 ${-w * 0.9} 180 ${-w * 0.92} 230C${-w * 0.86} 330 ${-w * 0.96} 420 ${-flare} ${l - 10}Q0 ${l + 26} ${flare} ${l - 10}C${w * 0.96} 420 ${w * 0.86} 330 ${w * 0.92} 230C${w * 0.9} 180 ${w * 0.86} 120 ${w * 0.96} 26C${w * 0.8} 4 ${neck + 40} -12 ${neck} -26Z`;
const sleevePath = ({ w, reach, drop, cuff }) =>
  `M${-w * 0.72} -4C${-w * 0.98} 8 ${-w * 1.1} 40 ${-w - reach * 0.5} ${drop * 0.45}L${-w - reach} ${drop}Q${-w - reach + cuff * 0.5} ${drop + 34} ${-w - reach + cuff} ${drop + 44}L${-w * 0.9} 190C${-w * 0.88} 120 ${-w * 0.9} 60 ${-w * 0.72} -4Z`;

const hanger = (page) => {
  const wood = linear(page, [0, 0, 0, 1], '0 #e3b27c | 1 #7a4a22');
  return `<g filter="url(#drop)">${stroke('M0-74V-104C0-126 34-128 34-152C34-176 2-180-6-160', '#8d8f98', 'stroke-width="8" stroke-linecap="round"')}${path('M0-62C-50-56-110-16-160 12Q-172 26-154 30C-110 16-60-14 0-22C60-14 110 16 154 30Q172 26 160 12C110-16 50-56 0-62Z', wood)}</g>`;
};

const print = (page, o) =>
  o.body
    ? repeat(page, {
        w: o.bodyTile ?? 90,
        h: o.bodyH ?? o.bodyTile ?? 90,
        body: o.body,
        half: o.half ?? true,
        size: o.bodySize ?? 0.5,
        x: o.shift ?? 0,
      })
    : 'none';

const sleeve = (page, o, s) => {
  const d = sleevePath(s);
  const tilt = (Math.atan2(s.drop - 60, s.reach + 30) * 180) / Math.PI;
  const trim = o.trim
    ? put({ x: -s.w - s.reach - 8, y: s.drop - 36, turn: tilt - 62 }, o.trim(page, s.cuff + 70, 34))
    : '';
  const shade = linear(page, [0, 0, 1, 0.5], '0 #fff6e0 0.25 | 0.5 #12061a 0.02 | 1 #12061a 0.5');
  const folds = crease(
    `M${-s.w * 0.9} 60Q${-s.w - s.reach * 0.4} ${s.drop * 0.6} ${-s.w - s.reach * 0.5} ${s.drop + 20}`,
    { width: 16, depth: 0.28, glow: 0.2, blur: 'blur14' },
  );
  return `<g filter="url(#lift)">${inside(page, d, `${path(d, o.colour)}<g transform="rotate(18)">${path('M-900-400h1600v1400h-1600Z', print(page, o))}</g>${trim}${folds}${path(d, shade)}`)}</g>`;
};
const bothSleeves = (page, o, s) =>
  `${sleeve(page, o, s)}<g transform="scale(-1 1)">${sleeve(page, o, s)}</g>`;

const bodyFolds = (w, l) =>
  [
    [-0.5, 0.14],
    [0.42, -0.1],
    [-0.12, 0.06],
    [0.7, -0.16],
  ]
    .map(([k, lean]) =>
      crease(
        `M${w * k * 0.7} ${l * 0.3}C${w * k} ${l * 0.55} ${w * (k + lean)} ${l * 0.8} ${w * k * 1.35} ${l + 10}`,
        { width: 24, depth: 0.26, glow: 0.2, blur: 'blur14' },
      ),
    )
    .join('') +
  crease(`M${-w * 0.88} 190Q${-w * 0.4} 240 ${-w * 0.2} 330`, { width: 12, depth: 0.28, glow: 0.16 }) +
  crease(`M${w * 0.88} 190Q${w * 0.5} 236 ${w * 0.3} 300`, { width: 12, depth: 0.28, glow: 0.16 });

/** `hem`, `trim` and `yoke` answer bands or embroidery; `neckline` is round, slit or band. */
export const kurta = (page, o) => {
  const s = { w: 210, l: 860, flare: 268, neck: 66, reach: 120, drop: 330, cuff: 118, ...o.shape };
  const d = bodyPath(s);
  const hem = o.hem ? at(-s.flare - 30, s.l - 104, o.hem(page, s.flare * 2 + 60, 108)) : '';
  const slits = [-1, 1]
    .map((k) =>
      stroke(
        `M${k * s.w * 0.99} ${s.l * 0.66}L${k * s.flare * 0.985} ${s.l - 8}`,
        '#12061a',
        'stroke-width="5" opacity=".35"',
      ),
    )
    .join('');
  const face = `${path(d, o.colour)}${rect([-400, -60, 800, 1100], print(page, o))}${hem}${o.yoke ? o.yoke(page, s) : ''}${bodyFolds(s.w, s.l)}${slits}${path(d, slope(page, 0.36))}`;
  return put(
    { x: 480, y: 232, size: o.size ?? 1 },
    `${hanger(page)}<g filter="url(#${o.weave ?? 'cloth'})">${backNeck(o, s)}${bothSleeves(page, o, s)}<g filter="url(#lift)">${inside(page, d, face)}</g>${neckline(o, s)}</g>`,
  );
};

const backNeck = (o, s) =>
  path(`M${-s.neck} -26Q0 -52 ${s.neck} -26Q0 40 ${-s.neck} -26Z`, dark(o.colour, 0.5));

const neckline = (o, s) => {
  const n = s.neck;
  const facing = o.facing ?? dark(o.colour, 0.18);
  const scoop = `M${-n} -28C${-n * 0.8} 46 ${n * 0.8} 46 ${n} -28C${n * 0.5} -40 ${-n * 0.5} -40 ${-n} -28Z`;
  const hollow =
    path(scoop, dark(o.colour, 0.62)) +
    path(`M${-n * 0.9} -26Q0 -8 ${n * 0.9} -26Q0 -46 ${-n * 0.9} -26Z`, dark(o.colour, 0.3));
  const edge =
    stroke(`M${-n} -28C${-n * 0.8} 46 ${n * 0.8} 46 ${n} -28`, facing, 'stroke-width="13"') +
    stroke(
      `M${-n - 4} -26C${-n * 0.84} 54 ${n * 0.84} 54 ${n + 4} -26`,
      light(facing, 0.4),
      'stroke-width="2" stroke-dasharray="6 4"',
    );
  if (o.neckline === 'band') return band(o, n, facing);
  const slit =
    o.neckline === 'slit'
      ? path('M-7 24L0 150L7 24Z', dark(o.colour, 0.66)) +
        stroke('M-10 24L0 156L10 24', facing, 'stroke-width="7"')
      : '';
  return `${hollow}${slit}${edge}`;
};

/** A standing collar and a buttoned placket. */
const band = (o, n, facing) => {
  const length = o.placket ?? 270;
  const placket = o.open
    ? ''
    : `<rect x="-24" y="0" width="48" height="${length}" rx="3" fill="${facing}"/>${stroke(`M-19 6V${length - 6}H19V6M-19 ${length - 34}H19`, light(facing, 0.42), 'stroke-width="2" stroke-dasharray="6 4" opacity=".8"')}`;
  const step = (o.open ?? length - 40) / (o.buttons - 1);
  const buttons = times(
    o.buttons,
    (i) =>
      `<g filter="url(#lift)">${dot(0, 22 + i * step, 9.5, o.button)}${dot(-2.5, 19 + i * step, 3, light(o.button, 0.6))}</g>`,
  );
  const collar = `${path(`M${-n} -30Q0 -58 ${n} -30L${n * 0.9} -62Q0 -86 ${-n * 0.9} -62Z`, dark(o.colour, 0.5))}${path(`M${-n - 4} -30C${-n * 0.7} 6 -30 16 -3 18L-3 -14C-30 -18 ${-n * 0.7} -30 ${-n * 0.92} -64Z`, facing)}${path(`M${n + 4} -30C${n * 0.7} 6 30 16 3 18L3 -14C30 -18 ${n * 0.7} -30 ${n * 0.92} -64Z`, dark(facing, 0.08))}`;
  return `${placket}${collar}${buttons}`;
};

/** A sleeveless jacket: armholes, two welts, a pocket square. */
export const jacket = (page, o) => {
  const s = { w: 236, l: 640, flare: 240, neck: 74 };
  const d = `M${-s.neck} -26C-120 -10 -160 2 -196 24C-150 90 -160 170 -222 214C-226 360 -222 500 -${s.flare} 610C-200 650 -60 640 -6 600L0 590L6 600C60 640 200 650 ${s.flare} 610C222 500 226 360 222 214C160 170 150 90 196 24C160 2 120 -10 ${s.neck} -26Z`;
  const welt = (x, y, w) =>
    `<g filter="url(#lift)"><rect x="${x}" y="${y}" width="${w}" height="26" rx="3" fill="${light(o.colour, 0.08)}"/></g>${stroke(`M${x} ${y + 26}h${w}`, dark(o.colour, 0.6), 'stroke-width="4"')}`;
  const square = path('M80 178L90 138Q118 150 148 130L152 178Z', '#f7c04a', 'filter="url(#lift)"');
  const front =
    stroke('M4 14V600', dark(o.colour, 0.55), 'stroke-width="5"') +
    stroke('M26 14V606', light(o.colour, 0.35), 'stroke-width="2" stroke-dasharray="6 4"');
  const arm = [-1, 1]
    .map((k) =>
      stroke(
        `M${k * 196} 24C${k * 150} 90 ${k * 160} 170 ${k * 222} 214`,
        dark(o.colour, 0.4),
        'stroke-width="12"',
      ),
    )
    .join('');
  const face = `${path(d, o.colour)}${path(d, print(page, o))}${front}${arm}${welt(70, 176, 92)}${square}${welt(-180, 440, 120)}${welt(60, 440, 120)}${bodyFolds(s.w * 0.9, s.l)}${path(d, slope(page, 0.4))}`;
  const back = path('M-180 20C-100 60 100 60 180 20L200 300H-200Z', dark(o.colour, 0.6));
  return put(
    { x: 480, y: 310, size: 1.12 },
    `${hanger(page)}<g filter="url(#coarse)">${back}${inside(page, d, face)}${band({ ...o, open: 460 }, s.neck, dark(o.colour, 0.1))}</g>`,
  );
};

/** Folded trousers lying beside: two legs and a drawstring. */
export const pyjama = (page, { colour, x, y, turn = 8, size = 1 }) => {
  const d = 'M-110 0Q0-10 110 0L128 420Q90 434 36 424L4 130L-36 424Q-90 434-128 420Z';
  const cord = `${stroke('M-12 18C-40 70-30 110-52 140M10 18C30 60 34 100 22 150', light(colour, 0.4), 'stroke-width="6" stroke-linecap="round"')}`;
  const gathers = times(9, (i) =>
    stroke(
      `M${-96 + i * 24} 26q4 30 ${(i - 4) * 1.4} 52`,
      dark(colour, 0.4),
      'stroke-width="3" opacity=".5"',
    ),
  );
  const face = `${path(d, colour)}${rect([-120, -10, 240, 34], light(colour, 0.2))}${stroke('M-112 26H112', dark(colour, 0.4), 'stroke-width="3"')}${gathers}${crease('M-70 80Q-80 260-90 420', { width: 18, depth: 0.25, blur: 'blur14' })}${crease('M70 80Q80 260 86 420', { width: 18, depth: 0.25, blur: 'blur14' })}${path(d, slope(page, 0.3))}`;
  return put({ x, y, turn, size }, `<g filter="url(#cloth)">${inside(page, d, face)}${cord}</g>`);
};

/** White thread on white cloth: a yoke of flowers, a mesh and a trail down the front. */
export const chikanYoke = (motifs) => (_page, s) => {
  const ringOf = times(11, (i) => {
    const a = Math.PI * (0.06 + (i / 10) * 0.88);
    return put(
      {
        x: Math.cos(a) * (s.neck + 52),
        y: -26 + Math.sin(a) * 118,
        turn: 90 - (a * 180) / Math.PI,
        size: 0.52,
      },
      motifs.flower,
    );
  });
  const trail = times(5, (i) => put({ x: i % 2 ? 16 : -16, y: 160 + i * 86, size: 0.66 }, motifs.spray));
  return ringOf + trail;
};
export const zariYoke = (colour, motif) => (page, s) => {
  const d = `M${-s.neck - 60} -30C${-s.neck - 50} 90 -60 120 -46 250Q0 300 46 250C60 120 ${s.neck + 50} 90 ${s.neck + 60} -30Z`;
  return `${path(d, colour)}${stroke(d, zari(page), 'stroke-width="10"')}${times(4, (i) => put({ y: 90 + i * 50, size: 0.4 }, motif))}`;
};
export const bandOf = (o) => (page, w, h) => border(page, { w, h, ...o });
