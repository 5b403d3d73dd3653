// How much room the axes' numbers and names need around the surface, so that a fitted camera leaves just that; as
// lossstudio/picture/text/label_margins.py.

/** What is left free at least: left, top, right and bottom, in points. */
const MARGINS_PT = [66, 52, 66, 58];

/** The margins that are tried first, as a share of the picture's sides, and how often they are mended. */
const FIRST_SHARE = 0.12;
const MARGIN_ROUNDS = 2;

/** How far the mark of a path stands out above the rim, and what stays free at the picture's edge, in points. */
const MARK_PT = 16;
const EDGE_PT = 14;

/** A picture with as much again around it: nothing that is written stops at its edge. */
class UnboundOptics {
  constructor(camera, [width, height], scale) {
    this.inner = new Optics(camera, [width, height], scale);
    Object.assign(this, { camera, scale, size: [2 * width, 2 * height], shift: [width / 2, height / 2] });
  }

  pixel(place) {
    const [x, y, depth] = this.inner.pixel(place);
    return [x + this.shift[0], y + this.shift[1], depth];
  }
}

/**
 * Return margins, in pixels, that hold everything that is written outside a surface.
 * @param {Object} ground - The surface, its heights and its outline.
 * @param {number[]} size - Of the picture, in pixels.
 * @param {number} scale - Pixels per point.
 * @param {number[]} direction - Azimuth and elevation.
 * @param {Object<string, Lettering>} letters
 */
function marginsFor(ground, size, scale, direction, letters) {
  const least = MARGINS_PT.map((margin) => margin * scale);
  let margins = [0, 1, 0, 1].map((side) => FIRST_SHARE * size[side]);
  for (let round = 0; round < MARGIN_ROUNDS; round++) {
    const camera = fittedCamera(ground.outline, size, margins, direction);
    const needed = neededAround(ground, new UnboundOptics(camera, size, scale), letters);
    margins = needed.map((side) => side + EDGE_PT * scale);
    margins[1] += MARK_PT * scale;
  }
  return margins.map((margin, side) => Math.max(margin, least[side]));
}

/** Return how far the writing stands out beyond the surface on each side, if nothing stops it. */
function neededAround({ surface, heights, outline }, optics, letters) {
  const axes = axesOf(surface, heights, optics, letters, null).every;
  const areas = axes.flatMap((axis) => [...axis.numbers, axis.name].filter(Boolean).map((each) => each.area));
  const seen = outline.map((place) => optics.pixel(place));
  const least = (values) => values.reduce((one, other) => Math.min(one, other), Infinity);
  const out = [
    least(seen.map((place) => place[0])) - least(areas.map((area) => area.left)),
    least(seen.map((place) => place[1])) - least(areas.map((area) => area.top)),
    least(seen.map((place) => -place[0])) - least(areas.map((area) => -area.right)),
    least(seen.map((place) => -place[1])) - least(areas.map((area) => -area.bottom)),
  ];
  return out.map((side) => (Number.isFinite(side) ? Math.max(0, side) : 0));
}
