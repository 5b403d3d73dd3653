// The ground of the map, pixel by pixel: bands of colour, level lines, and what is above the top; as
// lossstudio/picture/map/map_view.py.

/** How much a slope that faces the light is lighter than one that turns away. */
const MAP_SHADE = 0.1;

/** Where a pixel changes the level by less there are no lines. */
const FLAT_LEVEL = 2e-5;

/** One ground, and how its pixels are coloured. */
class MapBands {
  /**
   * @param {Object} ground - A surface with its heights.
   * @param {Object} theme - The colours.
   * @param {Object} look - The page's measures.
   * @param {MapOptics} optics
   */
  constructor(ground, theme, look, optics) {
    Object.assign(this, { levels: ground.surface.levels, look, scale: optics.scale });
    [this.columns, this.rows] = [optics.plot.width, optics.plot.height];
    this.shades = unpack(theme.shades);
    this.isoline = rgb(theme.isoline).map((part) => 255 * part);
    this.beyond = rgb(theme.beyond).map((part) => 255 * part);
    this.spans = optics.corner.map((half) => 2 * half * optics.perUnit);
    this.heights = this.seenHeights(ground.heights);
  }

  /** Return the heights of all pixels, the upper row first. */
  seenHeights(heights) {
    const [columns, rows] = [this.columns, this.rows];
    const grid = heights.grid(columns, rows, this.spans);
    const holes = heights.hasHoles ? heights.holes(columns, rows, this.spans) : null;
    const clipped = heights.scale === "clipped";
    return grid.map((_, at) => {
      const from = (rows - 1 - Math.floor(at / columns)) * columns + (at % columns);
      if (holes && holes[from] > 0.5) return WALL * TALL;
      return clipped ? Math.min(grid[from], TALL) : grid[from];
    });
  }

  /** Return the ground as an image. */
  image() {
    const image = new ImageData(this.columns, this.rows);
    for (let at = 0; at < this.heights.length; at++) {
      const color = this.colorAt(at);
      for (let part = 0; part < 3; part++) image.data[4 * at + part] = color[part];
      image.data[4 * at + 3] = 255;
    }
    return image;
  }

  colorAt(at) {
    const { levels, look, scale } = this;
    const level = (this.heights[at] - levels.origin) / levels.step;
    const [across, down] = [this.change(at, 1, at % this.columns, this.columns), this.changeDown(at)];
    const steepness = Math.max(Math.hypot(across, down), 1e-6);
    const fine = lineCover(level, steepness, look.line_pt * scale, 0.2);
    const heavy = lineCover(level / 5, steepness / 5, look.major_line_pt * scale, 0.34);
    const lines = level < (levels.lowest - levels.origin) / levels.step + 0.5 ? 0 : Math.max(fine, heavy);
    const above = (this.heights[at] - TALL) / levels.step / steepness;
    const rim = 0.55 * clamp((look.rim_pt * scale) / 2 + 0.5 - Math.abs(above), 0, 1);
    let color = mixed(this.shadeOf(level, down - across, steepness), this.isoline, lines);
    color = mixed(color, this.beyond, clamp(0.5 + above, 0, 1));
    return mixed(color, this.isoline, rim);
  }

  changeDown(at) {
    return this.change(at, this.columns, Math.floor(at / this.columns), this.rows);
  }

  /** Return how much the level changes from one pixel to the next. */
  change(at, leap, number, count) {
    const [before, after] = [number > 0 ? at - leap : at, number + 1 < count ? at + leap : at];
    return (this.heights[after] - this.heights[before]) / this.levels.step / Math.max(1, (after - before) / leap);
  }

  /** Return the colour of a pixel's band, a little lighter where the slope faces the upper left. */
  shadeOf(level, facing, steepness) {
    const middle = (Math.floor(level) + 0.5) * this.levels.step + this.levels.origin;
    const at = 3 * Math.floor(clamp((middle / TALL) * 255, 0, 255));
    const light = 1 + ((MAP_SHADE * facing) / (steepness * Math.SQRT2)) * Math.min(1, steepness * 12);
    return [0, 1, 2].map((part) => this.shades[at + part] * light);
  }
}

/** Return how much a level line covers of a pixel. */
function lineCover(level, steepness, widthPx, opacity) {
  if (steepness <= FLAT_LEVEL) return 0;
  const awayPx = Math.abs(level - Math.round(level)) / steepness;
  const cover = clamp(0.5 * widthPx + 0.5 - awayPx, 0, 1) * Math.min(1, widthPx);
  return opacity * cover * clamp((1 / (steepness * widthPx) - 2) / 3, 0, 1);
}

/** Return a colour on the way from one to another. */
function mixed(one, other, share) {
  return one.map((part, at) => part + (other[at] - part) * share);
}
