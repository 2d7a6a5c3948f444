/** India's PIN codes begin with the postal circle; where a circle spans states, the most common one is offered. */
const states: readonly (readonly [from: number, to: number, state: string])[] = [
  [11, 11, 'Delhi'],
  [12, 13, 'Haryana'],
  [14, 15, 'Punjab'],
  [16, 16, 'Chandigarh'],
  [17, 17, 'Himachal Pradesh'],
  [18, 19, 'Jammu and Kashmir'],
  [20, 28, 'Uttar Pradesh'],
  [30, 34, 'Rajasthan'],
  [36, 39, 'Gujarat'],
  [40, 44, 'Maharashtra'],
  [45, 48, 'Madhya Pradesh'],
  [49, 49, 'Chhattisgarh'],
  [50, 50, 'Telangana'],
  [51, 53, 'Andhra Pradesh'],
  [56, 59, 'Karnataka'],
  [60, 64, 'Tamil Nadu'],
  [67, 69, 'Kerala'],
  [70, 74, 'West Bengal'],
  [75, 77, 'Odisha'],
  [78, 78, 'Assam'],
  [80, 85, 'Bihar'],
];

/** Sorting districts of the large cities; a state is named where it is not the circle's. */
const cities: Record<string, string | readonly [city: string, state: string]> = {
  110: 'New Delhi',
  122: 'Gurugram',
  141: 'Ludhiana',
  143: 'Amritsar',
  160: 'Chandigarh',
  208: 'Kanpur',
  221: 'Varanasi',
  226: 'Lucknow',
  248: ['Dehradun', 'Uttarakhand'],
  302: 'Jaipur',
  313: 'Udaipur',
  342: 'Jodhpur',
  380: 'Ahmedabad',
  390: 'Vadodara',
  395: 'Surat',
  400: 'Mumbai',
  403: ['Panaji', 'Goa'],
  411: 'Pune',
  422: 'Nashik',
  440: 'Nagpur',
  452: 'Indore',
  462: 'Bhopal',
  492: 'Raipur',
  500: 'Hyderabad',
  530: 'Visakhapatnam',
  560: 'Bengaluru',
  570: 'Mysuru',
  600: 'Chennai',
  605: ['Puducherry', 'Puducherry'],
  641: 'Coimbatore',
  682: 'Kochi',
  695: 'Thiruvananthapuram',
  700: 'Kolkata',
  751: 'Bhubaneswar',
  781: 'Guwahati',
  800: 'Patna',
  834: ['Ranchi', 'Jharkhand'],
};

export interface Place {
  city: string;
  state: string;
}

/** What a PIN code tells of city and state; empty where it tells nothing. A buyer can always write over it. */
export const placeOfPin = (pin: string): Place => {
  if (!/^[1-8]\d{5}$/.test(pin.replace(/\s/g, ''))) return { city: '', state: '' };
  const circle = Number(pin.slice(0, 2));
  const state = states.find(([from, to]) => circle >= from && circle <= to)?.[2] ?? '';
  const known = cities[pin.slice(0, 3)];
  if (known === undefined) return { city: '', state };
  return typeof known === 'string' ? { city: known, state } : { city: known[0], state: known[1] };
};
