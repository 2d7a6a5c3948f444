/** Bags and puppets. */
import { border, slope, tassels, zari } from './cloth.mjs';
import { buti, lotus, rosette, star } from './motifs.mjs';
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

export const potli = (page, { colour }) => {
  const thread = zari(page);
  const d =
    'M-92-180C-130-120-250-30-268 150C-280 300-180 372 0 374C180 372 280 300 268 150C250-30 130-120 92-180Z';
  const frill = `M-92-180C-150-240-190-290-206-352C-150-330-120-366-76-346C-40-372 10-346 40-364C90-340 130-368 206-350C190-290 150-240 92-180Z`;
  const gathers = times(13, (i) => {
    const k = (i - 6) / 6;
    return crease(`M${k * 84}-176C${k * 140}-100 ${k * 220}-10 ${k * 236} ${150 - Math.abs(k) * 40}`, {
      width: 11,
      depth: 0.36,
      glow: 0.22,
    });
  });
  const motifs = repeat(page, {
    w: 150,
    h: 150,
    body: buti(['#f3cd6a', '#c98b22', '#fff2c4']),
    half: true,
    size: 0.86,
    x: -64,
    y: 20,
  });
  const base = at(
    -320,
    236,
    border(page, {
      w: 640,
      h: 110,
      field: dark(colour, 0.3),
      motif: lotus(['#f3cd6a', dark(colour, 0.3), '#fff2c4']),
      motifSize: 0.8,
    }),
  );
  const orb = page.def(
    (id) =>
      `<radialGradient id="${id}" cx=".32" cy=".34" r=".8"><stop offset="0" stop-color="#fff6e0" stop-opacity=".42"/><stop offset=".4" stop-color="#fff6e0" stop-opacity="0"/><stop offset="1" stop-color="#12061a" stop-opacity=".62"/></radialGradient>`,
  );
  const pearls = times(31, (i) => {
    const t = i / 30;
    const [x, y] = [-86 + 172 * t, -190 - Math.sin(t * Math.PI) * 300];
    return `<g filter="url(#lift)">${dot(x.toFixed(0), y.toFixed(0), i % 5 ? 13 : 18, i % 5 ? '#fff3e0' : '#e3ac3a')}${dot((x - 4).toFixed(0), (y - 4).toFixed(0), 4, '#fff')}</g>`;
  });
  const top = inside(
    page,
    frill,
    `${path(frill, light(colour, 0.06))}${times(9, (i) => crease(`M${(i - 4) * 20}-180L${(i - 4) * 46}-370`, { width: 12, depth: 0.4, glow: 0.24 }))}${stroke('M-206-346C-150-324-120-360-76-340C-40-366 10-340 40-358C90-334 130-362 206-344', thread, 'stroke-width="22"')}`,
  );
  const tie = `${path('M-98-196Q0-170 98-196L94-164Q0-138-94-164Z', thread)}${stroke('M-60-170C-150-130-200-60-214 20M60-170C150-120 190-60 196 40', '#e3ac3a', 'stroke-width="8"')}${tassels({ x: -264, y: 14, w: 100, n: 1, colour: '#f7a823', size: 1.7 })}${tassels({ x: 146, y: 34, w: 100, n: 1, colour: '#f7a823', size: 1.7 })}`;
  return put(
    { x: 480, y: 740, size: 1.14 },
    `${pearls}<g filter="url(#cloth)">${top}${inside(page, d, `${path(d, colour)}${path(d, motifs)}${base}${gathers}${path(d, orb)}`)}</g><g filter="url(#lift)">${tie}</g>`,
  );
};

