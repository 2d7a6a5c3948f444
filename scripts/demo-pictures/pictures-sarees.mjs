/** The pictures of the sarees: name, scene, and what is drawn. */
import { buti, coin, ikat, jaal, lotus, paisley, rosette, star } from './motifs.mjs';
import { fanSaree, foldedSaree, hungSaree } from './sarees.mjs';
import { genda, leaf } from './scene.mjs';

const GOLD = ['#f3cd6a', '#c98b22', '#fff2c4'];

export const SAREES = [
  [
    'chanderi-saree-rani',
    { ground: 'khadi' },
    (p) =>
      foldedSaree(p, {
        colour: '#c2186f',
        edge: '#8a0f4c',
        body: coin(GOLD),
        bodyTile: 150,
        bodySize: 0.62,
        motif: rosette(GOLD),
        pallu: paisley(['#f3cd6a', '#8a0f4c', '#f3cd6a']),
        fringeColour: '#c2186f',
      }) +
      genda({ x: 858, y: 1150, r: 62 }) +
      genda({ x: 770, y: 1215, r: 44, colour: '#f6b31c' }) +
      leaf({ x: 880, y: 1060, turn: 60, size: 0.8 }),
  ],
  [
    'chanderi-saree-rani-pallu',
    { ground: 'rose' },
    (p) =>
      fanSaree(p, {
        colour: '#c2186f',
        edge: '#8a0f4c',
        body: coin(GOLD),
        bodyTile: 130,
        bodySize: 0.55,
        motif: coin(GOLD),
        pallu: paisley(['#f3cd6a', '#8a0f4c', '#f3cd6a']),
      }),
  ],
  [
    'banarasi-silk-saree-indigo',
    { ground: 'marigold' },
    (p) =>
      foldedSaree(p, {
        colour: '#27246b',
        edge: '#8e1030',
        body: jaal(GOLD, buti(GOLD)),
        bodyTile: 160,
        bodyH: 220,
        bodySize: 0.62,
        half: false,
        motif: lotus(GOLD),
        pallu: lotus(['#f3cd6a', '#8e1030', '#fff2c4']),
        fringeColour: '#27246b',
        tilt: 4,
      }),
  ],
  [
    'banarasi-silk-saree-maroon',
    { ground: 'khadi' },
    (p) =>
      fanSaree(p, {
        colour: '#7c1230',
        edge: '#4f0a24',
        body: jaal(GOLD, buti(GOLD)),
        bodyTile: 160,
        bodyH: 220,
        bodySize: 0.5,
        half: false,
        motif: rosette(GOLD),
        pallu: lotus(['#f3cd6a', '#4f0a24', '#fff2c4']),
        n: 13,
      }),
  ],
  [
    'kanjivaram-saree-green',
    { ground: 'clay' },
    (p) =>
      hungSaree(p, {
        colour: '#0f4d3a',
        edge: '#c8281e',
        body: coin(GOLD),
        bodyTile: 120,
        bodySize: 0.5,
        motif: paisley(['#f3cd6a', '#c8281e', '#f3cd6a']),
        pallu: paisley(['#f3cd6a', '#c8281e', '#f3cd6a']),
        palluHeight: 420,
      }),
  ],
  [
    'ikat-saree-teal',
    { ground: 'khadi' },
    (p) =>
      hungSaree(p, {
        colour: '#0b6a73',
        edge: '#c8372c',
        metal: 'gold',
        body: ikat(['#f4ead2', '#c8372c', '#f7b63c']),
        bodyTile: 150,
        bodyH: 170,
        bodySize: 0.66,
        motif: ikat(['#f4ead2', '#17152e', '#f7b63c']),
        pallu: ikat(['#f4ead2', '#17152e', '#f7b63c']),
      }),
  ],
  [
    'linen-saree-marigold',
    { ground: 'indigo' },
    (p) =>
      hungSaree(p, {
        colour: '#f2a928',
        edge: '#e8941a',
        metal: 'silver',
        pallu: '',
        motif: '',
        fringeColour: '#c2186f',
      }),
  ],
  [
    'ajrakh-modal-saree',
    { ground: 'peacock' },
    (p) =>
      foldedSaree(p, {
        colour: '#1c2c66',
        edge: '#8d2620',
        metal: 'copper',
        body: star(['#8d2620', '#f2e6cf', '#1c2c66']),
        bodyTile: 118,
        bodySize: 0.72,
        half: false,
        motif: star(['#f2e6cf', '#8d2620', '#17152e']),
        pallu: star(['#f2e6cf', '#1c2c66', '#8d2620']),
        fringeColour: '#8d2620',
        tilt: -3,
      }),
  ],
];
