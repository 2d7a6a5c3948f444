/** Jewellery: metal is drawn light to dark, every grain with its own glint. */
import { lotus, rosette } from './motifs.mjs';
import { ground } from './scene.mjs';
import { dark, dot, inside, light, linear, path, put, radial, ring, stroke, times } from './svg.mjs';

const METALS = {
  gold: {
    shine: '#fff3c0',
    mid: '#e3ac3a',
    deep: '#8a5710',
    ink: '#5c3808',
    stone: '#b0122a',
    pearl: '#fff6e8',
  },
  oxidised: {
    shine: '#f2f3f6',
    mid: '#a7abb5',
    deep: '#4d505c',
    ink: '#23252e',
    stone: '#12808a',
    pearl: '#d5d8de',
  },
};
const ball = (page, colour) => {
  const fill = radial(
    page,
    [0.34, 0.3, 0.75],
    `0 #ffffff | 0.25 ${light(colour, 0.35)} | 0.65 ${colour} | 1 ${dark(colour, 0.6)}`,
  );
  return (x, y, r) => dot(x.toFixed(1), y.toFixed(1), r, fill);
};

const jhumka = (page, m) => {
  const bead = ball(page, m.mid);
  const pearl = ball(page, m.pearl);
  const gem = ball(page, m.stone);
  const metal = linear(
    page,
    [0, 0, 1, 0],
    `0 ${m.deep} | 0.26 ${m.shine} | 0.42 ${m.mid} | 0.8 ${m.deep} | 1 ${m.mid}`,
  );
  const stud = `<g filter="url(#lift)">${ring(12, 74, path('M0 26C-20 8-18-16 0-28C18-16 20 8 0 26Z', metal))}${dot(0, 0, 66, metal)}${ring(16, 56, `<g>${bead(0, 0, 8)}</g>`)}${ring(8, 30, `<g>${gem(0, 0, 11)}</g>`)}${gem(0, 0, 18)}</g>`;
  const link = `${stroke('M0 96V138', m.deep, 'stroke-width="12"')}${bead(0, 118, 17)}${pearl(0, 146, 15)}`;
  const dome =
    'M-30 166C-44 182-34 196-60 206C-120 232-150 300-156 372Q0 424 156 372C150 300 120 232 60 206C34 196 44 182 30 166Q0 156-30 166Z';
  const arc = (y, r, dip, n, draw) =>
    times(n, (i) => {
      const a = ((i + 0.5) / n - 0.5) * Math.PI;
      return draw(Math.sin(a) * r, y + Math.cos(a) * dip, 0.35 + 0.65 * Math.cos(a));
    });
  const leaves = arc(
    292,
    118,
    22,
    9,
    (x, y, k) =>
      `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${k.toFixed(2)} 1)">${path('M0-52C-24-20-24 22 0 46C24 22 24-20 0-52Z', m.ink, 'opacity=".5"')}${path('M0-40C-17-14-17 18 0 38C17 18 17-14 0-40Z', metal)}${gem(0, 8, 9)}</g>`,
  );
  const rows = [
    [214, 66, 10, 15, 5.5],
    [232, 92, 13, 19, 6],
    [350, 150, 30, 27, 7],
    [366, 154, 34, 27, 6],
  ]
    .map(([y, r, dip, n, s]) => arc(y, r, dip, n, (x, py) => bead(x, py, s)))
    .join('');
  const shade = linear(page, [0, 0, 1, 0], `0 ${m.ink} 0.5 | 0.3 #fff 0.28 | 0.5 #fff 0 | 1 ${m.ink} 0.6`);
  const drops = arc(
    374,
    150,
    38,
    13,
    (x, y) =>
      stroke(`M${x.toFixed(1)} ${y.toFixed(1)}v22`, m.deep, 'stroke-width="4"') +
      pearl(x, y + 34, 13) +
      bead(x, y + 52, 5),
  );
  return `${stud}${link}<g filter="url(#lift)">${drops}${inside(page, dome, path(dome, metal) + leaves + rows + path(dome, shade))}</g>`;
};
export const jhumkas = (page, { metal }) => {
  const m = METALS[metal];
  return `<g filter="url(#drop)">${put({ x: 262, y: 300, size: 1.17 }, jhumka(page, m))}${put({ x: 698, y: 420, size: 1.17 }, jhumka(page, m))}</g>`;
};