export const jhola = (page, o) => {
  const d = 'M-300-250Q0-236 300-250L318 380Q0 404-318 380Z';
  const [ink, red, blue] = ['#3a2418', '#a8362a', '#2c4a7c'];
  const branch = (x, y, bend, tip) =>
    stroke(`M${x} ${y}Q${bend} ${tip[0]} ${tip[1]}`, ink, 'stroke-width="9" stroke-linecap="round"');
  const tips = [
    [-190, -60],
    [-120, -140],
    [-30, -176],
    [60, -168],
    [140, -120],
    [196, -40],
    [-150, 30],
    [150, 40],
    [-70, -60],
    [80, -50],
    [0, -90],
  ];
  const crown = tips
    .map(
      ([x, y], i) =>
        `${branch(0, 150, `${x * 0.2} ${y * 0.2 + 40}`, ['', `${x} ${y + 20}`])}${put({ x, y, size: 0.74, turn: x * 0.16 }, i % 3 === 0 ? lotus([red, '#e0a83c', '#f3e2bc']) : rosette([i % 2 ? blue : red, '#e0a83c', ink], 6))}`,
    )
    .join('');
  const leaves = times(26, (i) =>
    put(
      {
        x: Math.cos(i * 2.4) * (60 + i * 6.4),
        y: -30 + Math.sin(i * 2.4) * (40 + i * 4),
        turn: i * 137,
        size: 0.8,
      },
      path('M0 0C10-4 20-14 22-28C8-26-2-14 0 0Z', i % 2 ? '#5a7a3c' : '#3f6a52'),
    ),
  );
  const trunk =
    path('M-26 300C-8 240-14 180-10 120L12 120C14 190 10 240 30 300Z', ink) +
    [
      [-130, 268, 1],
      [130, 268, -1],
    ]
      .map(
        ([x, y, s]) =>
          `<g transform="translate(${x} ${y}) scale(${s * 0.62} .62)">${path('M-90 30C-60-30 10-30 30-70C46-92 70-80 66-60L90-50L66-44C70 0 40 36-10 40Z', blue)}${dot(54, -64, 5, '#fff')}${path('M-90 30C-150 20-170-30-160-70C-130-40-100-20-70-8Z', red)}</g>`,
      )
      .join('');
  const frame =
    stroke('M-250-190H250V330H-250Z', red, 'stroke-width="8"') +
    stroke('M-232-172H232V312H-232Z', ink, 'stroke-width="3" stroke-dasharray="12 7"');
  const strap = (k) => {
    const way = `M${-196 + k}-240C${-190 + k}-680 ${190 - k}-680 ${196 - k}-240`;
    const cloth = stroke(way, dark(o.colour, 0.12 + k / 120), 'stroke-width="52"');
    return `<g filter="url(#lift)">${cloth}${stroke(way, red, 'stroke-width="20"')}${stroke(way, dark(o.colour, 0.1), 'stroke-width="12"')}</g>`;
  };
  return put(
    { x: 480, y: 760, size: 1.06 },
    `<g filter="url(#coarse)">${strap(26)}${inside(page, d, `${path(d, o.colour)}<g filter="url(#hand)">${frame}${trunk}${leaves}${crown}</g>${rect([-330, -256, 660, 40], red)}${stroke('M-330-212H330', '#f3e2bc', 'stroke-width="3" stroke-dasharray="9 7"')}${path(d, slope(page, 0.36))}${crease('M-200 390Q-160 200-230 60', { width: 30, depth: 0.2, glow: 0.16, blur: 'blur14' })}`)}${strap(0)}</g>`,
  );
};

