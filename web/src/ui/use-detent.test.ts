import { describe, expect, it } from 'vitest';
import { afterDrag } from './use-detent.ts';

describe('a sheet that is dragged', () => {
  it('grows when pulled up', () => {
    expect([afterDrag('half', -80), afterDrag('fit', -80)]).toEqual(['full', 'full']);
  });

  it('shrinks when pulled down, and closes from its small size', () => {
    expect([afterDrag('full', 80), afterDrag('half', 80), afterDrag('fit', 80)]).toEqual([
      'half',
      'closed',
      'closed',
    ]);
  });

  it('takes a slip of the finger for none', () => {
    expect([afterDrag('half', 20), afterDrag('full', -20)]).toEqual(['half', 'full']);
  });
});
