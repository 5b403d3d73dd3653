// The legend of the surface: who is who, where names beside the balls would cover what is to be seen; as
// lossstudio/picture/text/legend.py.

/** From one name to the next, in heights of a letter; more names than the usual ones are written smaller. */
const LEGEND_LINE = 1.7;
const USUAL_NAMES = 5;
const SMALLEST_SHARE = 0.55;

/** Where a legend would cover something it is smaller, down to the last share: as small as can just be read. */
const SHRUNK_SHARES = [1, 0.85, 0.72, 0.6, 0.5];
const LEAST_SHARE = 0.4;

/** So wide, as shares of the widest, is a legend that would cover what is written; its names are cut then. */
const SHORTER_SHARES = [0.75, 0.55, 0.4];

/** It is, if it covers no more than so much of what the larger one would; what is written counts so many times. */
const SPARED = 0.7;
const WRITTEN_TIMES = 1000;

/** A legend is no wider than this share of the picture: names are written smaller first, then cut in their middle. */
const WIDEST_SHARE = 0.6;

/** The smallest letters of a name, in pixels of the page: a telephone is small itself, and smaller ones can't be read. */
const LEAST_LETTERS_PX = 8;

/** The dots' radius, the room around the rows and after the dots, in points. */
const LEGEND_DOT_PT = 5;
const LEGEND_PADDING_PT = [9, 8];
const LEGEND_GAP_PT = 8;

/** At so many heights of either side a legend may stand. */
const LEGEND_LEVELS = 9;

/** A legend of some names: how large it is, and where it stands. */
class Legend {
  /**
   * @param {Object[]} names - Labels, one for each row.
   * @param {Lettering} letters
   * @param {Surroundings} around
   * @param {Area[]} ground - Where the surface is: the legend stands beside it, if it can.
   */
  constructor(names, letters, around, ground) {
    Object.assign(this, { names, letters, scale: around.scale });
    this.whole = this._size();
    const { share, area } = this._place(around, ground);
    Object.assign(this, { share, area });
    const [across] = LEGEND_PADDING_PT.map((part) => part * this.scale);
    const room = area.width / share - 2 * across - this._indent + 1; // what just fits is whole, whatever was rounded
    this.texts = names.map(({ text }) => letters.cut(text, room));
  }

  /** Paint a row for each name. */
  paint(ink, theme) {
    const { area, letters, scale, share } = this;
    const [across, down] = LEGEND_PADDING_PT.map((part) => part * scale);
    ink.save();
    ink.translate(area.left, area.top);
    ink.scale(share, share);
    ink.lineWidth = scale;
    ink.strokeStyle = theme.border;
    paintCard(ink, new Area(0, 0, area.width / share, area.height / share), 5 * scale, theme.card, 0.9);
    ink.stroke();
    this.names.forEach((name, row) => {
      const base = down + letters.height * (1 + LEGEND_LINE * row);
      paintDot(ink, [across + LEGEND_DOT_PT * scale, base - letters.height / 2], name, theme, scale);
      letters.write(this.texts[row], across + this._indent, base, theme.text);
    });
    ink.restore();
  }

  get _indent() {
    return (2 * LEGEND_DOT_PT + LEGEND_GAP_PT) * this.scale;
  }

  /** Return how wide and tall it is with letters of their usual size. */
  _size() {
    const { names, letters, scale } = this;
    const widest = Math.max(...names.map((name) => letters.size(name.text)[0]));
    const [across, down] = LEGEND_PADDING_PT.map((part) => part * scale);
    const height = 2 * down + letters.height * (1 + LEGEND_LINE * (names.length - 1));
    return [2 * across + this._indent + widest, height];
  }

  /** Return where it stands, and at which share of their size its letters are written. */
  _place(around, ground) {
    const most = WIDEST_SHARE * around.inside.width;
    const readable = (LEAST_LETTERS_PX * (window.devicePixelRatio || 1)) / (LETTERS.labels.px * this.scale);
    const shares = sharesOf(this.names.length, readable);
    const sizes = shares.map((share) => ({ share, width: share * this.whole[0], height: share * this.whole[1] }));
    const smallest = sizes[sizes.length - 1];
    const fitting = sizes.filter(({ width }) => width <= most);
    const tried = fitting.length ? fitting : [{ ...smallest, width: most }];
    const shorter = SHORTER_SHARES.map((share) => ({ ...smallest, width: share * most }));
    let [found, least] = [null, Infinity];
    for (const size of [...tried, ...shorter.filter(({ width }) => width < smallest.width)]) {
      if (found && !tried.includes(size) && !sharedWith(found.area, around.blocked)) break; // cut only for what is written
      const area = legendArea(size.width, size.height, around, ground);
      const covers = coveredBy(area, around, ground);
      if (covers < SPARED * least) [found, least] = [{ share: size.share, area }, covers];
      if (!covers) break;
    }
    return found;
  }
}

/** Return how large names may be written, the largest first, down to a share at which they can still be read. */
function sharesOf(count, readable) {
  const least = clamp(readable, LEAST_SHARE, 1);
  const usual = clamp(USUAL_NAMES / count, Math.max(SMALLEST_SHARE, least), 1);
  return [...new Set(SHRUNK_SHARES.map((share) => Math.max(least, share * usual)))];
}

/** Return where a legend stands: at the side, where it covers the least; it doesn't heed the paths, so it rests. */
function legendArea(width, height, around, ground) {
  const { inside } = around;
  const levels = Array.from({ length: LEGEND_LEVELS }, (_, level) => level / (LEGEND_LEVELS - 1));
  const places = [inside.right - width, inside.left].flatMap((left) =>
    levels.map((level) => {
      const top = inside.top + level * (inside.height - height);
      return new Area(left, top, left + width, top + height);
    }),
  );
  const costs = places.map((area) => coveredBy(area, around, ground));
  return places[costs.indexOf(Math.min(...costs))];
}

/** Return how bad it is that something stands here: how much it covers, writing counting most. */
function coveredBy(area, { blocked }, ground) {
  return WRITTEN_TIMES * sharedWith(area, blocked) + sharedWith(area, ground);
}

/** Paint a small ball, or a ring for a hollow one, as they lie upon the surface. */
function paintDot(ink, middle, { color, hollow }, theme, scale) {
  const radius = LEGEND_DOT_PT * scale;
  ink.beginPath();
  ink.arc(...middle, hollow ? 0.75 * radius : radius, 0, 2 * Math.PI);
  ink.fillStyle = color;
  ink.lineWidth = hollow ? 0.5 * radius : scale;
  ink.strokeStyle = hollow ? color : theme.casing;
  if (!hollow) ink.fill();
  ink.stroke();
}
