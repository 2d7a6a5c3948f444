/** Bedsheets, printed cloth and cushions. */
import { border } from './cloth.mjs';
import { box, crease, inside, light, linear, path, put, rect, stroke, times } from './svg.mjs';
import { clothFill } from './textiles.mjs';

/** One folded sheet, its fold at the left; `lip` shows its border. */
const slabOf = ({ page, o, print }, { x, y, w, h, lip }) => {
  const front = `M${x + 26} ${y}H${x + w - 8}Q${x + w} ${y} ${x + w} ${y + 8}V${y + h - 8}Q${x + w} ${y + h} ${x + w - 8} ${y + h}H${x + 26}C${x - 14} ${y + h} ${x - 14} ${y} ${x + 26} ${y}Z`;
  const shade = linear(
    page,
    [0, 0, 0, 1],
    '0 #fff6e0 0.42 | 0.22 #fff6e0 0 | 0.6 #12061a 0.08 | 1 #12061a 0.5',
  );
  const layers = [0.34, 0.66]
    .map((k) => stroke(`M${x + 30} ${y + h * k}H${x + w}`, '#12061a', 'stroke-width="3" opacity=".3"'))
    .join('');
  const trim = lip
    ? border(page, {
        x: x - 20,
        y: y + h * 0.16,
        w: w + 40,
        h: h * 0.68,
        field: o.edge,
        metal: 'none',
        motif: o.motif,
        motifSize: (h * 0.68) / 100,
      })
    : '';
  return `<g filter="url(#lift)">${inside(
    page,
    front,
    `${path(front, o.colour)}${path(front, print)}${lip ? trim : layers}${path(front, shade)}${path(
      front,
      linear(page, [0, 0, 1, 0], '0 #12061a 0.3 | 0.1 #fff6e0 0.14 | 0.7 #12061a 0 | 1 #12061a 0.3'),
    )}`,
  )}</g>`;
};

/** Sheets folded on a table, tied with a cord, and the pillow covers on top. */
export const sheetStack = (page, o) => {
  const print = clothFill(page, o);
  const top = 'M262 420L690 420Q700 420 708 430L770 512H196L250 428Q254 420 262 420Z';
  const lid = inside(
    page,
    top,
    `${path(top, light(o.colour, 0.06))}<g transform="translate(0 210) scale(1 .5)">${path(box(100, 200, 800, 800), print)}</g>${path(
      top,
      linear(page, [0, 0, 1, 1], '0 #fff6e0 0.34 | 1 #12061a 0.12'),
    )}`,
  );
  const slab = (place) => slabOf({ page, o, print }, place);
  const slabs =
    slab({ x: 150, y: 840, w: 680, h: 152 }) +
    slab({ x: 156, y: 690, w: 668, h: 150, lip: true }) +
    slab({ x: 176, y: 600, w: 620, h: 90 }) +
    slab({ x: 184, y: 512, w: 598, h: 88 });
  const cord =
    stroke('M470 420C474 452 470 480 472 512V992', '#c9a66b', 'stroke-width="9"') +
    stroke('M472 512V992', '#8a6632', 'stroke-width="9" stroke-dasharray="4 7"');
  const bow = `<g filter="url(#lift)">${stroke('M472 506C420 440 360 470 396 506C412 520 450 516 472 506C524 440 584 470 548 506C532 520 494 516 472 506C450 540 430 560 424 596M472 506C490 540 512 552 524 590', '#c9a66b', 'stroke-width="9" stroke-linecap="round"')}</g>`;
  return `<ellipse cx="500" cy="1032" rx="470" ry="40" fill="#1a0b16" opacity=".45" filter="url(#blur14)"/><g transform="translate(480 1030) scale(1.2) translate(-490 -996)"><g filter="url(#cloth)">${slabs}${lid}</g>${cord}${bow}</g>`;
};

