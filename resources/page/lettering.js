// What is written upon the picture, and how large it is.

/** Sizes of letters in pixels, where a point is one; as lossstudio/picture/text/fonts.py. */
const LETTERS = {
  numbers: { px: 12, weight: 500 },
  names: { px: 13.3, weight: 600 },
  labels: { px: 12.7, weight: 600 },
};

/** From one line to the next, in heights of a letter. */
const LEADING = 1.7;

/** Letters of one kind, and their measures. */
class Lettering {
  /**
   * @param {CanvasRenderingContext2D} ink - What they are written with.
   * @param {"numbers"|"names"|"labels"} kind
   * @param {number} scale - Pixels per point.
   */
  constructor(ink, kind, scale) {
    const { px, weight } = LETTERS[kind];
    this.ink = ink;
    this.font = `${weight} ${px * scale}px Inter, ${FONT}`;
    ink.font = this.font;
    this.height = ink.measureText("H").actualBoundingBoxAscent;
    this.widths = new Map();
    this.kept = new Map();
  }

  /** Return how wide and how tall a text is: from the top of its capitals to its base line. */
  size(text) {
    if (!this.widths.has(text)) {
      this.ink.font = this.font;
      this.widths.set(text, this.ink.measureText(text).width);
    }
    return [this.widths.get(text), this.height];
  }

  /** Return how wide and how tall lines are, from the top of the first one's capitals to the last one's base line. */
  linesSize(lines) {
    return [Math.max(...lines.map((line) => this.size(line)[0])), this.height * (1 + LEADING * (lines.length - 1))];
  }

  /** Return the lines of a text, none wider than a room in pixels. */
  lines(text, room) {
    return this._once(`lines ${room} ${text}`, () => linesOf(text, (words) => this.size(words)[0] <= room));
  }

  /** Return a text that is no wider than a room in pixels. */
  cut(text, room) {
    return this._once(`cut ${room} ${text}`, () => cutInMiddle(text, (words) => this.size(words)[0] <= room));
  }

  /** Write a text whose left end and base line are at a place. */
  write(text, x, y, color) {
    this.ink.font = this.font;
    this.ink.direction = readingOf(text);
    this.ink.textAlign = "left";
    this.ink.fillStyle = color;
    this.ink.fillText(text, x, y);
  }

  /** Return what was found for a key, found anew where too much is kept: rooms change while a window does. */
  _once(key, find) {
    if (this.kept.size > 500) this.kept.clear();
    if (!this.kept.has(key)) this.kept.set(key, find());
    return this.kept.get(key);
  }
}
