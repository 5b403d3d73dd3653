// The heights of a surface at any resolution: Catmull-Rom splines through the samples, and how the scale raises them.

/** Places without a loss are this high, in heights of the box: far enough over the top to be cut. */
const WALL = 1.5;

/**
 * What is packed of one surface (see lossstudio/films/webpage/surface_part.py); heights are as the scale raises them.
 */
class Heights {
  /** @param {Object} part - A surface of the page's data. */
  constructor(part) {
    const packed = unpack(part.heights);
    [this.rows, this.columns] = packed.shape;
    this.corner = [part.sides[0] / 2, part.sides[1] / 2];
    this.scale = part.scale;
    this.logShare = part.log_share;
    this.missing = Float32Array.from(packed, (height) => (Number.isNaN(height) ? 1 : 0));
    this.hasHoles = this.missing.includes(1);
    this.straight = Float32Array.from(packed, (height) => (Number.isNaN(height) ? WALL * TALL : this.straightened(height)));
    this.sky = unpack(part.sky);
  }

  /** Return a straight height as the scale has it, but never clipped: the mesh is cut instead. */
  raised(straight) {
    if (this.scale !== "log") return straight;
    return (TALL * Math.log1p(Math.max(straight / TALL, 0) / this.logShare)) / Math.log1p(1 / this.logShare);
  }

  /** Return the straight height of a raised one. */
  straightened(raised) {
    if (this.scale !== "log") return raised;
    return TALL * this.logShare * Math.expm1((raised / TALL) * Math.log1p(1 / this.logShare));
  }

  /**
   * Return the heights, as raised, at `rows` times `columns` even places of the floor: from edge to edge, or in the
   * middles of pixels of which the whole floor takes so many across and up (`spans`).
   */
  grid(columns, rows, spans = null) {
    const straight = resampled(this.straight, [this.rows, this.columns], [rows, columns], spans);
    return straight.map((height) => this.raised(height));
  }

  /**
   * Return heights between those of another surface over the same floor and these.
   * @param {Heights} before
   * @param {(one: number, other: number) => number} mix
   */
  mixed(before, mix) {
    const rows = Math.max(before.rows, this.rows);
    const columns = Math.max(before.columns, this.columns);
    const seen = (heights) => heights.grid(columns, rows).map((height) => Math.min(height, HIGHEST * TALL));
    const [old, own] = [seen(before), seen(this)];
    const missing = this.holes(columns, rows);
    const scale = this.scale === "log" ? "linear" : this.scale; // what is mixed are heights as they are seen
    const sky = this.sky.map((share, at) => mix(before.sky[at], share));
    sky.shape = this.sky.shape;
    return Object.assign(Object.create(Heights.prototype), this, {
      rows, columns, scale, missing, sky, straight: own.map((height, at) => mix(old[at], height)),
    });
  }

  /** Return where the loss is no number, on such a grid: above a half it is none. */
  holes(columns, rows, spans = null) {
    return resampled(this.missing, [this.rows, this.columns], [rows, columns], spans);
  }

  /** Return how much of the sky each place of a grid sees, 0 to 1. */
  skyGrid(columns, rows) {
    return resampled(this.sky, this.sky.shape, [rows, columns]).map((share) => clamp(share, 0, 1));
  }

  /** Return the height over a place of the floor, straight between samples; NaN beside the floor. */
  at(x, y) {
    const [halfX, halfY] = this.corner;
    if (Math.abs(x) > halfX || Math.abs(y) > halfY) return NaN;
    const [column, across] = cellOf((x / halfX + 1) / 2, this.columns);
    const [row, upward] = cellOf((y / halfY + 1) / 2, this.rows);
    const first = row * this.columns + column;
    const near = this.straight[first] * (1 - across) + this.straight[first + 1] * across;
    const second = first + this.columns;
    const far = this.straight[second] * (1 - across) + this.straight[second + 1] * across;
    const height = this.raised(near * (1 - upward) + far * upward);
    return this.scale === "clipped" ? Math.min(height, TALL) : height;
  }

  /** Return the upward normal, of length 1, over a place of the floor. */
  normal(x, y) {
    const nudge = 0.5 / this.columns;
    const [halfX, halfY] = this.corner;
    const slope = (low, high) => (high.height - low.height) / Math.max(high.at - low.at, 1e-9);
    const beside = (by) => ({ at: clamp(x + by, -halfX, halfX), height: this.at(clamp(x + by, -halfX, halfX), y) });
    const before = (by) => ({ at: clamp(y + by, -halfY, halfY), height: this.at(x, clamp(y + by, -halfY, halfY)) });
    const slopes = [slope(beside(-nudge), beside(nudge)), slope(before(-nudge), before(nudge))];
    return unit([...slopes.map((each) => (Number.isFinite(each) ? -each : 0)), 1]);
  }
}

/** Return the number of the cell at a share (0 to 1) of the way along `count` samples, and the share within it. */
function cellOf(share, count) {
  const position = clamp(share * (count - 1), 0, count - 1);
  const cell = Math.min(Math.floor(position), count - 2);
  return [cell, position - cell];
}

/**
 * Return samples on another grid over the same floor, by Catmull-Rom splines in both directions.
 * @param {Float32Array} samples
 * @param {number[]} shape - Rows and columns of the samples.
 * @param {number[]} wanted - The rows and columns that are wanted.
 * @param {?number[]} [spans] - They are in the middles of pixels, of which the whole takes so many across and up.
 */
function resampled(samples, shape, [rows, columns], spans = null) {
  const across = splineRows(samples, shape, columns, spans && spans[0]);
  const upright = splineRows(turned(across, [shape[0], columns]), [columns, shape[0]], rows, spans && spans[1]);
  return turned(upright, [columns, rows]);
}

/** Return each row of samples as a row of so many. */
function splineRows(samples, [lines, count], wanted, span) {
  const made = new Float32Array(lines * wanted);
  for (let at = 0; at < wanted; at++) {
    const along = span ? 0.5 + (at + 0.5 - wanted / 2) / span : at / (wanted - 1);
    const [cell, share] = cellOf(along, count);
    const [a, b, c, d] = splineWeights(share);
    for (let line = 0; line < lines; line++) {
      const first = line * count + cell;
      const [second, third] = [samples[first], samples[first + 1]];
      // Beyond the ends a line goes straight on.
      const before = cell > 0 ? samples[first - 1] : 2 * second - third;
      const after = cell + 2 < count ? samples[first + 2] : 2 * third - second;
      made[line * wanted + at] = a * before + b * second + c * third + d * after;
    }
  }
  return made;
}

/** Return samples with rows and columns exchanged. */
function turned(samples, [rows, columns]) {
  return samples.map((_, at) => samples[(at % rows) * columns + Math.floor(at / rows)]);
}

/** Return how much each of four samples in a row counts at a share of the way between the middle two. */
function splineWeights(share) {
  const [square, cube] = [share ** 2, share ** 3];
  return [
    -0.5 * cube + square - 0.5 * share,
    1.5 * cube - 2.5 * square + 1,
    -1.5 * cube + 2 * square + 0.5 * share,
    0.5 * cube - 0.5 * square,
  ];
}
