/** Dupattas, shawls, bedsheets and cushions. */
import { border, fringe, ridge, slope, zari } from './cloth.mjs';
import { rod } from './sarees.mjs';
import {
  at,
  box,
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

const fill = (page, o, turn = 0) =>
  o.body
    ? repeat(page, {
        w: o.bodyTile ?? 100,
        h: o.bodyH ?? o.bodyTile ?? 100,
        body: o.body,
        half: o.half ?? true,
        size: o.bodySize ?? 0.5,
        turn,
      })
    : 'none';

/** Caught on a brass hook and falling open: one strip a fold, the hems stepping like water. */
export const hookedDupatta = (page, o) => {
  const n = 9;
  const thread = zari(page, o.metal);
  const strip = (i) => {
    const t = (i - (n - 1) / 2) / ((n - 1) / 2);
    const [x, w] = [480 + t * 268, 92];
    const foot = 1130 - Math.abs(((i * 5) % 4) - 1.5) * 52 - (i % 2) * 36;
    const [a, b] = [480 + t * 16 - 12, 480 + t * 16 + 12];
    const d = `M${a} 190C${a + t * 60 - 10} 330 ${x - w * 0.5} 420 ${x - w * 0.55} 640L${x - w * 0.62} ${foot}L${x + w * 0.62} ${foot - 34 * (i % 2 ? 1 : -1)}L${x + w * 0.55} 640C${x + w * 0.5} 420 ${b + t * 60 + 10} 330 ${b} 190Z`;
    const edge = `<g transform="rotate(${i % 2 ? -14 : 14} ${x} ${foot})">${rect([x - 140, foot - 62, 280, 30], o.edge)}${rect([x - 140, foot - 34, 280, 60], thread)}${rect([x - 140, foot - 76, 280, 7], thread)}</g>`;
    const face = `${rect([x - 320, 160, 640, 1100], o.colour)}${path(box(x - 320, 160, 640, 1100), fill(page, o, t * -14))}${edge}`;
    return `<g filter="url(#lift)">${inside(page, d, `${face}${path(d, ridge(page, 0.5))}`)}</g>`;
  };
  const order = [0, 8, 1, 7, 2, 6, 3, 5, 4];
  const brass = linear(
    page,
    [0, 0, 1, 1],
    [
      [0, '#fff0b8'],
      [0.5, '#d69b2e'],
      [1, '#7a4d0e'],
    ],
  );
  const hook = `<g filter="url(#drop)"><circle cx="480" cy="150" r="44" fill="${brass}"/><circle cx="480" cy="150" r="30" fill="none" stroke="#7a4d0e" stroke-width="3" opacity=".6"/><path d="M458 176Q480 232 502 176" fill="none" stroke="${brass}" stroke-width="16" stroke-linecap="round"/></g>`;
  return `<g filter="url(#cloth)">${order.map(strip).join('')}</g>${hook}`;
};

/** Looped between two pegs, its ends hanging at the sides. */
export const swagDupatta = (page, o) => {
  const colours = o.stripes;
  const tile = times(colours.length, (i) =>
    rect([-60, -60 + i * (120 / colours.length), 120, 120 / colours.length + 1], colours[i]),
  );
  const stripe = (turn) => repeat(page, { w: 120, body: tile, turn, size: 1.25 });
  const loop = (i) => {
    const [up, down] = [330 + i * 96, 452 + i * 104];
    const d = `M176 190Q480 ${up + 330} 784 190L790 214Q480 ${down + 400} 170 214Z`;
    const shade = linear(
      page,
      [0, 0, 0, 1],
      [
        [0.3, '#12061a', 0.34],
        [0.62, '#fff6e0', 0.34],
        [0.8, '#fff6e0', 0],
        [1, '#12061a', 0.42],
      ],
    );
    return `<g filter="url(#lift)">${inside(page, d, `${rect([100, 100, 760, 1100], stripe(24 + i * 5))}${path(d, shade)}`)}</g>`;
  };
  const tail = (x, s) => {
    const d = `M-28 0C-60 240-76 560-88 ${800 * s}L-20 ${830 * s}L40 ${796 * s}L92 ${822 * s}C70 560 56 240 28 0Z`;
    const bells = times(6, (i) =>
      put(
        { x: -80 + i * 33, y: 812 * s + (i % 2 ? 8 : -6), size: 0.6 },
        path('M-5 0h10l7 44c-8 6-16 6-24 0Z', colours[i % colours.length]) + rect([-6, 4, 12, 6], '#f3cd6a'),
      ),
    );
    const folds = [-30, 8, 44]
      .map((k) =>
        crease(`M${k * 0.3} 10C${k * 0.8} 300 ${k} 560 ${k * 1.3} ${810 * s}`, {
          width: 18,
          depth: 0.36,
          glow: 0.26,
          blur: 'blur14',
        }),
      )
      .join('');
    return put(
      { x, y: 196 },
      `<g filter="url(#lift)">${bells}${inside(page, d, `${rect([-140, -10, 280, 900], stripe(-28))}${folds}${path(d, ridge(page, 0.3))}`)}</g>`,
    );
  };
  const peg = (x) =>
    `<g filter="url(#drop)"><circle cx="${x}" cy="192" r="34" fill="${linear(
      page,
      [0, 0, 1, 1],
      [
        [0, '#e3b27c'],
        [1, '#6b3d1c'],
      ],
    )}"/>${dot(x - 8, 182, 9, '#f6dcb8')}</g>`;
  return `<g filter="url(#cloth)">${tail(184, 1.04)}${tail(776, 0.94)}${times(4, (i) => loop(3 - i))}</g>${peg(178)}${peg(782)}`;
};

/** Folded in three, the decorated end to us, one corner turned back. */
export const foldedShawl = (page, o) => {
  const [w, h] = [640, 800];
  const d = `M10 0H${w - 10}Q${w} 0 ${w} 12V${h}H0V12Q0 0 10 0Z`;
  const end = border(page, {
    y: h - 300,
    w,
    h: 270,
    field: o.edge,
    metal: o.metal,
    motif: o.motif,
    motifSize: 1.42,
    tile: 104,
  });
  const upper = border(page, {
    y: h - 372,
    w,
    h: 58,
    field: o.edge,
    metal: o.metal,
    motif: o.small,
    motifSize: 0.4,
  });
  const face = `${rect([0, 0, w, h], o.colour)}${rect([0, 0, w, h - 372], fill(page, o))}${end}${upper}`;
  const fold =
    crease(`M0 236Q320 228 ${w} 240`, { width: 14, depth: 0.32 }) +
    crease('M210 0C216 200 200 520 212 800', { width: 22, depth: 0.24, glow: 0.2, blur: 'blur14' }) +
    crease('M436 0C430 260 446 560 434 800', { width: 22, depth: 0.24, glow: 0.2, blur: 'blur14' });
  const under = [3, 2, 1]
    .map((i) => at(i * 8, -i * 7, path(d, dark(o.colour, 0.12 * i), 'filter="url(#lift)"')))
    .join('');
  const threads = fringe({
    x: 4,
    y: h,
    w: w - 8,
    length: 64,
    colour: o.fringe ?? o.edge,
    step: 11,
    tassel: true,
  });
  return put(
    { x: 160, y: 220, turn: o.tilt ?? 3 },
    `<g filter="url(#${o.weave ?? 'cloth'})">${threads}${under}${inside(page, d, `${face}${fold}${path(d, slope(page, 0.34))}`)}</g>`,
  );
};

/** Over a rod, both ends level; bands woven across. `bands` are [y, height, colour or motif row]. */
export const hungShawl = (page, o) => {
  const [x, w, h] = [190, 580, 900];
  const d = `M${x} 150C${x - 8} 400 ${x + 8} 700 ${x - 2} ${150 + h}Q${x + w / 2} ${172 + h} ${x + w + 2} ${150 + h}C${x + w - 8} 700 ${x + w + 8} 400 ${x + w} 150Z`;
  const row = ({ y, height, colour, motif, tile = 92, size = 0.8 }) =>
    `${rect([x - 20, y, w + 40, height], colour)}${motif ? rect([x - 20, y, w + 40, height], repeat(page, { w: tile, h: height / size, body: motif, size, x: x - 20, y })) : ''}`;
  const folds = [0.14, 0.36, 0.6, 0.84]
    .map((t) =>
      crease(
        `M${x + w * t} 150C${x + w * t + 14} 480 ${x + w * t - 12} 800 ${x + w * (t + 0.01)} ${160 + h}`,
        { width: 26, depth: 0.4, glow: 0.16, blur: 'blur14' },
      ),
    )
    .join('');
  const threads = fringe({ x, y: 152 + h, w, length: 70, colour: o.fringe, step: 12, tassel: true });
  const top = linear(
    page,
    [0, 0, 0, 1],
    [
      [0, '#fff6e0', 0.4],
      [0.5, '#fff6e0', 0.04],
      [1, '#12061a', 0.4],
    ],
  );
  return `${rod(page)}<g filter="url(#coarse)">${threads}${inside(page, d, `${rect([x - 30, 140, w + 60, h + 60], o.colour)}${o.bands.map(row).join('')}${folds}${path(d, slope(page, 0.3))}`)}</g><rect x="${x - 3}" y="140" width="${w + 6}" height="44" rx="10" fill="${top}"/>`;
};

/** Sheets folded on a table, tied with a cord, and the pillow covers on top. */
export const sheetStack = (page, o) => {
  const print = fill(page, o);
  const slab = ({ x, y, w, h, lip }) => {
    const front = `M${x + 26} ${y}H${x + w - 8}Q${x + w} ${y} ${x + w} ${y + 8}V${y + h - 8}Q${x + w} ${y + h} ${x + w - 8} ${y + h}H${x + 26}C${x - 14} ${y + h} ${x - 14} ${y} ${x + 26} ${y}Z`;
    const shade = linear(
      page,
      [0, 0, 0, 1],
      [
        [0, '#fff6e0', 0.42],
        [0.22, '#fff6e0', 0],
        [0.6, '#12061a', 0.08],
        [1, '#12061a', 0.5],
      ],
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
        linear(
          page,
          [0, 0, 1, 0],
          [
            [0, '#12061a', 0.3],
            [0.1, '#fff6e0', 0.14],
            [0.7, '#12061a', 0],
            [1, '#12061a', 0.3],
          ],
        ),
      )}`,
    )}</g>`;
  };
  const top = 'M262 420L690 420Q700 420 708 430L770 512H196L250 428Q254 420 262 420Z';
  const lid = inside(
    page,
    top,
    `${path(top, light(o.colour, 0.06))}<g transform="translate(0 210) scale(1 .5)">${path(box(100, 200, 800, 800), print)}</g>${path(
      top,
      linear(
        page,
        [0, 0, 1, 1],
        [
          [0, '#fff6e0', 0.34],
          [1, '#12061a', 0.12],
        ],
      ),
    )}`,
  );
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

/** Cloth from edge to edge, with the carved block that printed it. */
export const printedCloth = (page, o) => {
  const face = `${rect([-60, -60, 1080, 1400], o.colour)}<g filter="url(#print)">${rect([-60, -60, 1080, 1400], fill(page, o))}${border(page, { x: -60, y: 1010, w: 1080, h: 190, field: o.edge, metal: 'none', motif: o.motif, motifSize: 1.3, tile: 110 })}</g>`;
  const folds =
    crease('M-60 330Q420 240 1020 380', { width: 40, depth: 0.3, glow: 0.22, blur: 'blur34' }) +
    crease('M300-60Q250 600 380 1340', { width: 44, depth: 0.3, glow: 0.2, blur: 'blur34' });
  return `<g filter="url(#cloth)">${face}${folds}</g>`;
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
