// The still layer: canvas, floor, surface and glass, drawn once and kept with its depth until something changes.

/** So many surfaces, each at one fineness, are kept on the graphics card. */
const MOST_KEPT = 8;

/** A line that is neither lit nor cased, and nothing of which is seen through the surface. */
const PLAIN_LINE = {
  still_depth: 0, casing_px: 0, lane_px: 0, part: 0, raised: 1, tube: 0, nearer: 0, hidden_opacity: 0,
};

/** What doesn't change between frames, in a texture beside its depth. */
class StillLayer {
  /**
   * @param {Programs} programs
   * @param {Object} look - The page's measures.
   */
  constructor(programs, look) {
    this.gl = programs.gl;
    this.programs = programs;
    this.look = look;
    this.grounds = new Map();
    this.shades = this.gl.createTexture();
    this.shadesOf = null;
    this.nothing = this.gl.createVertexArray();
    this.targets = null;
    this.drawn = null;
  }

  /**
   * Bring a surface, seen in this way, upon the canvas; what hasn't changed since is only copied.
   * @param {{number: number, surface: Object, heights: Heights}} ground - The surface.
   * @param {Object} theme - The colours.
   * @param {Optics} optics
   * @param {Quality} quality
   */
  show(ground, theme, optics, { points, smooth }) {
    const { drawn } = this;
    const seen = { part: ground.surface, ground: this.buffers(ground, points), theme, optics, smooth };
    if (!drawn || drawn.ground !== seen.ground || drawn.theme !== theme || !drawn.optics.same(optics)) {
      this.drawn = seen;
      this.isKept = false;
      this.draw(seen);
      this.finish(seen, null);
      return;
    }
    // Only now is it worth keeping: while the camera moves each picture is seen once.
    if (!this.isKept) this.finish(seen, this.targets.kept);
    this.isKept = true;
    this.copy(this.targets.picture, null);
  }

  /** The still layer's depths. */
  get depth() {
    return this.targets.depth;
  }

  /** Return a surface on the graphics card, at one fineness; what was used longest ago gives way. */
  buffers(ground, points) {
    const name = `${ground.number} ${points}`;
    const found = this.grounds.get(name) || new Ground(this.programs, ground.surface, ground.heights, points);
    this.grounds.delete(name);
    this.grounds.set(name, found);
    const [oldest] = this.grounds.keys();
    if (this.grounds.size > MOST_KEPT) {
      this.grounds.get(oldest).release();
      this.grounds.delete(oldest);
    }
    return found;
  }

  /** The ground that was shown last. */
  get ground() {
    return this.drawn.ground;
  }

  takeSize(size) {
    if (this.targets && this.targets.size.join() === size.join()) return;
    this.targets?.release();
    this.targets = new Targets(this.gl, size);
  }

