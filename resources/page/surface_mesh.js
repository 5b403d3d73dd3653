// The mesh of a surface: its relief in triangles, cut cleanly at the top of the box, and its outlines.

/** How many numbers a vertex has: place, normal, share of the sky that it sees, level. */
const VERTEX = 8;

/** How many times as fine as asked the mesh becomes at most of a surface of which little is left after the cut. */
const FINEST = 2;

/** Triangles with what is needed to draw their edges. */
class Mesh {
  /**
   * @param {Heights} heights - The relief.
   * @param {{origin: number, step: number}} levels - Where the level lines are, in heights of the box.
   * @param {number} pointsPerSide - Along the longer side of the floor.
   */
  constructor(heights, levels, pointsPerSide) {
    const finest = pointsPerSide * finer(heights);
    [this.columns, this.rows] = heights.corner.map((half) => Math.max(3, Math.round(2 * half * (finest - 1)) + 1));
    this.heights = heights.grid(this.columns, this.rows);
    const [whole, every] = [this.points(heights), this.cells(heights.scale === "clipped" ? Infinity : TALL)];
    const surface = new Cut(whole, every, 1);
    const lid = heights.scale === "clipped" ? this.lid(whole, every, heights) : { vertices: [], triangles: [] };
    const first = surface.vertices.length / VERTEX;
    this.vertices = Float32Array.from(surface.vertices.concat(lid.vertices));
    this.triangles = Uint32Array.from(surface.triangles.concat(lid.triangles.map((corner) => corner + first)));
    this.setLevels(levels);
    const edges = new Edges(this.triangles, this.vertices.length / VERTEX);
    this.rims = edges.outlines(surface.triangles.length / 3).map((chain) => chain.map((at) => this.place(at)));
    this.silhouette = new Silhouette(this, edges);
  }

  /** Return the place of a vertex, in box units. */
  place(vertex) {
    const at = VERTEX * vertex;
    return [this.vertices[at], this.vertices[at + 1], this.vertices[at + 2]];
  }

  /** Return the vertices of the whole relief, flat; their levels are yet to be set. */
  points(heights) {
    const [halfX, halfY] = heights.corner;
    const sky = heights.skyGrid(this.columns, this.rows);
    const made = new Float32Array(VERTEX * this.heights.length);
    for (let at = 0; at < this.heights.length; at++) {
      const [row, column] = [Math.floor(at / this.columns), at % this.columns];
      const down = -this.slope(at, column, this.columns, 1, halfX);
      const aside = -this.slope(at, row, this.rows, this.columns, halfY);
      const length = Math.hypot(down, aside, 1);
      const first = VERTEX * at;
      made[first] = halfX * ((2 * column) / (this.columns - 1) - 1);
      made[first + 1] = halfY * ((2 * row) / (this.rows - 1) - 1);
      made[first + 2] = this.heights[at];
      made[first + 3] = down / length;
      made[first + 4] = aside / length;
      made[first + 5] = 1 / length;
      made[first + 6] = sky[at];
    }
    return made;
  }

  /** Return how steeply heights rise along rows or columns, by differences of the second order. */
  slope(at, number, count, leap, half) {
    const [heights, gap] = [this.heights, (2 * half) / (count - 1)];
    const value = (by) => heights[at + by * leap];
    if (number === 0) return (-1.5 * value(0) + 2 * value(1) - 0.5 * value(2)) / gap;
    if (number === count - 1) return (1.5 * value(0) - 2 * value(-1) + 0.5 * value(-2)) / gap;
    return (value(1) - value(-1)) / (2 * gap);
  }

  /** Return two triangles per cell not wholly above `top`, split where the diagonal's ends differ less in height. */
  cells(top) {
    const { heights, columns } = this;
    const triangles = [];
    for (let a = 0; a + columns < heights.length; a++) {
      if (a % columns === columns - 1) continue;
      const [b, c, d] = [a + 1, a + columns + 1, a + columns];
      if (Math.min(heights[a], heights[b], heights[c], heights[d]) > top) continue;
      const straight = Math.abs(heights[a] - heights[c]) <= Math.abs(heights[b] - heights[d]);
      if (straight) triangles.push(a, b, c, a, c, d);
      else triangles.push(a, b, d, b, c, d);
    }
    return triangles;
  }

