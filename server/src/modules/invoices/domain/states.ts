/** India's states and union territories by the code a GSTIN begins with; further names they are known by. */
const states: Record<string, readonly string[]> = {
  '01': ['Jammu and Kashmir', 'Jammu & Kashmir', 'J&K', 'JK'],
  '02': ['Himachal Pradesh', 'HP'],
  '03': ['Punjab', 'PB'],
  '04': ['Chandigarh', 'CH'],
  '05': ['Uttarakhand', 'Uttaranchal', 'UK', 'UT'],
  '06': ['Haryana', 'HR'],
  '07': ['Delhi', 'New Delhi', 'NCT of Delhi', 'NCT', 'DL'],
  '08': ['Rajasthan', 'RJ'],
  '09': ['Uttar Pradesh', 'UP'],
  '10': ['Bihar', 'BR'],
  '11': ['Sikkim', 'SK'],
  '12': ['Arunachal Pradesh', 'AR'],
  '13': ['Nagaland', 'NL'],
  '14': ['Manipur', 'MN'],
  '15': ['Mizoram', 'MZ'],
  '16': ['Tripura', 'TR'],
  '17': ['Meghalaya', 'ML'],
  '18': ['Assam', 'AS'],
  '19': ['West Bengal', 'WB'],
  '20': ['Jharkhand', 'JH'],
  '21': ['Odisha', 'Orissa', 'OD', 'OR'],
  '22': ['Chhattisgarh', 'Chattisgarh', 'CG'],
  '23': ['Madhya Pradesh', 'MP'],
  '24': ['Gujarat', 'GJ'],
  '26': [
    'Dadra and Nagar Haveli and Daman and Diu',
    'Dadra and Nagar Haveli',
    'Daman and Diu',
    'Dadra & Nagar Haveli',
    'Daman & Diu',
    'DN',
    'DD',
  ],
  '27': ['Maharashtra', 'MH'],
  '29': ['Karnataka', 'KA'],
  '30': ['Goa', 'GA'],
  '31': ['Lakshadweep', 'LD'],
  '32': ['Kerala', 'KL'],
  '33': ['Tamil Nadu', 'Tamilnadu', 'TN'],
  '34': ['Puducherry', 'Pondicherry', 'PY'],
  '35': ['Andaman and Nicobar Islands', 'Andaman & Nicobar', 'Andaman and Nicobar', 'AN'],
  '36': ['Telangana', 'TS', 'TG'],
  '37': ['Andhra Pradesh', 'AP'],
  '38': ['Ladakh', 'LA'],
};

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{M}]/gu, '');
const codes = new Map(
  Object.entries(states).flatMap(([code, names]) => names.map((name) => [plain(name), code] as const)),
);

/** The GST code of a state as people write it; undefined for what is none of India's. */
export const stateCode = (typed: string): string | undefined => codes.get(plain(typed));

/** `Maharashtra (27)`; what is no state of India's as it was typed. */
export const placeOfSupply = (typed: string): string => {
  const code = stateCode(typed);
  return code === undefined ? typed : `${states[code]?.[0]} (${code})`;
};

/** Whether both are one state: then the tax is the state's and the union's, half each. */
export const sameState = (one: string, other: string): boolean =>
  (stateCode(one) ?? plain(one)) === (stateCode(other) ?? plain(other));
