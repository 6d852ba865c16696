const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const cents = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const dateTime = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

export const count = value => whole.format(value ?? 0);
export const rate = value => (value >= 100 ? whole : tenth).format(value ?? 0);
export const money = value => cents.format(value ?? 0);
export const compact = value => short.format(value ?? 0);
export const percent = value => `${whole.format((value ?? 0) * 100)}%`;
/** A change relative to something, with its sign; what is not known is a dash. */
export const signed = value => (value === null || value === undefined ? '–' : value === 0 ? '0%' : `${value < 0 ? '−' : '+'}${tenth.format(Math.abs(value) * 100)}%`);

/** An interval of changes; an end that is not known yet is open. */
export const range = ([low, high]) => (low === null && high === null ? 'not known yet' : `${low === null ? '−∞' : signed(low)} to ${high === null ? '+∞' : signed(high)}`);

/** A number to three figures that count, for means and probabilities. */
export const exact = value => (value === null || value === undefined ? '–' : Math.abs(value) >= 1000 ? whole.format(value) : String(+value.toPrecision(3)).replace('-', '−'));
export const date = text => dateTime.format(new Date(text));

/** A time in milliseconds, as precise as is of use. */
export function ms(value) {
  if (value === null || value === undefined) return '–';
  if (value === 0) return '0';
  return value >= 100 ? whole.format(value) : value >= 10 ? value.toFixed(1) : value >= 0.1 ? value.toFixed(2) : value.toFixed(3);
}

/** A span of seconds in words, two units at most. */
export function span(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor(s % 3600 / 60)} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor(s % 86400 / 3600)} h`;
}

/** How long ago a time is. */
export function ago(text) {
  const s = (Date.now() - Date.parse(text)) / 1000;
  if (s < 2) return 'just now';
  if (s < 60) return `${Math.floor(s)} s ago`;
  if (s < 3600) return `${Math.floor(s / 60)} min ago`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ago`;
  return `${Math.floor(s / 86400)} d ago`;
}

/** A number with its noun. */
export const counted = (value, noun) => `${count(value)} ${noun}${value === 1 ? '' : 's'}`;

/** A stored name such as `dog_gear` as people write it. */
export const words = name => name.replaceAll('_', ' ');
export const title = name => words(name).replace(/^./, letter => letter.toUpperCase());
