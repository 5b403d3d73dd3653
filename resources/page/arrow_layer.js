// Draws the arrows of a phase and the tangent patch over the surface, and upon the map.

/** The length and half the width of a head, and the width of a shaft, in points: on the surface, and on the map. */
const HEAD_PT = [15, 6.5];
const SHAFT_PT = 4;
const MAP_HEAD_PT = [14, 6];
const MAP_SHAFT_PT = 3.6;

/** How much larger than itself a flat piece is drawn, so that its edge is smooth. */
const FLAT_WIDER = 1.08;

/** Draws with WebGL. */
class ArrowLayer {
  /**
   * @param {Programs} programs
   * @param {Object} look - The page's measures.
   */
  constructor(programs, look) {
    this.gl = programs.gl;
    this.programs = programs;
    this.look = look;
    this.strokes = new Strips(programs, "stroke", PIECE);
    this.flat = this.gl.createBuffer();
    this.patch = programs.array("flat", this.flat, [["place", 3], ["local", 2]]);
    this.nothing = this.gl.createVertexArray();
  }

  /** Draw a frame's patch and arrows. */
  draw(frame, theme, optics) {
    if (frame.patch) this.drawPatch(frame.patch, theme, optics);
    for (const arrow of frame.arrows) this.drawArrow(arrow, theme, optics);
  }

  drawPatch(corners, theme, optics) {
    const { gl } = this;
    const middle = corners.reduce((sum, corner) => plus(sum, corner, 0.25), [0, 0, 0]);
    const wide = corners.map((corner) => plus(middle, plus(corner, middle, -1), FLAT_WIDER));
    const locals = [[-1, -1], [1, -1], [-1, 1], [1, 1]].map((local) => local.map((side) => side * FLAT_WIDER));
    const data = [0, 1, 3, 2].flatMap((corner, at) => [...wide[corner], ...locals[at]]);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.flat);
    gl.bufferData(gl.ARRAY_BUFFER, Float32Array.from(data), gl.DYNAMIC_DRAW);
    const border = { border_px: 1.4 * optics.scale, border_opacity: 0.75 };
    this.programs.set("flat", { ...optics.onScreen(), tint: [...rgb(theme.error), 0.25], ...border });
    gl.bindVertexArray(this.patch);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  drawArrow(arrow, theme, optics) {
    const { gl } = this;
    const [length, half] = HEAD_PT.map((part) => part * optics.scale);
    const { shaft, toward } = headOf(arrow.points, optics, length - 3 * optics.scale);
    const common = {
      body_color: rgb(arrow.color),
      casing_color: rgb(theme.casing),
      casing_px: 1.2 * this.look.casing_pt * optics.scale,
      nearer: 0,
    };
    const line = { opacity: 1, tube: 1, part: WHOLE, lane_px: 0, hidden_opacity: 1 };
    this.programs.set("stroke", { ...common, ...line, radius_px: (SHAFT_PT / 2) * optics.scale });
    this.strokes.fill(piecesOf([shaft]));
    this.strokes.draw();
    this.programs.set("head", {
      ...optics.onScreen(),
      ...common,
      tip: arrow.points[arrow.points.length - 1],
      toward: [toward[0], -toward[1]], // WebGL counts rows from below
      length_px: length,
      half_width_px: half,
    });
    gl.bindVertexArray(this.nothing);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }
}

/** Draw an arrow upon the map. */
function paintMapArrow(ink, arrow, casing, optics) {
  const { scale } = optics;
  const [length, half] = MAP_HEAD_PT.map((part) => part * scale);
  const { shaft, toward } = headOf(arrow.points, optics, length);
  const tip = optics.pixel(arrow.points[arrow.points.length - 1]);
  const corner = (back, aside) => [
    tip[0] - toward[0] * back - toward[1] * aside,
    tip[1] - toward[1] * back + toward[0] * aside,
  ];
  const head = [corner(0, 0), corner(length, half), corner(length, -half), corner(0, 0)];
  const stem = [...shaft.map((place) => optics.pixel(place).slice(0, 2)), corner(length - 2 * scale, 0)];
  for (const [color, wider] of [[casing, 2.4 * scale], [arrow.color, 0]]) {
    ink.strokeStyle = ink.fillStyle = color;
    ink.lineWidth = MAP_SHAFT_PT * scale + wider;
    strokeLines(ink, [stem]);
    ink.lineWidth = wider || 0.1;
    strokeLines(ink, [head]);
    ink.fill();
  }
}
