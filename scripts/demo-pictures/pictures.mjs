/** Every picture of the demo shop. */

import { CLOTHES } from './pictures-clothes.mjs';
import { CRAFTS } from './pictures-crafts.mjs';
import { SAREES } from './pictures-sarees.mjs';
import { TEXTILES } from './pictures-textiles.mjs';

export const PICTURES = [...SAREES, ...CLOTHES, ...TEXTILES, ...CRAFTS];
