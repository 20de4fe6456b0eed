// Folding of names, so that Тоқаев, Токаев, Toqayev and Tokayev are found by one another.

const CYRILLIC = {
  а: "a", ә: "a", б: "b", в: "v", г: "g", ғ: "g", д: "d", е: "e", ё: "o", ж: "j", з: "z", и: "i",
  і: "i", ї: "i", й: "", к: "k", қ: "k", л: "l", м: "m", н: "n", ң: "n", о: "o", ө: "o", п: "p",
  р: "r", с: "s", т: "t", у: "u", ұ: "u", ү: "u", ў: "o", ф: "f", х: "h", һ: "h", ҳ: "h", ц: "ts",
  ч: "ch", ш: "sh", щ: "sh", ъ: "", ы: "i", ь: "", э: "e", є: "e", ю: "u", я: "a",
};

/** Lower-case ASCII skeleton of a name: no accents, one letter for sounds that spellings differ in. */
export function fold(text) {
  const plain = text
    .toLowerCase()
    .replace(/[а-яёіїєәғқңөұүһўҳ]/g, (c) => CYRILLIC[c] ?? c)
    .normalize("NFD")
    .replace(/[\u0300-\u036f'ʻʼ‘’`]/g, "");
  return plain
    .replace(/dzh|zh|dj/g, "j")
    .replace(/kh|x/g, "h")
    .replace(/q|c(?!h)/g, "k")
    .replace(/w/g, "v")
    .replace(/y(?=[aeiou])|(?<=[aeiou])y/g, "")
    .replace(/y/g, "i")
    .replace(/(.)\1+/g, "$1")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

/** Whether `a` becomes `b` by at most `limit` insertions, deletions, changes or swaps of neighbours. */
export function within(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return false;
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...row) > limit) return false;
    before = last;
    last = row;
  }
  return last[b.length] <= limit;
}

/** How well a folded query fits folded words: 4 the whole, 3 its beginning, 2 inside, 1 nearly, 0 not. */
export function fit(query, folded) {
  if (!query) return 0;
  if (folded === query) return 4;
  if (folded.startsWith(query) || folded.includes(` ${query}`)) return 3;
  if (folded.includes(query)) return 2;
  const limit = query.length > 7 ? 2 : query.length > 3 ? 1 : 0;
  if (!limit) return 0;
  const words = folded.split(" ");
  const parts = query.split(" ");
  const near = (part) =>
    words.some((w) => within(part, w, limit) || within(part, w.slice(0, part.length), limit));
  return parts.every(near) ? 1 : 0;
}
