// A surface, its floor and its outlines on the graphics card.

/** The attributes of the floor's corners, and of the surface's points. */
const FLAT = [["place", 3], ["local", 2]];
const POINT = [["place", 3], ["normal", 3], ["sky", 1], ["level", 1]];

/** What is drawn of one surface, with the programs as they are set. */
class Ground {
  /**
   * @param {Programs} programs
   * @param {Object} part - A surface of the page's data.
   * @param {Heights} heights - Its heights.
   * @param {number} pointsPerSide - Of the mesh.
   */
  constructor(programs, part, heights, pointsPerSide) {
    const { gl } = programs;
    this.gl = gl;
    this.programs = programs;
    /** The buffers that are nobody else's. */
    this.buffers = [];
    const mesh = new Mesh(heights, part.levels, pointsPerSide);
    this.silhouette = mesh.silhouette;
    this.texels = [mesh.columns, mesh.rows];
    this.heights = this.heightTexture(mesh);
    this.floor = programs.array("floor", this.buffer(floorCorners(heights.corner)), FLAT);
    this.surface = programs.array("surface", this.buffer(mesh.vertices), POINT);
    gl.bindVertexArray(this.surface);
    this.buffer(mesh.triangles, gl.ELEMENT_ARRAY_BUFFER);
    gl.bindVertexArray(null);
    this.corners = mesh.triangles.length;
    this.seen = new Strips(programs, "smooth", [["start", 3], ["end", 3]]);
    this.edges = this.lines([floorEdge(heights.corner)]);
    this.rims = this.lines(mesh.rims);
    this.field = this.lines([placesOf(part.field)]);
    this.minima = this.lines([placesOf(part.minima)]);
  }

  drawFloor() {
    this.gl.bindVertexArray(this.floor);
    this.gl.drawArrays(this.gl.TRIANGLE_STRIP, 0, 4);
  }

  drawSurface() {
    this.gl.bindVertexArray(this.surface);
    this.gl.drawElements(this.gl.TRIANGLES, this.corners, this.gl.UNSIGNED_INT, 0);
  }

  /** Draw strips along the edges that an eye sees. */
  drawSilhouette(eye) {
    this.seen.fill(this.silhouette.seenFrom(eye));
    this.seen.draw();
  }

  release() {
    for (const strips of [this.seen, this.edges, this.rims, this.field, this.minima]) strips.release();
    for (const array of [this.floor, this.surface]) this.gl.deleteVertexArray(array);
    for (const buffer of this.buffers) this.gl.deleteBuffer(buffer);
    this.gl.deleteTexture(this.heights);
  }

  buffer(data, kind = this.gl.ARRAY_BUFFER) {
    const buffer = this.gl.createBuffer();
    this.buffers.push(buffer);
    this.gl.bindBuffer(kind, buffer);
    this.gl.bufferData(kind, data, this.gl.STATIC_DRAW);
    return buffer;
  }

  lines(chains) {
    const made = new Strips(this.programs, "stroke", PIECE);
    made.fill(piecesOf(chains));
    return made;
  }

  /** Return the relief as a texture, from which the floor takes its lines. */
  heightTexture(mesh) {
    const { gl } = this;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    // Some phones can't mix 32-bit numbers between texels.
    const format = gl.getExtension("OES_texture_float_linear") ? gl.R32F : gl.R16F;
    gl.texImage2D(gl.TEXTURE_2D, 0, format, mesh.columns, mesh.rows, 0, gl.RED, gl.FLOAT, mesh.heights);
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
      gl.texParameteri(gl.TEXTURE_2D, filter, gl.LINEAR);
    }
    for (const wrap of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) {
      gl.texParameteri(gl.TEXTURE_2D, wrap, gl.CLAMP_TO_EDGE);
    }
    return texture;
  }
}

/** Return packed places `(n, 3)` as a list of places; NaN parts one line from the next. */
function placesOf(packed) {
  const numbers = unpack(packed);
  return Array.from({ length: numbers.length / 3 }, (_, at) => Array.from(numbers.subarray(3 * at, 3 * at + 3)));
}

function floorCorners([halfX, halfY]) {
  const signs = [[-1, -1], [1, -1], [-1, 1], [1, 1]];
  return Float32Array.from(signs.flatMap(([x, y]) => [x * halfX, y * halfY, 0, x, y]));
}

/** Return the floor's outline, each side in parts, so that a part can be hidden alone. */
function floorEdge([halfX, halfY]) {
  const corners = [[-halfX, -halfY, 0], [halfX, -halfY, 0], [halfX, halfY, 0], [-halfX, halfY, 0]];
  const parts = 24;
  const outline = corners.flatMap((corner, number) => {
    const way = plus(corners[(number + 1) % 4], corner, -1);
    return Array.from({ length: parts }, (_, part) => plus(corner, way, part / parts));
  });
  return [...outline, outline[0]];
}
