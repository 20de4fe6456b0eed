// What things are called, in the language of the page.

import { eventOf } from "./data.js";

/** Roles from which an event's name is made: who acts, and towards whom. */
const FROM = ["guest", "inviter", "actor", "appointer", "member", "organizer"];
const TO = ["host", "invitee", "target", "recipient", "appointee", "institution"];
const SIDE_BY_SIDE = ["participant", "signatory"];
const FALL_BACK = { kk: ["ru", "en"], uz: ["en", "ru"], ru: ["en"], en: ["ru"] };

export function namer(graph, words, language) {
  const pick = (text) => {
    if (!text) return "";
    for (const lang of [language(), ...FALL_BACK[language()]]) if (text[lang]) return text[lang];
    return Object.values(text)[0] ?? "";
  };
  const term = (name) => pick(graph.terms[name]) || pick(words[`term.${name}`]) || humanise(name);
  const say = (key, values = {}) =>
    pick(words[key]).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const label = (i) =>
    pick(graph.label[i]) || (graph.isEvent[i] ? eventName(graph, i, term, label) : graph.id[i]);
  const bit = (one) => pick(graph.terms[one]) || one;
  /** The value of a fact: a term, plain text, text by language, or a list of terms and text. */
  const phrase = (value) =>
    Array.isArray(value) ? value.map(bit).join(" ") : typeof value === "string" ? bit(value) : pick(value);
  return { pick, term, say, label, phrase, type: (i) => term(graph.types[graph.type[i]].name) };
}

/** "InstitutionEvent" → "Institution event" */
function humanise(name) {
  const spaced = name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** "State visit: Tokayev → Uzbekistan" */
function eventName(graph, i, term, label) {
  const by = (roles) => {
    const found = [];
    for (const role of roles) {
      for (const e of graph.edgesOf(i)) {
        if (eventOf(graph, e) === i && graph.roles[graph.role[e]] === role) {
          found.push(graph.otherEnd(e, i));
        }
      }
    }
    return [...new Set(found)];
  };
  const list = (nodes) => {
    const shown = nodes.slice(0, 3).map(label).join(", ");
    return nodes.length > 3 ? `${shown} +${nodes.length - 3}` : shown;
  };
  const sides = by(SIDE_BY_SIDE);
  const from = by(FROM);
  const to = by(TO);
  const who =
    from.length && to.length
      ? `${list(from.slice(0, 2))} → ${list(to.slice(0, 2))}`
      : list([...from, ...to, ...sides]);
  const kind = term(graph.types[graph.type[i]].name);
  return who ? `${kind}: ${who}` : kind;
}

const kept = new Map();
/** One formatter for each use: making one takes longer than a thousand uses. */
function formatter(key, make) {
  if (!kept.has(key)) kept.set(key, make());
  return kept.get(key);
}

export const formatNumber = (number, lang) =>
  formatter(`number ${lang}`, () => new Intl.NumberFormat(lang === "uz" ? "ru" : lang)).format(number);

/** A date of day, month or year precision, as the language writes it. */
export function formatDate(date, lang) {
  if (!date) return "";
  const [year, month, day] = date.split("-").map(Number);
  if (!year || !month) return date;
  const options = day
    ? { day: "numeric", month: "short", year: "numeric" }
    : { month: "long", year: "numeric" };
  const at = new Date(Date.UTC(year, month - 1, day || 1));
  const locale = lang === "en" ? "en-GB" : lang === "uz" ? "uz-Latn" : lang;
  const make = () => new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  return formatter(`${locale} ${day ? "day" : "month"}`, make).format(at);
}

/** "14–15 Nov 2025" where the language can, else "14 Nov 2025 – 15 Nov 2025". */
export function formatSpan(start, end, lang) {
  if (end === "..") return start ? `${formatDate(start, lang)} –` : "";
  if (!start && !end) return "";
  if (!end || start === end) return formatDate(start, lang);
  if (!start) return `… – ${formatDate(end, lang)}`;
  return `${formatDate(start, lang)} – ${formatDate(end, lang)}`;
}
