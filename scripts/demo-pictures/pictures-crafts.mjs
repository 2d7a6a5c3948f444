/** The pictures of shoes, jewellery, pottery, brass, toys and bags. */
import { jhola, potli, puppets } from './crafts.mjs';
import { bangles, jhumkas, necklace } from './jewellery.mjs';
import { bluePotteryVase, brassLamp, kulhads, mug, stacker } from './pottery.mjs';
import { genda, leaf } from './scene.mjs';
import { chappals, juttis } from './shoes.mjs';

export const CRAFTS = [
  ['punjabi-jutti-rani', { ground: 'khadi' }, (p) => juttis(p, { colour: '#b0186a' })],
  ['kolhapuri-chappal', { ground: 'peacock' }, (p) => chappals(p, { colour: '#a8632f' })],
  ['jhumka-earrings-gold', { ground: 'indigo', set: 'disc' }, (p) => jhumkas(p, { metal: 'gold' })],
  ['jhumka-earrings-oxidised', { ground: 'rose' }, (p) => jhumkas(p, { metal: 'oxidised' })],
  ['oxidised-necklace', { ground: 'marigold' }, (p) => necklace(p)],
  ['glass-bangles', { ground: 'khadi', set: 'niche' }, (p) => bangles(p)],
  ['blue-pottery-vase', { ground: 'marigold', set: 'niche' }, (p) => bluePotteryVase(p)],
  ['terracotta-kulhad-set', { ground: 'leaf', set: 'table' }, (p) => kulhads(p)],
  [
    'khurja-mug-peacock',
    { ground: 'rose', set: 'table' },
    (p) => mug(p, { top: '#12717c', base: '#dcc39a' }),
  ],
  [
    'brass-lamp',
    { ground: 'indigo', set: 'niche' },
    (p) =>
      brassLamp(p) +
      genda({ x: 190, y: 1130, r: 46 }) +
      genda({ x: 270, y: 1170, r: 38, colour: '#f6b31c' }) +
      genda({ x: 770, y: 1150, r: 44, colour: '#f6b31c' }) +
      leaf({ x: 240, y: 1180, turn: -80, size: 0.8 }),
  ],
  ['channapatna-stacker', { ground: 'peacock', set: 'table' }, (p) => stacker(p)],
  ['kathputli-puppets', { ground: 'khadi' }, (p) => puppets(p)],
  ['potli-bag-maroon', { ground: 'rose' }, (p) => potli(p, { colour: '#7c1230' })],
  ['kalamkari-jhola', { ground: 'clay' }, (p) => jhola(p, { colour: '#eddcb8' })],
];
