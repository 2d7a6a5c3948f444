import styles from './icon.module.css';

/** One stroke of 2 px on a 24 px grid, square caps: drawn for Leo. */
const paths = {
  arrow: 'M5 12h14M13 6l6 6-6 6',
  back: 'M19 12H5M11 6l-6 6 6 6',
  bag: 'M5 8h14l1 12H4zM9 8V7a3 3 0 0 1 6 0v1',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4',
  camera: 'M3 7h12v10H3zM15 11l6-3v8l-6-3',
  chat: 'M4 5h16v11H11l-5 4v-4H4z',
  check: 'M4 12l6 6L20 6',
  chevron: 'M6 9l6 6 6-6',
  clock: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 7v5l4 2',
  close: 'M5 5l14 14M19 5L5 19',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  expand: 'M4 10V4h6M20 14v6h-6M4 4l7 7M20 20l-7-7',
  filter: 'M3 6h18M6 12h12M10 18h4',
  flip: 'M4 9V6h13l-3-3M20 15v3H7l3 3M9 12h6',
  grip: 'M9 5v1M15 5v1M9 11v1M15 11v1M9 17v1M15 17v1',
  help: 'M9 9a3 3 0 1 1 4 3l-1 1v2M12 18v1',
  home: 'M4 11l8-7 8 7v9h-6v-6h-4v6H4z',
  leave: 'M10 4H4v16h6M9 12h11M16 8l4 4-4 4',
  mic: 'M9 4h6v9H9zM5 11v2a7 7 0 0 0 14 0v-2M12 20v2',
  'mic-off': 'M9 9V4h6v8M5 11v2a7 7 0 0 0 11 5M19 11v3M12 20v2M3 3l18 18',
  minus: 'M5 12h14',
  person: 'M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8M4 21c0-4 3-6 8-6s8 2 8 6',
  pin: 'M8 3h8l-1 7 4 4H5l4-4zM12 14v7',
  play: 'M7 4l13 8-13 8z',
  plus: 'M12 5v14M5 12h14',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13M15.5 15.5L21 21',
  print: 'M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7z',
  rupee: 'M7 4h10M7 8h10M7 12h3a4 4 0 0 0 0-8M8 12l7 8',
  gauge: 'M4 18a9 9 0 1 1 16 0M12 14l4-5',
  send: 'M4 12L20 4l-5 17-3-7z',
  share: 'M12 3v12M7 8l5-5 5 5M5 13v8h14v-8',
  signal: 'M4 20v-4M10 20v-8M16 20V8M22 20V4',
  'sound-off': 'M4 9v6h4l5 4V5L8 9zM17 9l5 6M22 9l-5 6',
  'sound-on': 'M4 9v6h4l5 4V5L8 9zM17 8a6 6 0 0 1 0 8',
  stop: 'M6 6h12v12H6z',
  store: 'M4 10v10h16V10M3 10l2-6h14l2 6zM10 20v-6h4v6',
  tag: 'M4 4h10l6 6v10H4zM8 9h1M8 13h8M8 17h5',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13',
  warning: 'M12 4l10 17H2zM12 10v5M12 18v1',
} as const;

export type IconName = keyof typeof paths;

/** A picture beside words or inside a button that has a name: always hidden from screen readers. */
export const Icon = ({ name, size = 24 }: { name: IconName; size?: number }) => (
  <svg
    className={styles.icon}
    width={size}
    height={size}
    viewBox="0 0 24 24"
    aria-hidden="true"
    focusable="false"
  >
    <path d={paths[name]} />
  </svg>
);
