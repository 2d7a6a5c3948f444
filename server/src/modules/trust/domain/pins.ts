/**
 * Which states the first two digits of an Indian PIN stand for (India Post's circles; border districts are in both).
 * 90 to 99 is the army's post, which is anywhere.
 */
const states: Record<string, readonly string[]> = {
  11: ['delhi'],
  12: ['haryana'],
  13: ['haryana', 'punjab'],
  14: ['punjab', 'chandigarh'],
  15: ['punjab'],
  16: ['chandigarh', 'punjab', 'haryana'],
  17: ['himachal pradesh'],
  18: ['jammu and kashmir'],
  19: ['jammu and kashmir', 'ladakh'],
  20: ['uttar pradesh'],
  21: ['uttar pradesh'],
  22: ['uttar pradesh'],
  23: ['uttar pradesh'],
  24: ['uttar pradesh', 'uttarakhand'],
  25: ['uttar pradesh', 'uttarakhand'],
  26: ['uttar pradesh', 'uttarakhand'],
  27: ['uttar pradesh'],
  28: ['uttar pradesh'],
  30: ['rajasthan'],
  31: ['rajasthan'],
  32: ['rajasthan'],
  33: ['rajasthan'],
  34: ['rajasthan'],
  36: ['gujarat', 'daman and diu'],
  37: ['gujarat'],
  38: ['gujarat'],
  39: ['gujarat', 'daman and diu'],
  40: ['maharashtra', 'goa'],
  41: ['maharashtra'],
  42: ['maharashtra'],
  43: ['maharashtra'],
  44: ['maharashtra'],
  45: ['madhya pradesh'],
  46: ['madhya pradesh'],
  47: ['madhya pradesh'],
  48: ['madhya pradesh'],
  49: ['chhattisgarh'],
  50: ['telangana', 'andhra pradesh'],
  51: ['andhra pradesh', 'telangana'],
  52: ['andhra pradesh', 'telangana'],
  53: ['andhra pradesh', 'puducherry'],
  56: ['karnataka'],
  57: ['karnataka'],
  58: ['karnataka'],
  59: ['karnataka'],
  60: ['tamil nadu', 'puducherry'],
  61: ['tamil nadu'],
  62: ['tamil nadu'],
  63: ['tamil nadu'],
  64: ['tamil nadu'],
  67: ['kerala', 'puducherry'],
  68: ['kerala', 'lakshadweep'],
  69: ['kerala'],
  70: ['west bengal'],
  71: ['west bengal'],
  72: ['west bengal'],
  73: ['west bengal', 'sikkim'],
  74: ['west bengal', 'andaman and nicobar'],
  75: ['odisha'],
  76: ['odisha'],
  77: ['odisha'],
  78: ['assam'],
  79: ['arunachal pradesh', 'manipur', 'meghalaya', 'mizoram', 'nagaland', 'tripura', 'assam'],
  80: ['bihar', 'jharkhand'],
  81: ['bihar', 'jharkhand'],
  82: ['bihar', 'jharkhand'],
  83: ['jharkhand', 'bihar'],
  84: ['bihar'],
  85: ['bihar'],
};
const army = /^9/;

/** How people write states otherwise; what is not here and no state's name is nobody's mistake. */
const alsoCalled: Record<string, string> = {
  'new delhi': 'delhi',
  'nct of delhi': 'delhi',
  dl: 'delhi',
  hr: 'haryana',
  pb: 'punjab',
  hp: 'himachal pradesh',
  jk: 'jammu and kashmir',
  kashmir: 'jammu and kashmir',
  up: 'uttar pradesh',
  uttaranchal: 'uttarakhand',
  uk: 'uttarakhand',
  rj: 'rajasthan',
  gj: 'gujarat',
  mh: 'maharashtra',
  ga: 'goa',
  mp: 'madhya pradesh',
  cg: 'chhattisgarh',
  chattisgarh: 'chhattisgarh',
  ts: 'telangana',
  tg: 'telangana',
  telengana: 'telangana',
  ap: 'andhra pradesh',
  ka: 'karnataka',
  tn: 'tamil nadu',
  tamilnadu: 'tamil nadu',
  pondicherry: 'puducherry',
  kl: 'kerala',
  wb: 'west bengal',
  bengal: 'west bengal',
  or: 'odisha',
  orissa: 'odisha',
  as: 'assam',
  br: 'bihar',
  jh: 'jharkhand',
  'andaman and nicobar islands': 'andaman and nicobar',
  'dadra and nagar haveli': 'daman and diu',
  'dadra and nagar haveli and daman and diu': 'daman and diu',
};
const known = new Set(Object.values(states).flat());

const nameOf = (typed: string): string | undefined => {
  const plain = typed
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[^a-z ]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const name = alsoCalled[plain] ?? plain;
  return known.has(name) ? name : undefined;
};

export type PinVerdict = 'fits' | 'no-pin' | 'other-state';

/** Whether a PIN is one, and is of the state that was typed; a state that cannot be recognised fits. */
export const judgePin = (typedPin: string, typedState: string): PinVerdict => {
  const pin = typedPin.replace(/\s/g, '');
  if (!/^[1-9]\d{5}$/.test(pin) || /^(\d)\1{5}$/.test(pin)) return 'no-pin';
  if (army.test(pin)) return 'fits';
  const possible = states[pin.slice(0, 2)];
  if (!possible) return 'no-pin';
  const state = nameOf(typedState);
  return state === undefined || possible.includes(state) ? 'fits' : 'other-state';
};
