/** Juttis and chappals, seen from above. */
import { zari } from './cloth.mjs';
import { lotus, paisley, rosette, star } from './motifs.mjs';
import { crease, dark, dot, inside, light, linear, path, put, ring, stroke, times } from './svg.mjs';

const SOLE =
  'M0-330C66-322 100-240 96-150C92-70 70 0 72 90C76 190 70 290 0 300C-70 290-76 190-72 90C-70 0-92-70-96-150C-100-240-66-322 0-330Z';
const jutti = (page, o) => {
  const vamp =
    'M0-336C70-326 104-240 98-150C94-96 82-60 76-20C50-66 26-84 0-84C-26-84-50-66-76-20C-82-60-94-96-98-150C-104-240-70-326 0-336Z';
  const wall =
    'M-76-20C-72 40-76 90-76 130C-78 220-66 304 0 308C66 304 78 220 76 130C76 90 72 40 76-20L60 10C58 60 56 100 56 140C56 220 44 270 0 274C-44 270-56 220-56 140C-56 100-58 60-60 10Z';
  const thread = zari(page);
  const work = `${put({ y: -216, size: 1.24 }, paisley(['#f3cd6a', o.colour, '#f7f0dc']))}${times(11, (i) => {
    const a = Math.PI * (0.1 + i * 0.08);
    return put(
      { x: -Math.cos(a) * 78, y: -186 - Math.sin(a) * 118, size: 0.26 },
      rosette(['#f3cd6a', '#17868f', '#fff6dd']),
    );
  })}${times(9, (i) => put({ x: -64 + i * 16, y: -116 + Math.abs(i - 4) ** 2 * 3, size: 0.2 }, rosette(['#f3cd6a', '#fff', '#17868f'])))}`;
  const insole = `${path(SOLE, '#e9c79a')}${inside(page, SOLE, crease('M-70-60Q0-120 70-60', { width: 40, depth: 0.6, glow: 0, blur: 'blur14' }))}${stroke('M-46 60C-50 200-44 262 0 266C44 262 50 200 46 60', '#a8753c', 'stroke-width="3" stroke-dasharray="8 6"')}${put({ y: 190, size: 0.6 }, lotus(['#a8753c', '#c99a5c', '#e9c79a']))}`;
  const toe = path('M-16-330C-10-360-4-380 10-392C26-396 30-378 20-372C14-366 16-350 18-330Z', thread);
  const glow = linear(page, [0, 0, 1, 1], '0 #fff6e0 0.4 | 0.45 #fff6e0 0 | 1 #12061a 0.45');
  return `<g filter="url(#drop)">${path(SOLE, '#5b3316', 'stroke="#5b3316" stroke-width="16"')}${insole}${toe}<g filter="url(#lift)">${inside(page, vamp, path(vamp, o.colour) + work + path(vamp, glow))}${stroke('M76-20C50-66 26-84 0-84C-26-84-50-66-76-20', thread, 'stroke-width="12"')}${path(wall, o.colour)}${path(wall, glow)}${stroke('M-68 0C-66 60-66 100-66 140C-66 226-52 288 0 290C52 288 66 226 66 140C66 100 66 60 68 0', '#f3cd6a', 'stroke-width="5" stroke-dasharray="3 9" stroke-linecap="round"')}</g></g>`;
};
export const juttis = (page, o) =>
  put({ x: 318, y: 690, turn: -8, size: 1.3 }, jutti(page, o)) +
  put({ x: 660, y: 640, turn: 9, size: 1.3 }, `<g transform="scale(-1 1)">${jutti(page, o)}</g>`);

const chappal = (page, { colour }) => {
  const hide = linear(
    page,
    [0, 0, 1, 1],
    `0 ${light(colour, 0.25)} | 0.5 ${colour} | 1 ${dark(colour, 0.35)}`,
  );
  const sole =
    'M0-330C80-326 112-250 104-160C98-70 76 0 80 90C86 200 72 300 0 306C-72 300-86 200-80 90C-76 0-98-70-104-160C-112-250-80-326 0-330Z';
  const stitches = stroke(
    sole,
    light(colour, 0.5),
    'stroke-width="4" stroke-dasharray="12 8" transform="scale(.9 .94)"',
  );
  const strap = (d, w) =>
    `<g filter="url(#lift)">${stroke(d, dark(colour, 0.28), `stroke-width="${w}"`)}${stroke(d, hide, `stroke-width="${w - 8}"`)}${stroke(d, light(colour, 0.5), `stroke-width="${w * 0.34}" stroke-dasharray="5 6" opacity=".8"`)}</g>`;
  const braid = times(13, (i) =>
    put(
      { x: 0, y: -226 + i * 13 },
      path('M-20 8Q0-10 20 8L20 16Q0-2-20 16Z', i % 2 ? light(colour, 0.3) : dark(colour, 0.3)),
    ),
  );
  const ears = strap('M-100-40C-60-84 60-84 100-40', 66) + strap('M-98-112C-50-150 50-150 98-112', 40);
  const loop = strap('M-44-262C-50-214-24-196 0-196C20-196 10-240-8-262', 26);
  const medal = `<g filter="url(#lift)" transform="translate(0 -92)">${dot(0, 0, 40, dark(colour, 0.35))}${ring(12, 36, dot(0, 0, 8, '#c8372c'))}${put({ size: 0.66 }, rosette(['#f3cd6a', colour, '#c8372c']))}</g>`;
  const tooling =
    put({ y: 160, size: 1 }, star([dark(colour, 0.3), light(colour, 0.3), dark(colour, 0.15)])) +
    times(5, (i) =>
      put(
        { x: -40 + i * 20, y: 262 - Math.abs(i - 2) * 8, size: 0.2 },
        rosette([dark(colour, 0.4), colour, colour]),
      ),
    );
  return `<g filter="url(#drop)">${path(sole, dark(colour, 0.6), 'stroke="#3a1c0a" stroke-width="18"')}${path(sole, hide)}${stitches}${tooling}<g filter="url(#lift)">${braid}</g>${ears}${loop}${medal}</g>`;
};
export const chappals = (page, o) =>
  put({ x: 310, y: 650, turn: -5, size: 1.28 }, chappal(page, o)) +
  put({ x: 656, y: 700, turn: 6, size: 1.28 }, `<g transform="scale(-1 1)">${chappal(page, o)}</g>`);
