/** Sarees: folded on paper, opened as a fan, or hung from a rod. */
import { border, fringe, ridge, slope, tassels, zari } from './cloth.mjs';
import {
  at,
  clip,
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
  ring,
  stroke,
  times,
} from './svg.mjs';

const bodyFill = (page, { body, bodyTile = 90, bodyH, bodySize = 0.5, half = true }, turn = 0) =>
  body ? repeat(page, { w: bodyTile, h: bodyH ?? bodyTile, body, half, size: bodySize, turn }) : 'none';

/** Edges of the layers below, seen at the right and at the foot. */
const layers = (d, colour) =>
  [4, 3, 2, 1]
    .map((i) =>
      at(i * 7, i * 8, path(d, i % 2 ? dark(colour, 0.32) : dark(colour, 0.12), 'filter="url(#lift)"')),
    )
    .join('');

/** Folded to a rectangle with its border down the left; the pallu is laid over the upper half. */
export const foldedSaree = (page, o) => {
  const { colour, edge, metal = 'gold', motif, pallu, tilt = -5, fringeColour, teeth } = o;
  const [w, h] = [600, 860];
  const d = `M8 0H${w - 8}Q${w} 0 ${w} 8V${h - 10}Q${w} ${h} ${w - 10} ${h}H10Q0 ${h} 0 ${h - 10}V8Q0 0 8 0Z`;
  const side = `<g transform="translate(112 0) rotate(90)">${border(page, { w: h, h: 112, field: edge, metal, motif, motifSize: 0.62, tile: 96, teeth })}</g>`;
  const face = `${rect([0, 0, w, h], colour)}${rect([112, 0, w, h], bodyFill(page, o))}${side}`;
  const folds =
    crease(`M0 ${h * 0.66}C200 ${h * 0.655} 400 ${h * 0.668} ${w} ${h * 0.66}`, { width: 10 }) +
    crease(`M${w * 0.6} ${h}C${w * 0.61} ${h * 0.8} ${w * 0.58} ${h * 0.7} ${w * 0.6} ${h * 0.5}`, {
      width: 18,
      depth: 0.2,
      glow: 0.15,
      blur: 'blur14',
    });
  const base = `<g filter="url(#cloth)">${layers(d, colour)}${inside(page, d, `${face}${folds}${rect([0, 0, w, h], slope(page, 0.34))}`)}</g>`;
  return put(
    { x: 190, y: 225, turn: tilt },
    `${base}${at(-26, -34, palluFlap(page, { w: w + 40, colour, edge, metal, pallu, fringeColour }))}`,
  );
};

const palluFlap = (page, { w, colour, edge, metal, pallu, fringeColour }) => {
  const h = 400;
  const thread = zari(page, metal);
  const d = `M6 0H${w - 10}Q${w} 0 ${w} 12L${w - 6} ${h - 40}C${w * 0.72} ${h + 6} ${w * 0.4} ${h - 50} 2 ${h - 14}V8Q0 0 6 0Z`;
  const field = repeat(page, { w: w / 6 / 0.86, h: 150, body: pallu, size: 0.86, y: 96 });
  const lines = [64, 78, 250, 264, 330].map((y, i) => rect([0, y, w, i % 2 ? 5 : 9], thread)).join('');
  const face = `${rect([0, 0, w, h + 20], edge)}${rect([0, 0, w, 54], thread)}${border(page, { y: 54, w, h: 48, field: colour, metal })}${at(0, 0, rect([0, 104, w, 132], field))}${lines}${rect([0, 284, w, 40], thread)}${rect([0, 346, w, 120], colour)}${[352, 362, 372].map((y) => rect([0, y, w, 4], thread)).join('')}`;
  const bend = linear(
    page,
    [0, 0, 0, 1],
    '0 #fff6e0 0.5 | 0.07 #fff6e0 0.06 | 0.16 #12061a 0.16 | 0.4 #12061a 0 | 0.86 #fff6e0 0.14 | 1 #12061a 0.3',
  );
  const wave = crease(`M${w * 0.7} ${h}C${w * 0.72} ${h * 0.7} ${w * 0.66} ${h * 0.4} ${w * 0.7} 0`, {
    width: 20,
    depth: 0.24,
    glow: 0.2,
    blur: 'blur14',
  });
  const curve = (t, p) =>
    (1 - t) ** 3 * p[0] + 3 * (1 - t) ** 2 * t * p[1] + 3 * (1 - t) * t * t * p[2] + t ** 3 * p[3];
  const tuft = fringeColour ?? edge;
  const threads = times(26, (i) => {
    const t = 0.02 + (i / 25) * 0.96;
    const x = curve(t, [w - 6, w * 0.72, w * 0.4, 2]);
    const y = curve(t, [h - 40, h + 6, h - 50, h - 14]) - 4;
    const tie = rect([-6, 2, 12, 5], light(tuft, 0.5));
    return put(
      { x, y, size: 0.8, turn: ((i * 29) % 9) - 4 },
      path('M-4-8h8l5 52c-6 5-12 5-18 0Z', tuft) + tie,
    );
  });
  return `<g filter="url(#cloth)">${threads}${inside(page, d, `${face}${wave}${rect([0, 0, w, h + 20], bend)}${rect([0, 0, w, h], slope(page, 0.26))}`)}</g>`;
};