export const necklace = (page) => {
  const m = METALS.oxidised;
  const metal = linear(page, [0, 0, 1, 1], `0 ${m.shine} | 0.4 ${m.mid} | 1 ${m.deep}`);
  const [bead, gem, red] = [ball(page, m.mid), ball(page, m.stone), ball(page, '#b0122a')];
  const on = (t) => [480 + Math.cos(t) * 330, 430 + Math.sin(t) * 330];
  const along = (n, from, to, draw) =>
    times(n, (i) => {
      const t = from + ((to - from) * (i + 0.5)) / n;
      const [x, y] = on(t);
      return put({ x, y, turn: (t * 180) / Math.PI - 90 }, draw(i));
    });
  const cord =
    stroke(
      'M186 300C90 130 250 20 440 74M774 300C870 130 710 20 520 74',
      '#7c1230',
      'stroke-width="13" stroke-linecap="round"',
    ) +
    stroke(
      'M186 300C90 130 250 20 440 74M774 300C870 130 710 20 520 74',
      '#d8607c',
      'stroke-width="4" stroke-dasharray="7 8"',
    );
  const plate = (i) =>
    `${path('M-44-66H44L52 26Q0 74-52 26Z', metal)}${stroke('M-36-56H36L42 20Q0 56-42 20Z', m.ink, 'stroke-width="4" opacity=".7"')}${put({ y: -14, size: 0.5 }, rosette([m.ink, m.shine, m.mid]))}${i % 2 ? red(0, 32, 12) : gem(0, 32, 12)}${times(3, (k) => stroke(`M${-26 + k * 26} 46v20`, m.deep, 'stroke-width="4"') + bead(-26 + k * 26, 74, 12))}`;
  const row = along(11, -0.42, Math.PI + 0.42, plate);
  const moon = `<g transform="translate(480 850)">${path('M-190-60C-170 90-80 150 0 150C80 150 170 90 190-60C140 20 70 44 0 44C-70 44-140 20-190-60Z', metal)}${stroke('M-168-20C-140 84-70 130 0 130C70 130 140 84 168-20', m.ink, 'stroke-width="5" opacity=".7"')}${put({ y: 92, size: 0.8 }, lotus([m.ink, m.shine, m.mid]))}${[-118, -74, 74, 118].map((x, i) => (i % 2 ? red : gem)(x, 92 - Math.abs(x) * 0.36, 13)).join('')}${times(
    11,
    (i) => {
      const a = Math.PI * (0.08 + (i / 10) * 0.84);
      const [x, y] = [-Math.cos(a) * 176, Math.sin(a) * 142 + 10];
      return (
        stroke(`M${x.toFixed(0)} ${y.toFixed(0)}v26`, m.deep, 'stroke-width="4"') +
        bead(x, y + 38, 14) +
        stroke(`M${(x - 7).toFixed(0)} ${(y + 42).toFixed(0)}h14`, m.ink, 'stroke-width="3"')
      );
    },
  )}</g>`;
  return `<g filter="url(#drop)">${cord}${row}${moon}</g>`;
};

const RING = 0.2;
const bangle = (page, { x, y, r, w, colour, kind }) => {
  const glass = linear(
    page,
    [0, 0, 1, 0],
    `0 ${dark(colour, 0.55)} | 0.14 ${colour} | 0.26 ${light(colour, 0.75)} | 0.34 ${light(colour, 0.15)} | 0.7 ${colour} | 1 ${dark(colour, 0.6)}`,
  );
  const half = (sweep, dy = 0) => `M${x - r} ${y + dy}A${r} ${r * RING} 0 0 ${sweep} ${x + r} ${y + dy}`;
  const round =
    stroke(half(0, w * 0.3), dark(colour, 0.6), `stroke-width="${w * 0.34}" opacity=".6"`) +
    stroke(half(0, -w * 0.2), '#fff', `stroke-width="${w * 0.12}" opacity=".55"`);
  const grains =
    kind === 'glitter' ? stroke(half(0), '#fff3c0', `stroke-width="${w * 0.4}" stroke-dasharray="5 9"`) : '';
  const stone = (a) =>
    put(
      { x: x - Math.cos(a) * r, y: y + Math.sin(a) * r * RING, size: w / 110 },
      rosette(['#b0122a', '#fff3c0', '#17868f']),
    );
  const stones = kind === 'kada' ? times(15, (i) => stone(Math.PI * ((i + 0.5) / 15))) : '';
  return `${stroke(half(1), dark(colour, 0.45), `stroke-width="${w * 0.8}"`)}${stroke(half(0), glass, `stroke-width="${w * 0.9}"`)}${round}${grains}${stones}`;
};
export const bangles = (page) => {
  const [red, gold] = ['#c0122f', '#e3ac3a'];
  const order = [
    'kada',
    ...Array(7).fill('red'),
    'glitter',
    'red',
    'red',
    'glitter',
    ...Array(3).fill('red'),
    'glitter',
    'red',
    'red',
    'glitter',
    ...Array(4).fill('red'),
    'kada',
  ];
  const heights = { kada: 46, glitter: 24, red: 24 };
  const one = (kind, y, i) =>
    bangle(page, {
      x: 440 + ((i * 7) % 5) * 3 - 6,
      y: y - heights[kind] / 2,
      r: 258 + ((i * 5) % 3) * 3,
      w: heights[kind],
      colour: kind === 'red' ? red : gold,
      kind,
    });
  const pile = order.reduce((s, kind, i) => ({ y: s.y - heights[kind], out: s.out + one(kind, s.y, i) }), {
    y: 1024,
    out: '',
  });
  const tilted = `<g transform="translate(742 930) rotate(64)">${[0, 1, 2].map((i) => bangle(page, { x: 0, y: i * 24, r: 150, w: 22, colour: i === 1 ? gold : '#1d7a3e', kind: i === 1 ? 'glitter' : 'plain' })).join('')}</g>`;
  return `${ground(450, 1080, 380)}<g filter="url(#lift)">${pile.out}</g><ellipse cx="800" cy="1070" rx="120" ry="16" fill="#1a0b16" opacity=".4" filter="url(#blur6)"/><g filter="url(#drop)">${tilted}</g>`;
};
