import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

const colours = ['indigo', 'madder', 'marigold', 'rani pink', 'leaf', 'peacock', 'ivory', 'maroon'];
const kinds = ['saree', 'kurta', 'dupatta', 'shawl', 'stole', 'jutti', 'bag', 'lamp'];
const sizes = ['S', 'M', 'L', 'XL'];

/** Writes a sheet of so many products, one row each, always the same. */
export const writeSheet = async (path: string, products: number): Promise<void> => {
  const file = createWriteStream(path);
  file.write('handle,title,description,category,price,stock,size,colour,material\n');
  for (let n = 0; n < products; n++) {
    const [colour, kind, size] = [colours[n % 8], kinds[(n >> 3) % 8], sizes[(n >> 6) % 4]];
    const row = `p-${n},"${colour} ${kind} ${n}","Woven by hand, number ${n}.",${kind},${100 + (n % 4_000)},${n % 50},${size},${colour},cotton\n`;
    if (!file.write(row)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
};
