/** Pottery, brass and turned wood, standing on a table. */
import { lotus, rosette } from './motifs.mjs';
import { ground, leaf } from './scene.mjs';
import { at, dark, dot, light, linear, path, put, random, stroke, times } from './svg.mjs';
import { flame, handle, turned, vessel } from './vessels.mjs';

export const bluePotteryVase = (page) => {
  const profile = [
    [96, 0],
    [74, 40],
    [62, 110],
    [84, 180],
    [170, 260],
    [222, 370],
    [214, 480],
    [160, 590],
    [104, 650],
    [112, 680],
  ];
  const [cobalt, copper, white] = ['#1f3f9e', '#1d9aa0', '#fdfaf0'];
  const spray = lotus([cobalt, copper, '#8fd0d6']);
  const hoops = [
    { y: 26, h: 10, colour: cobalt },
    { y: 44, h: 5, colour: copper },
    { y: 150, h: 8, colour: cobalt },
    { y: 166, h: 22, colour: copper },
    { y: 196, h: 8, colour: cobalt },
    { y: 520, h: 8, colour: cobalt },
    { y: 538, h: 30, colour: copper },
    { y: 578, h: 8, colour: cobalt },
    { y: 640, h: 12, colour: cobalt },
  ];
  const rows = [
    { y: 96, n: 7, size: 0.42, motif: rosette([cobalt, white, copper]) },
    { y: 350, n: 5, size: 1.36, motif: spray },
    { y: 262, n: 6, size: 0.5, motif: rosette([copper, white, cobalt], 6), phase: 0.5 },
    { y: 462, n: 6, size: 0.56, motif: rosette([cobalt, white, '#f7b63c']), phase: 0.5 },
    { y: 552, n: 13, size: 0.12, motif: dot(0, 0, 46, white) },
  ];
  const stems = [
    [-30, -20, 1.7],
    [24, 14, 1.9],
    [0, -4, 2.2],
  ]
    .map(([x, t, s]) => leaf({ x: 480 + x, y: 420, turn: t, size: s, colour: '#4b7f4a' }))
    .join('');
  const white0 = vessel(page, { x: 480, y: 400, profile, colour: white, hoops, rows, gloss: 0.75 });
  return `${ground(480, 1082, 260)}${stems}<g filter="url(#lift)">${white0}</g>`;
};

const kulhad = (page, x, y, size, shade) => {
  const profile = [
    [118, 0],
    [112, 26],
    [98, 90],
    [84, 160],
    [70, 214],
    [66, 236],
  ];
  const clay = light('#b5532c', shade);
  const hoops = [
    { y: 34, h: 4, colour: dark(clay, 0.35) },
    { y: 46, h: 3, colour: light(clay, 0.25) },
    { y: 120, h: 3, colour: dark(clay, 0.3) },
    { y: 128, h: 3, colour: dark(clay, 0.2) },
    { y: 136, h: 3, colour: dark(clay, 0.3) },
    { y: 212, h: 6, colour: dark(clay, 0.3) },
  ];
  return `${ground(x, y + 244 * size, 140 * size)}<g filter="url(#coarse)">${vessel(page, { x, y, size, profile, colour: clay, hoops, gloss: 0.24 })}</g>`;
};
export const kulhads = (page) => {
  const chai = `<ellipse cx="338" cy="868" rx="108" ry="12" fill="#b9793f"/><ellipse cx="312" cy="866" rx="46" ry="4" fill="#e2b27c" opacity=".8"/>`;
  const steam = [
    [-22, 0],
    [10, 26],
    [34, -8],
  ]
    .map(([x, y]) =>
      stroke(
        `M${330 + x} ${820 + y}c-30-40 30-70 0-110s24-66 0-96`,
        '#fff',
        'stroke-width="12" stroke-linecap="round" opacity=".34" filter="url(#blur6)"',
      ),
    )
    .join('');
  const back =
    kulhad(page, 262, 742, 1.0, 0.02) + kulhad(page, 698, 742, 1.0, 0.06) + kulhad(page, 480, 760, 1.04, 0.1);
  const stacked = kulhad(page, 480, 530, 1.0, 0.04);
  const front = kulhad(page, 338, 866, 1.14, 0.12) + kulhad(page, 634, 880, 1.14, 0.07);
  return `${back}${stacked}${front}${chai}${steam}`;
};

