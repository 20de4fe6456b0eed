// Dates of day, month or year precision, as strings that sort: "2025", "2025-11", "2025-11-14".

/** The first day of a date; ".." (an open end) and nothing give "". */
export const firstDay = (date) => (date && date !== ".." ? (date + "-01-01").slice(0, 10) : "");

/** The last day of a date; an open end lies after all others. */
export function lastDay(date) {
  if (!date) return "";
  if (date === "..") return "9999-12-31";
  const [year, month, day] = date.split("-");
  return day ? date : month ? dayOf(dayNumber(`${date}-01`) + daysIn(year, month) - 1) : `${year}-12-31`;
}

const daysIn = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Days since 1970 of a date's first or last day. */
export const dayNumber = (day) => Math.floor(Date.UTC(+day.slice(0, 4), day.slice(5, 7) - 1, +day.slice(8, 10)) / 864e5);

/** The day of a number, "YYYY-MM-DD". */
export const dayOf = (number) => new Date(number * 864e5).toISOString().slice(0, 10);
