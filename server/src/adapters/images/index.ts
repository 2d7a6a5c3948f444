export { sharpEncoder } from './sharp-encoder.ts';
