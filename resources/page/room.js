// Words in the room that there is: on several lines, or without some of their letters; and which way they are read. As
// lossstudio/picture/text/wrapping.py and lossstudio/picture/text/label_lines.py.

const ELLIPSIS = "…";

/** What has no room on so many lines is cut. */
const MOST_LINES = 3;

/** Letters that are read from the right, and any letters: the first ones of a text decide, or the mark before them. */
const FROM_RIGHT = /^[^\p{L}\u200E]*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Any of them; marks of what is read from the left, and of what stands among it and is read its own way. */
const ANY_FROM_RIGHT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const [FROM_LEFT, NAME_BEGINS, NAME_ENDS] = ["\u200E", "\u2068", "\u2069"];

/** Return a name and right of it words or a number, whichever way the name is read; as lossstudio/picture/text/beside.py. */
function besideName(name, words, gap) {
  const plain = !words || name.startsWith(FROM_LEFT) || !ANY_FROM_RIGHT.test(name);
  return [plain ? name : FROM_LEFT + NAME_BEGINS + name + NAME_ENDS, words].filter(Boolean).join(gap);
}

/** Return the pieces in which a text was cut, each read as the whole is; of a name that was cut each part as it. */
function readAlike(pieces) {
  if (!pieces[0]?.startsWith(FROM_LEFT)) return pieces;
  const count = (text, mark) => text.split(mark).length;
  let opened = false;
  return pieces.map((piece) => {
    const inner = (opened ? NAME_BEGINS : "") + piece.replace(FROM_LEFT, "");
    opened = count(inner, NAME_BEGINS) > count(inner, NAME_ENDS);
    return FROM_LEFT + inner + (opened ? NAME_ENDS : "");
  });
}

/** Return which way a text is read, as its first letter is. */
function readingOf(text) {
  return FROM_RIGHT.test(text) ? "rtl" : "ltr";
}

/** Return the letters of words as readers count them: an accent belongs to what it stands upon. */
function lettersOf(words) {
  if (!window.Intl?.Segmenter) return [...words];
  return Array.from(new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(words), ({ segment }) => segment);
}

/**
 * Return words that fit: without letters in their middle where they don't, for they may begin alike.
 * @param {string} words
 * @param {(words: string) => boolean} fits
 */
function cutInMiddle(words, fits) {
  const letters = lettersOf(words);
  const cut = cutBy(words, fits, letters.length, (kept) => {
    const first = Math.ceil(kept / 2);
    return [...letters.slice(0, first), ELLIPSIS, ...letters.slice(letters.length - (kept - first))].join("");
  });
  return readAlike([cut])[0];
}

/** Return words that fit: without their last letters where they don't. */
function cutAtEnd(words, fits) {
  const letters = lettersOf(words);
  return cutBy(words, fits, letters.length, (kept) => letters.slice(0, kept).join("").trimEnd() + ELLIPSIS);
}

/** Return words, or what is left of them when as many letters are kept as fit. */
function cutBy(words, fits, count, left) {
  if (fits(words)) return words;
  let [most, tooMany] = [0, count];
  while (tooMany - most > 1) {
    const middle = (most + tooMany) >> 1;
    if (fits(left(middle))) most = middle;
    else tooMany = middle;
  }
  return left(most);
}

/** Return the lines of words that all fit, a few at most; where one isn't enough, a line ends at the colon. */
function linesOf(words, fits) {
  const lines = wrapped(words, fits).flatMap((line) => letterLines(line, fits));
  if (lines.length <= MOST_LINES) return readAlike(lines);
  const rest = lines.slice(MOST_LINES - 1).join(" ");
  return readAlike([...lines.slice(0, MOST_LINES - 1), cutAtEnd(rest, fits)]);
}

function wrapped(words, fits) {
  if (fits(words)) return [words];
  const colon = words.lastIndexOf(": ");
  const parts = colon < 0 ? [words] : [words.slice(0, colon + 1), words.slice(colon + 2)];
  return parts.flatMap((part) => {
    const lines = [];
    for (const word of part.split(/\s+/).filter(Boolean)) {
      const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
      if (lines.length && fits(longer)) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  });
}

/** Return a line in pieces that fit: a word that doesn't is broken between letters, as Chinese always may be. */
function letterLines(line, fits) {
  const pieces = [];
  for (const letter of lettersOf(line)) {
    const longer = pieces.length ? pieces[pieces.length - 1] + letter : letter;
    if (pieces.length && fits(longer)) pieces[pieces.length - 1] = longer;
    else pieces.push(letter);
  }
  return pieces;
}