/** The carved block, lying face up: the raised lines are dark with dye. */
const block = (page, { x, y, turn, motif }) => {
  const d = 'M-150-118Q-150-130-138-130H138Q150-130 150-118V118Q150 130 138 130H-138Q-150 130-150 118Z';
  const wood = linear(page, [0, 0, 1, 1], '0 #d9a56c | 0.5 #b57a42 | 1 #7c4a22');
  const lines = times(13, (i) => {
    const way = `M-150 ${-120 + i * 20}Q-40 ${-128 + i * 20 + ((i * 17) % 11)} 150 ${-116 + i * 20}`;
    return stroke(way, '#5b3316', 'stroke-width="2.5" opacity=".35"');
  });
  const side = `<g transform="translate(16 20)">${path(d, '#5b3316')}</g>`;
  const carved = `<g transform="scale(2.1)">${motif}</g>${stroke('M-128-108H128V108H-128Z', '#2a1810', 'stroke-width="8"')}`;
  return put(
    { x, y, turn },
    `<g filter="url(#drop)">${side}${inside(page, d, path(d, wood) + lines + carved)}</g>`,
  );
};

/** Cloth from edge to edge, with the carved block that printed it. */
export const printedCloth = (page, o) => {
  const face = `${rect([-60, -60, 1080, 1400], o.colour)}<g filter="url(#print)">${rect([-60, -60, 1080, 1400], clothFill(page, o))}${border(page, { x: -60, y: 1010, w: 1080, h: 190, field: o.edge, metal: 'none', motif: o.motif, motifSize: 1.3, tile: 110 })}</g>`;
  const folds =
    crease('M-60 330Q420 240 1020 380', { width: 40, depth: 0.3, glow: 0.22, blur: 'blur34' }) +
    crease('M300-60Q250 600 380 1340', { width: 44, depth: 0.3, glow: 0.2, blur: 'blur34' });
  return `<g filter="url(#cloth)">${face}${folds}</g>${block(page, { x: 690, y: 560, turn: -16, motif: o.carved })}`;
};

/** A stuffed square with running stitch in rows. */
export const cushion = (page, { x, y, size = 1, turn = 0, colour, thread, patches, motif }) => {
  const d =
    'M-250-262Q0-228 250-262Q276-266 266-240Q232 0 266 240Q276 266 250 262Q0 232-250 262Q-276 266-266 240Q-232 0-266-240Q-276-266-250-262Z';
  const rows = times(26, (i) =>
    stroke(
      `M-280 ${-250 + i * 20}H280`,
      thread,
      `stroke-width="3" stroke-dasharray="13 9" stroke-dashoffset="${(i % 2) * 11}" opacity=".75"`,
    ),
  );
  const patch = patches.map(([px, py, w, h, c]) => rect([px, py, w, h], c)).join('');
  const flowers = [
    [0, 0, 2.3],
    [-150, -150, 1],
    [150, -150, 1],
    [-150, 150, 1],
    [150, 150, 1],
  ]
    .map(([mx, my, s]) => put({ x: mx, y: my, size: s }, motif))
    .join('');
  const puff = page.def(
    (id) =>
      `<radialGradient id="${id}" cx=".36" cy=".3" r=".85"><stop offset="0" stop-color="#fff6e0" stop-opacity=".42"/><stop offset=".45" stop-color="#fff6e0" stop-opacity="0"/><stop offset="1" stop-color="#12061a" stop-opacity=".55"/></radialGradient>`,
  );
  const pucker = [
    [-1, -1],
    [1, -1],
    [-1, 1],
    [1, 1],
  ]
    .map(([a, b]) =>
      crease(`M${a * 258} ${b * 254}Q${a * 200} ${b * 180} ${a * 150} ${b * 160}`, {
        width: 16,
        depth: 0.36,
        glow: 0.2,
        blur: 'blur6',
      }),
    )
    .join('');
  return put(
    { x, y, size, turn },
    `<g filter="url(#coarse)">${inside(page, d, `${path(d, colour)}${patch}${flowers}${rows}${pucker}${path(d, puff)}`)}</g>`,
  );
};
