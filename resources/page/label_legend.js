// The legend of the surface: who is who, where names beside the balls would cover what is to be seen; as
// lossstudio/picture/text/legend.py.

/** From one name to the next, in heights of a letter; more names than the usual ones are written smaller. */
const LEGEND_LINE = 1.7;
const USUAL_NAMES = 5;
const SMALLEST_SHARE = 0.55;

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
   * @param {CanvasRenderingContext2D} ink
   * @param {Surroundings} around
   * @param {Area[]} ground - Where the surface is: the legend stands beside it, if it can.
   */
  constructor(names, ink, around, ground) {
    this.names = names;
    this.scale = around.scale * clamp(USUAL_NAMES / names.length, SMALLEST_SHARE, 1);
    this.letters = new Lettering(ink, "labels", this.scale);
    const widest = Math.max(...names.map((name) => this.letters.size(name.text)[0]));
    const [across, down] = LEGEND_PADDING_PT.map((part) => part * this.scale);
    this.indent = (2 * LEGEND_DOT_PT + LEGEND_GAP_PT) * this.scale;
    const height = 2 * down + this.letters.height * (1 + LEGEND_LINE * (names.length - 1));
    this.area = legendArea(2 * across + this.indent + widest, height, around, ground);
  }

  /** Paint a row for each name. */
  paint(ink, theme) {
    const { area, letters, scale } = this;
    const [across, down] = LEGEND_PADDING_PT.map((part) => part * scale);
    ink.lineWidth = scale;
    ink.strokeStyle = theme.border;
    paintCard(ink, area, 5 * scale, theme.card, 0.9);
    ink.stroke();
    this.names.forEach((name, row) => {
      const base = area.top + down + letters.height * (1 + LEGEND_LINE * row);
      paintDot(ink, [area.left + across + LEGEND_DOT_PT * scale, base - letters.height / 2], name, theme, scale);
      letters.write(name.text, area.left + across + this.indent, base, theme.text);
    });
  }
}

/** Return where a legend stands: at the side, where it covers the least; it doesn't heed the paths, so it rests. */
function legendArea(width, height, { inside, blocked }, ground) {
  const levels = Array.from({ length: LEGEND_LEVELS }, (_, level) => level / (LEGEND_LEVELS - 1));
  const places = [inside.right - width, inside.left].flatMap((left) =>
    levels.map((level) => {
      const top = inside.top + level * (inside.height - height);
      return new Area(left, top, left + width, top + height);
    }),
  );
  const costs = places.map((area) => 10 * sharedWith(area, blocked) + sharedWith(area, ground));
  return places[costs.indexOf(Math.min(...costs))];
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