/** Pleats held at the foot and opened like a fan; every pleat carries the borders at its outer end. */
export const fanSaree = (page, o) => {
  const { colour, edge, metal = 'gold', motif, pallu, n = 11, spread = 78 } = o;
  const step = spread / n;
  const thread = zari(page, metal);
  const reach = 860;
  const half = Math.tan((step / 2) * (Math.PI / 180)) * reach;
  const wedge = `M-10 -90L${-half - 6} ${-reach + 18}L0 ${-reach - 16}L${half + 6} ${-reach + 18}L10 -90Z`;
  const mask = clip(page, wedge);
  const body = bodyFill(page, o);
  const place = (y, size, m) => put({ y, size }, m);
  const face = `${rect([-90, -900, 180, 830], colour)}${rect([-90, -700, 180, 640], body)}${rect([-90, -890, 180, 190], edge)}${rect([-90, -880, 180, 48], thread)}${rect([-90, -822, 180, 7], thread)}${place(-766, 0.72, pallu)}${rect([-90, -716, 180, 8], thread)}${rect([-90, -704, 180, 20], thread)}${rect([-90, -676, 180, 5], thread)}${place(-630, 0.5, motif)}`;
  const shade = [ridge(page, 0.62), ridge(page, 0.45)];
  const blades = times(
    n,
    (i) =>
      `<g transform="rotate(${(i - (n - 1) / 2) * step})"><g filter="url(#lift)"><g clip-path="${mask}">${face}${rect([-half - 6, -900, half * 2 + 12, 830], shade[i % 2])}</g></g></g>`,
  );
  const tail = `M-34 -100C-70 30-110 60-128 150C-60 176 60 176 128 150C110 60 70 30 34-100Z`;
  const skirt = inside(
    page,
    tail,
    `${rect([-140, -110, 280, 300], colour)}${rect([-140, 96, 280, 60], thread)}${[-60, -20, 24, 64].map((x) => crease(`M${x * 0.3}-90C${x * 0.6} 0 ${x} 60 ${x * 1.4} 170`, { width: 12, depth: 0.4 })).join('')}`,
  );
  const band = `${path('M-52-128Q0-150 52-128L48-66Q0-84-48-66Z', thread)}${stroke('M-52-128Q0-150 52-128M-48-66Q0-84 48-66', dark('#8a5a10', 0.2), 'stroke-width="4"')}${at(0, -104, ring(8, 14, dot(0, 0, 6, edge)) + dot(0, 0, 9, light(edge, 0.6)))}`;
  return `<g transform="translate(480 1070)" ><g filter="url(#cloth)">${skirt}${blades}</g><g filter="url(#lift)">${band}</g></g>`;
};

