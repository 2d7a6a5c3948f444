import { describe, expect, it } from 'vitest';
import { checkTax, draftOf } from './tax-draft.ts';

const typed = {
  legalName: 'Asha Looms',
  gstin: '',
  address: '4 Weavers’ Lane, Jaipur',
  state: 'Rajasthan',
  prefix: 'al',
};

describe('what a seller’s invoices say of them', () => {
  it('needs no GSTIN, and writes the prefix in capitals', () => {
    expect(checkTax(typed)).toEqual({ profile: { ...typed, gstin: null, prefix: 'AL' } });
  });

  it('takes a GSTIN as it is pasted, and no other sign', () => {
    expect(checkTax({ ...typed, gstin: ' 08abcde1234f1z5 ' })).toMatchObject({
      profile: { gstin: '08ABCDE1234F1Z5' },
    });
    expect(checkTax({ ...typed, gstin: '08ABC' })).toEqual({
      errors: { gstin: 'Type the 15 signs of your GSTIN, or nothing.' },
    });
  });

  it('says what to type in each field that is not right', () => {
    expect(Object.keys((checkTax(draftOf(null)) as { errors: object }).errors)).toEqual([
      'legalName',
      'address',
      'state',
      'prefix',
    ]);
  });
});
