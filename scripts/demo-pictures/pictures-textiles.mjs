/** The pictures of dupattas, shawls and cloth for the house. */

import { cushion, printedCloth, sheetStack } from './bedding.mjs';
import { bandhani, buti, jaal, lotus, paisley, phulkari, rosette } from './motifs.mjs';
import { path, put } from './svg.mjs';
import { foldedShawl, hookedDupatta, hungShawl, swagDupatta } from './textiles.mjs';

const KNOTS = ['#fff3d8', '#f7c33a', '#b0122a'];
const SILK = ['#f7a823', '#3f9a4c', '#17152e'];
const RESIST = ['#f5ecd6', '#f5ecd6', '#9db4e6'];
const ROSE = ['#d8446e', '#4c8a4e', '#f7c33a'];
const diamond = (c, s = 1) =>
  put({ size: s }, path('M0-40L40 0L0 40L-40 0Z', c) + path('M0-18L18 0L0 18L-18 0Z', '#17152e'));
const indigoJaal = {
  colour: '#27408f',
  edge: '#1a2a66',
  body: jaal(RESIST, lotus(RESIST)),
  bodyTile: 160,
  bodyH: 220,
  half: false,
};

export const TEXTILES = [
  [
    'bandhani-dupatta-red',
    { ground: 'marigold' },
    (p) =>
      hookedDupatta(p, {
        colour: '#c0152f',
        edge: '#7d0d28',
        body: bandhani(KNOTS),
        bodyTile: 164,
        bodySize: 0.8,
        half: true,
      }),
  ],
  [
    'bandhani-dupatta-yellow',
    { ground: 'indigo' },
    (p) =>
      hookedDupatta(p, {
        colour: '#f2b11d',
        edge: '#c0152f',
        body: bandhani(['#fff8e4', '#c0152f', '#c0152f']),
        bodyTile: 164,
        bodySize: 0.8,
      }),
  ],
  [
    'leheriya-dupatta',
    { ground: 'khadi' },
    (p) =>
      swagDupatta(p, {
        stripes: [
          '#e23b6d',
          '#fff1d6',
          '#f7a823',
          '#fff1d6',
          '#17908f',
          '#fff1d6',
          '#6a3fa0',
          '#fff1d6',
          '#6fae3a',
          '#fff1d6',
        ],
      }),
  ],
  [
    'phulkari-dupatta',
    { ground: 'leaf' },
    (p) =>
      foldedShawl(p, {
        colour: '#b0186a',
        edge: '#8a0f4c',
        body: phulkari(SILK),
        bodyTile: 108,
        bodySize: 0.86,
        half: true,
        motif: phulkari(['#f7a823', '#e8562a', '#fff']),
        small: phulkari(SILK),
        fringe: '#f7a823',
        tilt: -4,
      }),
  ],
  [
    'kani-wool-shawl',
    { ground: 'khadi' },
    (p) =>
      foldedShawl(p, {
        colour: '#8d2436',
        edge: '#5c1426',
        metal: 'copper',
        body: buti(['#e9b98a', '#7f9a6a', '#f7d7a8']),
        bodyTile: 150,
        bodySize: 0.46,
        motif: paisley(['#f0cf9a', '#2f6a66', '#e0793c']),
        small: rosette(['#f0cf9a', '#2f6a66', '#e0793c']),
        fringe: '#8d2436',
        tilt: 4,
      }),
  ],
  [
    'bhujodi-shawl',
    { ground: 'clay' },
    (p) =>
      hungShawl(p, {
        colour: '#26232b',
        fringe: '#e9dcc4',
        bands: [
          { y: 300, height: 12, colour: '#d8342a' },
          { y: 330, height: 6, colour: '#f7a823' },
          { y: 620, height: 14, colour: '#f4e8d0' },
          { y: 650, height: 86, colour: '#d8342a', motif: diamond('#f4e8d0'), size: 0.86 },
          { y: 752, height: 14, colour: '#f7a823' },
          { y: 782, height: 66, colour: '#1f6f68', motif: diamond('#f7a823', 0.9), size: 0.7 },
          { y: 864, height: 14, colour: '#f7a823' },
          { y: 892, height: 86, colour: '#b0186a', motif: diamond('#f4e8d0'), size: 0.86 },
          { y: 996, height: 14, colour: '#f4e8d0' },
        ],
      }),
  ],
  [
    'bagru-bedsheet-indigo',
    { ground: 'khadi', set: 'table' },
    (p) => sheetStack(p, { ...indigoJaal, bodySize: 0.62, motif: lotus(RESIST) }),
  ],
  [
    'bagru-bedsheet-indigo-print',
    { ground: 'khadi' },
    (p) =>
      printedCloth(p, {
        ...indigoJaal,
        bodySize: 1.5,
        motif: lotus(RESIST),
        carved: lotus(['#2a1810', '#8a5a30', '#8a5a30']),
      }),
  ],
  [
    'sanganeri-bedsheet-rose',
    { ground: 'rose', set: 'table' },
    (p) =>
      sheetStack(p, {
        colour: '#fbf4e8',
        edge: '#d8446e',
        body: buti(ROSE),
        bodyTile: 110,
        bodySize: 0.66,
        motif: rosette(['#fbf4e8', '#f7c33a', '#fbf4e8']),
      }),
  ],
  [
    'kantha-cushion-covers',
    { ground: 'peacock' },
    (p) =>
      cushion(p, {
        x: 590,
        y: 600,
        size: 1.02,
        turn: 7,
        colour: '#27408f',
        thread: '#f5ecd6',
        patches: [
          [-280, -280, 280, 240, '#c8372c'],
          [0, 40, 290, 240, '#e8941a'],
          [-280, 120, 180, 180, '#1f6f68'],
        ],
        motif: rosette(['#f5ecd6', '#f7a823', '#c8372c']),
      }) +
      cushion(p, {
        x: 380,
        y: 790,
        size: 1.08,
        turn: -5,
        colour: '#f0a02a',
        thread: '#fff6e0',
        patches: [
          [-20, -280, 300, 220, '#b0186a'],
          [-290, 60, 250, 220, '#1f6f68'],
          [120, 100, 180, 200, '#c8372c'],
        ],
        motif: lotus(['#fff6e0', '#b0186a', '#f7c33a']),
      }),
  ],
];
