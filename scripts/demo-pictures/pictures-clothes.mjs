/** The pictures of stitched clothes: name, scene, and what is drawn. */
import { bandOf, chikanYoke, jacket, kurta, pyjama, zariYoke } from './garments.mjs';
import { buti, lotus, paisley, rosette, star, vine } from './motifs.mjs';

const INDIGO = ['#f3ebda', '#b9c6ea', '#f7b63c'];
const WHITE = ['#ffffff', '#fbf3e6', '#f3e2cc'];

export const CLOTHES = [
  [
    'block-print-kurta-indigo',
    { ground: 'khadi' },
    (p) =>
      kurta(p, {
        colour: '#2a3a86',
        body: lotus(INDIGO),
        bodyTile: 150,
        bodySize: 0.6,
        neckline: 'slit',
        facing: '#c8372c',
        hem: bandOf({ field: '#1d2863', metal: 'silver', motif: rosette(INDIGO), motifSize: 0.6 }),
        trim: bandOf({ field: '#1d2863', metal: 'silver' }),
      }),
  ],
  [
    'chikankari-kurta-white',
    { ground: 'peacock' },
    (p) =>
      kurta(p, {
        colour: '#f4ece0',
        body: buti(WHITE),
        bodyTile: 130,
        bodySize: 0.7,
        neckline: 'slit',
        facing: '#fffaf2',
        yoke: chikanYoke({ flower: rosette(WHITE), spray: buti(WHITE) }),
        shape: { flare: 250, l: 880, drop: 380, reach: 130 },
      }),
  ],
  [
    'khadi-kurta-men',
    { ground: 'clay' },
    (p) =>
      kurta(p, {
        colour: '#e6d3ac',
        weave: 'coarse',
        neckline: 'band',
        buttons: 4,
        button: '#6b3d1c',
        facing: '#dcc597',
        shape: { w: 224, l: 800, flare: 244, reach: 128, drop: 420, cuff: 96, neck: 70 },
      }),
  ],
  [
    'nehru-jacket-tussar',
    { ground: 'khadi' },
    (p) => jacket(p, { colour: '#a8472a', buttons: 5, button: '#7c2f1a' }),
  ],
  [
    'kids-kurta-set-marigold',
    { ground: 'leaf' },
    (p) =>
      pyjama(p, { colour: '#fbf1df', x: 700, y: 690, turn: -10, size: 1.1 }) +
      kurta(p, {
        colour: '#f4a51f',
        size: 0.84,
        neckline: 'slit',
        facing: '#c2186f',
        body: star(['#fde9b4', '#c2186f', '#fde9b4']),
        bodyTile: 170,
        bodySize: 0.34,
        yoke: zariYoke('#e08a10', rosette(['#fff2c4', '#c2186f', '#fff2c4'])),
        hem: bandOf({ field: '#c2186f', motif: paisley(['#f3cd6a', '#c2186f', '#f3cd6a']), motifSize: 0.6 }),
        trim: bandOf({ field: '#c2186f' }),
        shape: { w: 230, l: 700, flare: 290, drop: 300, neck: 70 },
      }),
  ],
  [
    'block-print-kurta-indigo-cloth',
    { ground: 'khadi' },
    (p) =>
      kurta(p, {
        colour: '#2a3a86',
        size: 2.1,
        body: lotus(INDIGO),
        bodyTile: 150,
        bodySize: 0.6,
        neckline: 'slit',
        facing: '#c8372c',
        trim: bandOf({ field: '#1d2863', metal: 'silver', motif: vine(INDIGO) }),
      }),
  ],
];
