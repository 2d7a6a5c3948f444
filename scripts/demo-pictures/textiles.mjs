/** Dupattas and shawls. */
import { border, fringe, ridge, slope, zari } from './cloth.mjs';
import { rod } from './sarees.mjs';
import { at, box, crease, dark, dot, inside, linear, path, put, rect, repeat, times } from './svg.mjs';

export const clothFill = (page, o, turn = 0) =>
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
    const face = `${rect([x - 320, 160, 640, 1100], o.colour)}${path(box(x - 320, 160, 640, 1100), clothFill(page, o, t * -14))}${edge}`;
    return `<g filter="url(#lift)">${inside(page, d, `${face}${path(d, ridge(page, 0.5))}`)}</g>`;
  };
  const order = [0, 8, 1, 7, 2, 6, 3, 5, 4];
  const brass = linear(page, [0, 0, 1, 1], '0 #fff0b8 | 0.5 #d69b2e | 1 #7a4d0e');
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
    const [up, down] = [340 + i * 104, 470 + i * 118];
    const d = `M176 190Q480 ${up + 330} 784 190L790 214Q480 ${down + 400} 170 214Z`;
    const shade = linear(
      page,
      [0, 0, 0, 1],
      '0.3 #12061a 0.34 | 0.62 #fff6e0 0.34 | 0.8 #fff6e0 0 | 1 #12061a 0.42',
    );
    return `<g filter="url(#lift)">${inside(page, d, `${rect([100, 100, 760, 1100], stripe(22 + i * 4))}${path(d, shade)}`)}</g>`;
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
      '0 #e3b27c | 1 #6b3d1c',
    )}"/>${dot(x - 8, 182, 9, '#f6dcb8')}</g>`;
  return `<g filter="url(#cloth)">${tail(184, 1.04)}${tail(776, 0.94)}${times(5, (i) => loop(4 - i))}</g>${peg(178)}${peg(782)}`;
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
    tile: w / 4 / 1.42,
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
  const face = `${rect([0, 0, w, h], o.colour)}${rect([0, 0, w, h - 372], clothFill(page, o))}${end}${upper}`;
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
  const top = linear(page, [0, 0, 0, 1], '0 #fff6e0 0.4 | 0.5 #fff6e0 0.04 | 1 #12061a 0.4');
  return `${rod(page)}<g filter="url(#coarse)">${threads}${inside(page, d, `${rect([x - 30, 140, w + 60, h + 60], o.colour)}${o.bands.map(row).join('')}${folds}${path(d, slope(page, 0.3))}`)}</g><rect x="${x - 3}" y="140" width="${w + 6}" height="44" rx="10" fill="${top}"/>`;
};