  /** Return what is above the top, laid flat at the top, where there is a loss at all. */
  lid(whole, every, heights) {
    const holes = heights.hasHoles ? heights.holes(this.columns, this.rows) : null;
    const isKnown = (corner) => !holes || holes[corner] <= 0.5;
    const known = every.filter((_, at) => [0, 1, 2].every((corner) => isKnown(every[at - (at % 3) + corner])));
    const lid = new Cut(whole, known, -1);
    for (let first = 0; first < lid.vertices.length; first += VERTEX) {
      [TALL, 0, 0, 1, 1].forEach((value, at) => (lid.vertices[first + 2 + at] = value));
    }
    return lid;
  }

  setLevels(levels) {
    for (let first = 0; first < this.vertices.length; first += VERTEX) {
      this.vertices[first + 7] = (this.vertices[first + 2] - levels.origin) / levels.step;
    }
  }
}

/** Return how many times as fine the mesh of a surface should be of which little is below the top. */
function finer(heights) {
  if (heights.scale === "clipped") return 1;
  const left = heights.straight.filter((height) => height <= TALL).length / heights.straight.length;
  return clamp(Math.sqrt(0.6 / Math.max(left, 1e-3)), 1, FINEST);
}

/** The part of a mesh that is below the top of the box (or above it), with new vertices exactly there. */
class Cut {
  /**
   * @param {Float32Array} whole - Vertices, flat.
   * @param {number[]} triangles - Three numbers of vertices each.
   * @param {1|-1} side - 1 keeps what is below the top, -1 what is above it.
   */
  constructor(whole, triangles, side) {
    this.whole = whole;
    this.side = side;
    /** The vertices that are used, flat, and the triangles. @type {number[]} */
    this.vertices = [];
    this.triangles = [];
    this.numbers = new Int32Array(whole.length / VERTEX).fill(-1);
    this.crossings = new Map();
    for (let first = 0; first < triangles.length; first += 3) {
      this.add(triangles[first], triangles[first + 1], triangles[first + 2]);
    }
  }

  isKept(vertex) {
    return this.side * (this.whole[VERTEX * vertex + 2] - TALL) <= 1e-12;
  }

  /** Add what is left of a triangle. */
  add(a, b, c) {
    const [one, two, three] = [this.isKept(a), this.isKept(b), this.isKept(c)];
    const count = one + two + three;
    if (count === 3) this.triangles.push(this.old(a), this.old(b), this.old(c));
    if (count === 0 || count === 3) return;
    // Turned so that the one corner comes first that is kept alone, or is not kept.
    const alone = count === 1;
    if (one === alone) this.addPart(a, b, c, alone);
    else if (two === alone) this.addPart(b, c, a, alone);
    else this.addPart(c, a, b, alone);
  }

  addPart(a, b, c, alone) {
    const [ab, ac] = [this.between(a, b), this.between(a, c)];
    if (alone) this.triangles.push(this.old(a), ab, ac);
    else this.triangles.push(this.old(b), this.old(c), ab, this.old(c), ac, ab);
  }

  /** Return the new number of a vertex. */
  old(vertex) {
    if (this.numbers[vertex] < 0) {
      this.numbers[vertex] = this.vertices.length / VERTEX;
      for (let at = VERTEX * vertex; at < VERTEX * (vertex + 1); at++) this.vertices.push(this.whole[at]);
    }
    return this.numbers[vertex];
  }

  /** Return the number of the vertex where the edge between two vertices passes the top. */
  between(one, other) {
    const [a, b] = this.isKept(one) ? [one, other] : [other, one];
    const name = a * this.numbers.length + b;
    if (!this.crossings.has(name)) {
      this.crossings.set(name, this.vertices.length / VERTEX);
      this.vertices.push(...crossing(this.whole, a, b));
    }
    return this.crossings.get(name);
  }
}

/** Return the vertex where the edge from one vertex to another passes the top. */
function crossing(whole, one, other) {
  const [a, b] = [VERTEX * one, VERTEX * other];
  const share = (TALL - whole[a + 2]) / (whole[b + 2] - whole[a + 2]);
  const made = Array.from({ length: VERTEX }, (_, at) => whole[a + at] + share * (whole[b + at] - whole[a + at]));
  made[2] = TALL;
  return made;
}
