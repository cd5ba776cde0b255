/** Dates and times as the page writes them. Instants are milliseconds since 1970, shown by this computer's zone. */

const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const SECONDS = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const DAY_OF_YEAR = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });
const SHORT_DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const FULL = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short" });

export const time = (at) => TIME.format(at);
export const seconds = (at) => SECONDS.format(at);
export const shortDay = (at) => SHORT_DAY.format(at);
export const longDay = (at) => DAY.format(at);
export const full = (at) => FULL.format(at);

/** A name for the day that is the same for two instants of one day. */
export function dayKey(at) {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** "Today", "Yesterday", "Monday 24 November", or with the year when it is another one. */
export function dayName(at, now) {
  if (dayKey(at) === dayKey(now)) return "Today";
  const before = new Date(now);
  before.setDate(before.getDate() - 1);
  if (dayKey(at) === dayKey(before)) return "Yesterday";
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return sameYear ? DAY.format(at) : DAY_OF_YEAR.format(at);
}

/** "1 day 3 hours" for a number of seconds; "" for less than a minute. */
export function span(howLong) {
  const minutes = Math.round(howLong / 60);
  const parts = [
    [Math.floor(minutes / 1440), "day"],
    [Math.floor((minutes % 1440) / 60), "hour"],
    [minutes % 60, "minute"],
  ];
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}${count === 1 ? "" : "s"}`);
  return said.slice(0, 2).join(" ");
}

/** "12 kB" for a number of bytes. */
export function size(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** "0:09", "1:30" or "26:00:00" for a number of seconds. */
export function countdown(howLong) {
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes, rest] = [Math.floor(howLong / 3600), Math.floor((howLong % 3600) / 60), howLong % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** "1 vote", "3 votes". */
export function plural(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}