const puppet = (page, o) => {
  const thread = zari(page);
  const skirt = 'M-60 20C-90 160-170 330-196 470Q0 530 196 470C170 330 90 160 60 20Z';
  const pattern = repeat(page, { w: 100, body: o.motif, half: true, size: 0.66 });
  const arm = (s) =>
    `<g transform="scale(${s} 1)">${path('M56 20C110 60 150 110 176 176L136 200C106 140 80 110 48 90Z', o.top)}${path('M136 200L176 176L182 194L144 214Z', thread)}${dot(168, 212, 22, o.skin)}</g>`;
  const folds = [-90, -30, 40, 100]
    .map((k) =>
      crease(`M${k * 0.4} 40C${k * 0.7} 200 ${k} 340 ${k * 1.3} 490`, {
        width: 22,
        depth: 0.32,
        glow: 0.24,
        blur: 'blur14',
      }),
    )
    .join('');
  const dress = inside(
    page,
    skirt,
    `${path(skirt, o.colour)}${path(skirt, pattern)}${at(-240, 386, border(page, { w: 480, h: 60, field: o.trim }))}${rect([-240, 446, 480, 80], thread)}${folds}${path(skirt, slope(page, 0.36))}`,
  );
  const face = `${rect([-24, -20, 48, 52], dark(o.skin, 0.22))}<ellipse cx="0" cy="-78" rx="66" ry="84" fill="${linear(
    page,
    [0, 0, 1, 0.4],
    `0 ${light(o.skin, 0.3)} | 1 ${dark(o.skin, 0.3)}`,
  )}"/>${[-1, 1].map((s) => `<g transform="scale(${s} 1)">${path('M8-92Q30-116 54-92Q30-78 8-92Z', '#fff')}${dot(30, -95, 9, '#17152e')}${stroke('M4-116Q30-134 56-112', '#17152e', 'stroke-width="6" stroke-linecap="round"')}</g>`).join('')}${stroke('M0-88L-8-56H6', dark(o.skin, 0.4), 'stroke-width="4"')}${path('M-20-34Q0-44 20-34Q0-18-20-34Z', '#b0122a')}${o.face}`;
  const vest = `${path('M-62 14Q0 40 62 14L70 120Q0 150-70 120Z', o.top)}${stroke('M-60 18Q0 60 60 18M-68 116Q0 146 68 116', thread, 'stroke-width="12"')}${times(5, (i) => dot(-32 + i * 16, 54 + (2 - Math.abs(i - 2)) * 9, 6, '#fff3c0'))}`;
  const strings = stroke(
    'M0-190V-420M160 204C180 0 120-260 0-420M-160 204C-180 0-120-260 0-420',
    '#4a3524',
    'stroke-width="3" opacity=".75"',
  );
  return `${strings}<g filter="url(#cloth)">${arm(1)}${arm(-1)}${dress}${vest}</g><g filter="url(#lift)">${o.behind ?? ''}${face}${o.crown(thread)}</g>`;
};
export const puppets = (page) => {
  const raja = {
    colour: '#c8372c',
    top: '#1f6f68',
    trim: '#17152e',
    skin: '#d99a5e',
    motif: rosette(['#f3cd6a', '#fff2c4', '#c8372c']),
    face: path('M-44-44C-30-62-8-58 0-48C8-58 30-62 44-44C30-46 12-42 0-40C-12-42-30-46-44-44Z', '#17152e'),
    crown: (t) =>
      `${path('M-80-118C-96-190-30-214 0-206C50-216 100-180 78-118Q0-150-80-118Z', '#f7a823')}${stroke('M-76-126C-30-190 40-200 74-150M-60-130C-20-170 30-176 66-130', '#c8372c', 'stroke-width="9"')}${path('M-8-150L8-150L4-230Q20-270-2-290Q-20-262-4-230Z', t)}${dot(0, -150, 15, '#17868f')}`,
  };
  const rani = {
    colour: '#b0186a',
    top: '#f2a91f',
    trim: '#3b2a86',
    skin: '#e0a770',
    motif: star(['#f3cd6a', '#b0186a', '#fff2c4']),
    face: dot(0, -122, 8, '#b0122a') + stroke('M26-52a12 12 0 1 0 1 1', '#e3ac3a', 'stroke-width="4"'),
    behind: path(
      'M-96 60C-120-80-90-186 0-190C90-186 120-80 96 60C84 0 78-60 62-110Q0-160-62-110C-78-60-84 0-96 60Z',
      '#1f6f68',
    ),
    crown: (t) =>
      `${stroke('M-66-106Q0-172 66-106', t, 'stroke-width="14"')}${dot(0, -140, 12, '#b0122a')}${[-66, 66].map((x) => dot(x, -52, 13, '#e3ac3a') + dot(x, -32, 7, '#fff3c0')).join('')}`,
  };
  return (
    put({ x: 286, y: 560, turn: -3, size: 1.02 }, puppet(page, raja)) +
    put({ x: 672, y: 640, turn: 4, size: 1.02 }, puppet(page, rani))
  );
};
