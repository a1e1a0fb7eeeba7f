// Dates and sizes as people read them here, in the time zone of the product.

let zone = "America/Mexico_City";
export const useZone = (name) => { zone = name; };

const format = (date, options) => new Intl.DateTimeFormat("es-MX", { timeZone: zone, ...options }).format(date);

export const hour = (unix) => format(new Date(unix * 1000), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const dayKey = (unix) => format(new Date(unix * 1000), { year: "numeric", month: "2-digit", day: "2-digit" });
export const day = (unix) => format(new Date(unix * 1000), { weekday: "long", day: "numeric", month: "long" });
export const moment = (iso) =>
  format(new Date(iso), { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
