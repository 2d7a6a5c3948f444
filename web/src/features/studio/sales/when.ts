const two = (value: number) => String(value).padStart(2, '0');

/** A moment as `<input type="datetime-local">` takes it, in the seller's own zone. */
export const toLocalInput = (at: number): string => {
  const day = new Date(at);
  const date = `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  return `${date}T${two(day.getHours())}:${two(day.getMinutes())}`;
};

/** The other way round; null where nothing whole was typed. */
export const fromLocalInput = (typed: string): number | null => {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(typed)) return null;
  const at = new Date(typed).getTime();
  return Number.isFinite(at) && at > 0 ? at : null;
};

const hour = 3_600_000;
/** The next full hour that leaves time to prepare. */
export const nextHour = (now: number): number => Math.ceil((now + hour / 4) / hour) * hour;

/** `48 min`, `1 h 12 min`. */
export const minutesWords = (ms: number): string => {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};

/** How long a sale has been on, as on a stopwatch: `0:07`, `1:02:33`. */
export const stopwatch = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
};
