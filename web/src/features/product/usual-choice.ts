import type { Choice } from './variants.ts';

const key = 'leo:usual-choice';

/** The size this buyer took last: kept on this device only, colours and materials are not habits. */
export const readUsual = (): Choice => {
  try {
    const size = localStorage.getItem(key);
    return size ? { size } : {};
  } catch {
    return {};
  }
};

export const keepUsual = (choice: Choice): void => {
  try {
    if (choice['size']) localStorage.setItem(key, choice['size']);
  } catch {
    // Without storage the first size in stock is offered next time.
  }
};
