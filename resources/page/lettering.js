// What is written upon the picture, and how large it is.

/** Sizes of letters in pixels, where a point is one; as lossstudio/picture/text/fonts.py. */
const LETTERS = {
  numbers: { px: 12, weight: 500 },
  names: { px: 13.3, weight: 600 },
  labels: { px: 12.7, weight: 600 },
};

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
  }

  /** Return how wide and how tall a text is: from the top of its capitals to its base line. */
  size(text) {
    if (!this.widths.has(text)) {
      this.ink.font = this.font;
      this.widths.set(text, this.ink.measureText(text).width);
    }
    return [this.widths.get(text), this.height];
  }

  /** Write a text whose base line starts at a place. */
  write(text, x, y, color) {
    this.ink.font = this.font;
    this.ink.fillStyle = color;
    this.ink.fillText(text, x, y);
  }
}