  /** Put the surface's colours, lowest first, into a texture. */
  takeShades(theme) {
    if (this.shadesOf === theme) return;
    const { gl } = this;
    const shades = Uint8Array.from(unpack(theme.shades), Math.round);
    gl.bindTexture(gl.TEXTURE_2D, this.shades);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB8, shades.length / 3, 1, 0, gl.RGB, gl.UNSIGNED_BYTE, shades);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
    for (const wrap of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) {
      gl.texParameteri(gl.TEXTURE_2D, wrap, gl.CLAMP_TO_EDGE);
    }
    this.shadesOf = theme;
  }

  draw(seen) {
    const { gl } = this;
    this.takeShades(seen.theme);
    this.takeSize(seen.optics.size);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.targets.drawn);
    gl.viewport(0, 0, ...seen.optics.size);
    gl.disable(gl.BLEND);
    gl.enable(gl.DEPTH_TEST);
    gl.depthFunc(gl.LEQUAL);
    gl.depthMask(true);
    gl.clearColor(...rgb(seen.theme.canvas), 1);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
    this.setSurface(seen);
    const upper = seen.ground.silhouette.look(seen.optics.camera.eye);
    if (upper > 0) this.drawSide(seen.ground, gl.BACK, 0);
    gl.depthMask(false);
    this.drawFloor(seen);
    gl.enable(gl.BLEND);
    if (upper < seen.ground.corners / 3) this.drawSide(seen.ground, gl.FRONT, 1);
  }

  setSurface({ part, theme, optics }) {
    const { look } = this;
    this.programs.set("surface", {
      camera: optics.matrix,
      shades: 0,
      eye: optics.camera.eye,
      light: optics.light,
      line_color: rgb(theme.isoline),
      diffuse: theme.diffuse,
      sunken: theme.sunken,
      line: [look.line_pt * optics.scale, 0.2, look.major_line_pt * optics.scale, 0.34],
      tall: TALL,
      level_step: part.levels.step,
      viewport: optics.size,
      lowest: lowestLevel(part),
    });
  }

  /** Draw the surface where it shows one of its sides; the other one is hidden. */
  drawSide(ground, hidden, glass) {
    const { gl } = this;
    useTexture(gl, this.shades, 0);
    this.programs.set("surface", { glass });
    gl.enable(gl.CULL_FACE);
    gl.cullFace(hidden);
    ground.drawSurface();
    gl.disable(gl.CULL_FACE);
  }

  drawFloor({ part, ground, theme, optics }) {
    const line = this.look.line_pt * optics.scale;
    useTexture(this.gl, ground.heights, 0);
    this.programs.set("floor", {
      camera: optics.matrix,
      heights: 0,
      texels: ground.texels,
      ground_color: rgb(theme.ground),
      line_color: rgb(theme.floor_line),
      line: [line, 0.22, line, 0.34],
      tint: [...rgb(theme.floor_tint), 0.05],
      level_law: [part.levels.origin, part.levels.step],
      lowest: lowestLevel(part),
      tall: TALL,
      lidded: part.scale === "clipped" ? 1 : 0,
    });
    ground.drawFloor();
  }

  /** Bring what is drawn into a framebuffer, smooth its edges if that is asked for, and draw lines upon it. */
  finish(seen, framebuffer) {
    const { gl, targets } = this;
    this.copy(targets.rough, framebuffer);
    gl.enable(gl.BLEND);
    useTexture(gl, targets.depth, 0);
    if (seen.smooth) this.smooth(seen);
    this.drawLines(seen);
  }

  smooth({ ground, optics }) {
    useTexture(this.gl, this.targets.rough, 1);
    this.programs.set("smooth", { ...optics.onScreen(), still_depth: 0, rough: 1, hidden_opacity: 0 });
    ground.drawSilhouette(optics.camera.eye);
  }

  /** Copy a picture into a framebuffer, and draw there from now on. */
  copy(picture, framebuffer) {
    const { gl } = this;
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.viewport(0, 0, ...this.targets.size);
    gl.disable(gl.BLEND);
    gl.disable(gl.DEPTH_TEST);
    useTexture(gl, picture, 0);
    this.programs.set("copy", { picture: 0 });
    gl.bindVertexArray(this.nothing);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  drawLines({ ground, theme, optics }) {
    const { look } = this;
    const line = (pieces, color, opacity, widthPt, others = {}) => {
      const radius = { body_color: rgb(color), opacity, radius_px: (widthPt / 2) * optics.scale };
      this.programs.set("stroke", { ...optics.onScreen(), ...PLAIN_LINE, ...radius, ...others });
      pieces.draw();
    };
    line(ground.edges, theme.edge, 0.8, 1);
    line(ground.rims, theme.isoline, 0.55, look.rim_pt);
    const casing = { casing_px: 0.8 * optics.scale, casing_color: rgb(theme.casing) };
    line(ground.field, theme.isoline, look.field_opacity, look.field_pt, casing);
    const crossed = { casing_px: 0.8 * optics.scale, casing_color: rgb(theme.cross[1]), hidden_opacity: 0.45 };
    line(ground.minima, theme.cross[0], 1, look.cross_pt, crossed);
  }
}

/** Return the level where the surface ends. */
function lowestLevel({ levels }) {
  return (levels.lowest - levels.origin) / levels.step;
}
