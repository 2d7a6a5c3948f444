/**
 * Where this module may die: before (and, with `/after`, after) everything that leaves the process or ends a
 * transaction. A name that is not here does not compile.
 */
const places = [
  'payments/authorise',
  'payments/ready',
  'payments/proof',
  'payments/note',
  'payments/capture',
  'payments/capture fetch',
  'payments/capture later',
  'payments/refund send',
  'payments/refund fetch',
  'payments/refund note',
  'payments/refund later',
  'payments/reversal plan',
  'payments/reversal',
  'payments/reversal note',
  'payments/transfer fetch',
  'payments/transfer release',
  'payments/transfer note',
  'payments/dispute fetch',
  'payments/dispute note',
  'payments/hear',
  'payments/hear fetch',
  'payments/hear done',
  'payments/look',
  'payments/tell again',
  'payments/recent',
  'payments/settlements',
  'payments/settlement note',
  'payments/resolve',
  'payments/settle by hand',
  'payments/void',
] as const;
export type Place = (typeof places)[number];

/** Between two steps: there is no after. */
const between: readonly Place[] = ['payments/capture later', 'payments/refund later', 'payments/hear done'];

/** Every point, for tests that kill there. */
export const points: readonly string[] = places.flatMap((place) =>
  between.includes(place) ? [place] : [place, `${place}/after`],
);
