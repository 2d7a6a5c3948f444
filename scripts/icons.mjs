/** Draws Leo’s mark (a swing tag with an L, and a lion’s mane in its crook) into web/public. Run: node scripts/icons.mjs */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const INDIGO = '#17152E';
const MARIGOLD = '#F7A823';
const folder = new URL('../web/public/', import.meta.url);

const petal = (cx, cy, angle) =>
  `<ellipse cx="${cx}" cy="${cy - 56}" rx="12.5" ry="22" transform="rotate(${angle} ${cx} ${cy})"/>`;
const mane = (cx, cy) =>
  Array.from({ length: 12 }, (_, i) => petal(cx, cy, i * 30)).join('') +
  `<circle cx="${cx}" cy="${cy}" r="50"/><circle cx="${cx}" cy="${cy}" r="27" fill="${MARIGOLD}"/>`;
const tag = `<path fill="${MARIGOLD}" d="M116 84H322L428 190V412a16 16 0 0 1-16 16H116a16 16 0 0 1-16-16V100a16 16 0 0 1 16-16Z"/>`;
const letter = '<path d="M150 138h64v186h164v56H150Z"/>';
/** At 16 pixels petals are mud, so the small mark keeps the L and a plain sun. */
const smallLetter = '<path d="M146 128h78v186h158v70H146Z"/><circle cx="318" cy="220" r="52"/>';

const mark = ({ small = false, corner = 104, scale = 1 }) => {
  const inside = small ? smallLetter : letter + mane(312, 228);
  const shift = (256 * (1 - scale)).toFixed(1);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512"><rect width="512" height="512" rx="${corner}" fill="${INDIGO}"/><g transform="translate(${shift} ${shift}) scale(${scale})" fill="${INDIGO}">${tag}${inside}</g></svg>\n`;
};

const png = async (svg, size, name) =>
  sharp(Buffer.from(svg))
    .resize(size)
    .png({ palette: true, effort: 10 })
    .toFile(fileURLToPath(new URL(name, folder)));

await writeFile(new URL('icon.svg', folder), mark({}));
await writeFile(new URL('favicon.svg', folder), mark({ small: true, scale: 1.36, corner: 72 }));
await png(mark({}), 192, 'icon-192.png');
await png(mark({}), 512, 'icon-512.png');
// A maskable icon may be cut to a circle of 80 % of its width: the tag stays inside it.
await png(mark({ corner: 0, scale: 0.8 }), 512, 'maskable-512.png');
