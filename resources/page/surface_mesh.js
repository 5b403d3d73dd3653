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
    const surface = cutAt(whole, every, 1);
    const lid = heights.scale === "clipped" ? this.lid(whole, every, heights) : { vertices: [], triangles: [] };
    const first = surface.vertices.length / VERTEX;
    const triangles = surface.triangles.concat(lid.triangles.map((corner) => corner + first));
    this.vertices = Float32Array.from(surface.vertices.concat(lid.vertices));
    this.triangles = Uint32Array.from(triangles);
    this.setLevels(levels);
    const edges = new Edges(this.triangles, this.vertices.length / VERTEX);
    this.rims = edges.outlines(surface.triangles.length / 3).map((chain) => chain.map((at) => this.place(at)));
    this.silhouette = new Silhouette(this, edges);
  }

  /** Return the place of a vertex, in box units. */
  place(vertex) {
    return Array.from(this.vertices.subarray(VERTEX * vertex, VERTEX * vertex + 3));
  }

  /** Return the vertices of the whole relief, flat; their levels are yet to be set. */
  points(heights) {
    const sky = heights.skyGrid(this.columns, this.rows);
    const made = [];
    for (let row = 0; row < this.rows; row++) {
      for (let column = 0; column < this.columns; column++) {
        const at = row * this.columns + column;
        const [x, y] = [this.along(column, this.columns, heights.corner[0]), this.along(row, this.rows, heights.corner[1])];
        const slopes = [
          this.slope(at, column, this.columns, 1, heights.corner[0]),
          this.slope(at, row, this.rows, this.columns, heights.corner[1]),
        ];
        made.push(x, y, this.heights[at], ...unit([-slopes[0], -slopes[1], 1]), sky[at], 0);
      }
    }
    return made;
  }

  along(number, count, half) {
    return half * ((2 * number) / (count - 1) - 1);
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
    const [heights, triangles] = [this.heights, []];
    for (let row = 0; row + 1 < this.rows; row++) {
      for (let column = 0; column + 1 < this.columns; column++) {
        const a = row * this.columns + column;
        const [b, c, d] = [a + 1, a + this.columns + 1, a + this.columns];
        if (Math.min(heights[a], heights[b], heights[c], heights[d]) > top) continue;
        const straight = Math.abs(heights[a] - heights[c]) <= Math.abs(heights[b] - heights[d]);
        triangles.push(...(straight ? [a, b, c, a, c, d] : [a, b, d, b, c, d]));
      }
    }
    return triangles;
  }

  /** Return what is above the top, laid flat at the top, where there is a loss at all. */
  lid(whole, every, heights) {
    const holes = heights.hasHoles ? heights.holes(this.columns, this.rows) : null;
    const known = [];
    for (let first = 0; first < every.length; first += 3) {
      const corners = every.slice(first, first + 3);
      if (!holes || corners.every((corner) => holes[corner] <= 0.5)) known.push(...corners);
    }
    const lid = cutAt(whole, known, -1);
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

/**
 * Return the part of a mesh that is below the top of the box (or above it), with new vertices exactly there.
 * @param {number[]} whole - Vertices, flat.
 * @param {number[]} triangles - Three numbers of vertices each.
 * @param {1|-1} side - 1 keeps what is below the top, -1 what is above it.
 * @returns {{vertices: number[], triangles: number[]}} Only the vertices that are used.
 */
function cutAt(whole, triangles, side) {
  const cut = { vertices: [], triangles: [] };
  const numbers = new Map();
  const isKept = (vertex) => side * (whole[VERTEX * vertex + 2] - TALL) <= 1e-12;
  const known = (key, values) => {
    if (!numbers.has(key)) {
      numbers.set(key, cut.vertices.length / VERTEX);
      cut.vertices.push(...values());
    }
    return numbers.get(key);
  };
  const old = (vertex) => known(vertex, () => whole.slice(VERTEX * vertex, VERTEX * (vertex + 1)));
  const between = (one, other) => {
    const [a, b] = isKept(one) ? [one, other] : [other, one];
    return known((a + 1) * 2 ** 24 + b, () => crossing(whole, a, b));
  };
  for (let first = 0; first < triangles.length; first += 3) {
    const corners = triangles.slice(first, first + 3);
    const kept = corners.map(isKept);
    cut.triangles.push(...cutTriangle(corners, kept, old, between));
  }
  return cut;
}

/** Return what is left of a triangle of which some corners are kept, as numbers of vertices. */
function cutTriangle(corners, kept, old, between) {
  const count = kept.filter(Boolean).length;
  if (count === 0) return [];
  if (count === 3) return corners.map(old);
  // Turned so that the one corner comes first that is kept alone, or is not kept.
  const first = kept.indexOf(count === 1);
  const [a, b, c] = [0, 1, 2].map((by) => corners[(first + by) % 3]);
  if (count === 1) return [old(a), between(a, b), between(a, c)];
  return [old(b), old(c), between(a, b), old(c), between(a, c), between(a, b)];
}

/** Return the vertex where the edge from one vertex to another passes the top. */
function crossing(whole, one, other) {
  const [a, b] = [VERTEX * one, VERTEX * other];
  const share = (TALL - whole[a + 2]) / (whole[b + 2] - whole[a + 2]);
  return Array.from({ length: VERTEX }, (_, at) => whole[a + at] + share * (whole[b + at] - whole[a + at]));
}
