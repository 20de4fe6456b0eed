// Dates of day, month or year precision, as strings that sort: "2025", "2025-11", "2025-11-14".

/** The first day of a date; ".." (an open end) and nothing give "". */
export const firstDay = (date) => (date && date !== ".." ? (date + "-01-01").slice(0, 10) : "");

/** A day not before the last one of a date; an open end lies after all others. */
export const lastDay = (date) => (date === ".." ? "9999-12-31" : date ? (date + "-12-31").slice(0, 10) : "");

/** Days since 1970 of a date's first or last day. */
export const dayNumber = (day) => Math.floor(Date.UTC(+day.slice(0, 4), day.slice(5, 7) - 1, +day.slice(8, 10)) / 864e5);

/** The day of a number, "YYYY-MM-DD". */
export const dayOf = (number) => new Date(number * 864e5).toISOString().slice(0, 10);