export const mug = (page, { top, base, x = 440, y = 500, size = 1.66 }) => {
  const profile = [
    [150, 0],
    [150, 60],
    [152, 150],
    [150, 240],
    [136, 290],
    [118, 306],
  ];
  const r = random(12);
  const runs = times(17, (i) => {
    const px = -170 + i * 21;
    return `<path d="M${px} -30h30V${(110 + r(0, 70)).toFixed(0)}a15 18 0 0 1-30 0Z" fill="${light(top, r(0, 0.16))}"/>`;
  });
  const specks = times(90, () =>
    dot(r(-150, 150).toFixed(0), r(10, 300).toFixed(0), r(1, 3).toFixed(1), dark(base, 0.5)),
  );
  const paint = `${runs}${path('M-200-40H200V118Q0 150-200 118Z', top)}<g opacity=".55">${specks}</g>`;
  const shade = linear(page, [0, 0, 0, 1], `0.3 ${dark(top, 0.1)} 0 | 1 ${light(base, 0.5)} 0.6`);
  const body = vessel(page, {
    profile,
    colour: base,
    paint: paint + path('M-200 90H200V180H-200Z', shade, 'opacity=".5"'),
    gloss: 0.7,
    rim: top,
    hollow: dark(top, 0.55),
  });
  return `${ground(x, y + 312 * size, 190 * size)}${put({ x, y, size }, `${handle(page, { x: 128, y: 62, colour: dark(top, 0.12), w: 118, h: 170, thick: 34 })}<g filter="url(#lift)">${body}</g>`)}`;
};

const BRASS = '#d9a038';
export const brassLamp = (page) => {
  const part = (y, r, h, bulge) => turned(page, { y, r, h, colour: BRASS, bulge, gloss: 0.9 });
  const base = vessel(page, {
    y: 690,
    profile: [
      [40, 0],
      [60, 30],
      [120, 54],
      [190, 84],
      [206, 116],
    ],
    colour: BRASS,
    gloss: 0.85,
    hollow: 'none',
    hoops: [
      { y: 60, h: 5, colour: '#8a5a10' },
      { y: 92, h: 6, colour: '#8a5a10' },
    ],
  });
  const stem = [
    [660, 54, 36, 0.5],
    [624, 34, 40, 0.2],
    [584, 58, 30, 0.5],
    [548, 32, 46, 0.15],
    [506, 46, 26, 0.5],
    [470, 28, 50, 0.15],
    [430, 50, 24, 0.5],
    [400, 34, 36, 0.2],
  ]
    .map((p) => part(...p))
    .join('');
  const bowl = vessel(page, {
    y: 312,
    profile: [
      [196, 0],
      [188, 16],
      [140, 46],
      [70, 72],
      [40, 80],
    ],
    colour: BRASS,
    gloss: 0.9,
    hollow: '#6b4510',
    hoops: [{ y: 8, h: 4, colour: '#8a5a10' }],
  });
  const upper = [
    [296, 30, 44, 0.2],
    [258, 44, 24, 0.5],
    [228, 24, 40, 0.2],
    [196, 36, 22, 0.5],
  ]
    .map((p) => part(...p))
    .join('');
  const swan = `${path(
    'M-44 186C-70 150-50 118-16 128C-4 96-14 72 6 52C26 36 46 50 42 66L58 74L40 80C34 104 48 128 44 154C42 176 22 188 0 188Z',
    linear(page, [0, 0, 1, 1], `0 #fff0b8 | 0.4 ${BRASS} | 1 #7a4d0e`),
  )}${dot(30, 62, 4, '#3a1c0a')}${stroke('M-34 168Q-10 140 20 158M-26 178Q0 156 30 170', '#8a5a10', 'stroke-width="3"')}`;
  const wicks = [
    [-168, 318],
    [-92, 334],
    [0, 340],
    [92, 334],
    [168, 318],
  ]
    .map(([x, y]) => flame(x, y, 0.86))
    .join('');
  return `${ground(480, 1090, 300)}${put({ x: 480, y: 190, size: 1.1 }, `<g filter="url(#lift)">${base}${stem}${bowl}${upper}${swan}</g>${wicks}`)}`;
};

const LAC = ['#d8342a', '#f08a12', '#f6c21c', '#4c9a3c', '#17868f', '#4a4aa8', '#b0186a'];
export const stacker = (page) => {
  const rings = LAC.map((c, i) =>
    turned(page, { y: 900 - i * 84, r: 232 - i * 24, h: 80, colour: c, gloss: 0.8, bulge: 0.42 }),
  ).join('');
  const foot = turned(page, { y: 968, r: 250, h: 50, colour: '#d9a868', gloss: 0.4, bulge: 0.2 });
  const top = `${vessel(page, {
    y: 252,
    profile: [
      [30, 0],
      [58, 30],
      [66, 70],
      [50, 104],
    ],
    colour: '#f6c21c',
    gloss: 0.8,
    hollow: 'none',
  })}<circle cy="246" r="36" fill="${page.def((id) => `<radialGradient id="${id}" cx=".35" cy=".3" r=".8"><stop offset="0" stop-color="#ff9d8a"/><stop offset=".4" stop-color="#d8342a"/><stop offset="1" stop-color="#6d0f14"/></radialGradient>`)}"/>`;
  const loose = `${ground(772, 1092, 110)}${at(772, 0, turned(page, { y: 1060, r: 92, h: 62, colour: '#17868f', gloss: 0.8, bulge: 0.42 }))}<ellipse cx="772" cy="1030" rx="34" ry="9" fill="#0a3c40"/>`;
  return `${ground(460, 1000, 330)}<g filter="url(#lift)">${at(460, 0, foot + rings + top)}</g><g filter="url(#lift)">${loose}</g>`;
};