/** Over a wooden rod: the pallu hangs in front on the left, pleats on the right. */
export const hungSaree = (page, o) => {
  const { colour, edge, metal = 'gold', motif, pallu, fringeColour, palluHeight = 300 } = o;
  const thread = zari(page, metal);
  const pleat = (i) => {
    const [x, w, h] = [470 + i * 62, 74, 800 + ((i * 41) % 34)];
    const d = `M${x} 150C${x + 6} 400 ${x - 8} 700 ${x - 4} ${150 + h}Q${x + w / 2} ${172 + h} ${x + w} ${144 + h}C${x + w + 8} 700 ${x + w - 6} 400 ${x + w} 150Z`;
    return `<g filter="url(#lift)">${inside(page, d, `${rect([x - 20, 140, w + 40, 900], colour)}${rect([x - 20, 140, w + 40, 700], bodyFill(page, o))}${border(page, { x: x - 20, y: 60 + h, w: w + 40, h: 96, field: edge, metal, motif, motifSize: 0.6 })}${rect([x - 8, 140, w + 16, 900], ridge(page, 0.55))}`)}</g>`;
  };
  const [px, pw, ph] = [170, 340, 980];
  const d = `M${px} 150C${px - 8} 460 ${px + 12} 800 ${px - 4} ${150 + ph}Q${px + pw * 0.3} ${130 + ph} ${px + pw * 0.55} ${152 + ph}T${px + pw} ${144 + ph}C${px + pw + 10} 800 ${px + pw - 12} 460 ${px + pw} 150Z`;
  const top = 150 + ph - palluHeight;
  const field = repeat(page, { w: 110, h: 130, body: pallu, size: 0.8, x: px, y: top + 70 });
  const sheet = `${rect([px - 20, 140, pw + 40, ph + 40], colour)}${rect([px + 60, 140, pw, ph], bodyFill(page, o))}<g transform="translate(${px + 60} 140) rotate(90)">${border(page, { w: ph + 40, h: 66, field: edge, metal, motif, motifSize: 0.4 })}</g>${rect([px - 20, top, pw + 40, palluHeight + 40], edge)}${rect([px - 20, top, pw + 40, 30], thread)}${rect([px - 20, top + 40, pw + 40, 6], thread)}${rect([px - 20, top + 66, pw + 40, 104], field)}${[188, 200, 212].map((y) => rect([px - 20, top + y, pw + 40, 6], thread)).join('')}${rect([px - 20, top + palluHeight - 70, pw + 40, 36], thread)}`;
  const folds = [0.16, 0.42, 0.63, 0.86]
    .map((t, i) =>
      crease(
        `M${px + pw * t} 150C${px + pw * t + 16} 500 ${px + pw * t - 14} 800 ${px + pw * (t + 0.02)} ${160 + ph}`,
        { width: 26 - i * 2, depth: 0.34, glow: 0.26, blur: 'blur14' },
      ),
    )
    .join('');
  const front = `<g filter="url(#cloth)">${fringeColour ? tassels({ x: px - 2, y: 138 + ph, w: pw, n: 15, colour: fringeColour, size: 0.72 }) : fringe({ x: px, y: 142 + ph, w: pw, colour: edge, length: 34 })}${inside(page, d, `${sheet}${folds}${rect([px - 20, 140, pw + 40, ph], ridge(page, 0.26))}`)}</g>`;
  const over = linear(page, [0, 0, 0, 1], '0 #fff6e0 0.45 | 0.5 #fff6e0 0.05 | 1 #12061a 0.5');
  return `${rod(page)}<g filter="url(#cloth)">${times(6, (i) => pleat(5 - i))}</g>${front}<rect x="168" y="140" width="690" height="46" rx="10" fill="${over}"/>`;
};

export const rod = (page, y = 140) => {
  const wood = linear(page, [0, 0, 0, 1], '0 #c58a52 | 0.3 #e3b27c | 1 #6b3d1c');
  const cap = (x) =>
    `<circle cx="${x}" cy="${y + 14}" r="26" fill="${wood}"/><circle cx="${x - 6}" cy="${y + 6}" r="8" fill="#fff" opacity=".35"/>`;
  return `<g filter="url(#drop)"><rect x="60" y="${y}" width="840" height="28" rx="14" fill="${wood}"/>${cap(66)}${cap(894)}</g>`;
};
