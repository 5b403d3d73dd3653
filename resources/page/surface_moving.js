// What moves over the still layer: shadows, paths, beads, arrows, balls.

/** How much of a path, or of a ball, shows through the surface in front of it. */
const HIDDEN_OPACITY = 0.25;
const HIDDEN_BALL_OPACITY = 0.4;

/** How much nearer a path of the next rank counts, in box units. */
const RANK = 0.008;

/** What of a line is drawn: casings before bodies, so that paths in the same place touch without a seam. */
const WHOLE = 0;
const CASING = 1;
const BODY = 2;

/** A path's points nearer to each other than this, on the picture in points, are as one. */
const FINEST_PT = 0.7;

/** How far around a ball's place the picture may become darker, and how far over it the ball hovers, in radii. */
const SHADOW_REACH = 2.8;
const HOVERING = 0.9;

const SPRITE = [["place", 3], ["color", 3], ["form", 4]];

/** Draws the moving things of a frame over the still layer. */
class MovingLayer {
  /**
   * @param {Programs} programs
   * @param {Object} look - The page's measures.
   */
  constructor(programs, look) {
    this.gl = programs.gl;
    this.programs = programs;
    this.look = look;
    this.strokes = new Strips(programs, "stroke", PIECE);
    this.sprites = new Strips(programs, "sprite", SPRITE);
    this.arrows = new ArrowLayer(programs, look);
    this.nothing = this.gl.createVertexArray();
  }

  /**
   * Draw everything, later things upon earlier ones.
   * @param {Object} frame - What `frameOf` returns.
   * @param {Object} theme - The colours.
   * @param {Optics} optics
   * @param {WebGLTexture} depth - The still layer's.
   */
  draw(frame, theme, optics, depth) {
    const { gl } = this;
    useTexture(gl, depth, 0);
    for (const name of ["stroke", "sprite"]) {
      this.programs.set(name, { ...optics.onScreen(), still_depth: 0, casing_color: rgb(theme.casing) });
    }
    gl.enable(gl.BLEND);
    gl.disable(gl.DEPTH_TEST);
    const paths = this.filled(frame.paths, optics);
    for (const ball of frame.balls.filter((each) => !each.beyond)) this.drawContact(ball, theme, optics);
    this.drawShadows(paths, optics);
    this.drawPaths(paths, optics);
    gl.disable(gl.DEPTH_TEST);
    this.arrows.draw(frame, theme, optics);
    this.drawBalls(frame.balls, theme, optics);
  }

  /** Hand the pieces of all paths over at once, and return the paths, each with which pieces are its own. */
  filled(paths, optics) {
    const every = paths.map((path) => piecesOf([visible(path.points, optics)]));
    const whole = new Float32Array(every.reduce((sum, pieces) => sum + pieces.length, 0));
    let first = 0;
    const filled = paths.map((path, at) => {
      whole.set(every[at], first * this.strokes.width);
      const count = every[at].length / this.strokes.width;
      first += count;
      return { ...path, first: first - count, count };
    });
    this.strokes.fill(whole);
    return filled;
  }

  drawContact(ball, theme, optics) {
    const [color, strength] = theme.contact;
    const radius = (this.look.ball_pt / 2) * optics.scale * optics.camera.perPx(ball.place, optics.size);
    this.programs.set("contact", {
      ...optics.onScreen(),
      still_depth: 0,
      place_of: optics.placeOf,
      light: optics.light,
      tint: [...rgb(color), strength],
      reach_px: SHADOW_REACH * (this.look.ball_pt / 2) * optics.scale,
      place: ball.place,
      middle: plus(ball.place, ball.normal, HOVERING * radius),
      normal: ball.normal,
      radius,
    });
    this.gl.bindVertexArray(this.nothing);
    this.gl.drawArrays(this.gl.TRIANGLE_STRIP, 0, 4);
  }

  drawShadows(paths, optics) {
    const flat = { raised: 0, tube: 0, nearer: 0, casing_px: 0, hidden_opacity: 0, part: WHOLE, lane_px: 0 };
    for (const path of paths.filter((each) => !each.isThin)) {
      const own = { body_color: rgb(path.color), opacity: 0.38 * path.opacity, radius_px: 0.9 * optics.scale };
      this.drawStroke(path, { ...flat, ...own });
    }
  }

  drawPaths(paths, optics) {
    const { gl } = this;
    this.programs.set("stroke", { raised: 1, tube: 1, hidden_opacity: HIDDEN_OPACITY });
    const opaque = paths.filter((path) => path.opacity >= 1);
    for (const path of paths.filter((each) => each.opacity < 1)) this.drawTube(path, WHOLE, optics);
    gl.enable(gl.DEPTH_TEST);
    gl.depthFunc(gl.LEQUAL);
    for (const path of opaque) this.drawTube(path, CASING, optics);
    for (const path of opaque) this.drawTube(path, BODY, optics);
    this.programs.set("sprite", { casing_px: this.look.casing_pt * optics.scale, hidden_opacity: HIDDEN_OPACITY });
    this.drawSprites(paths.flatMap((path) => beadsOf(path, optics, this.look)));
  }

  drawTube(path, part, optics) {
    const { look } = this;
    this.drawStroke(path, {
      body_color: rgb(path.color),
      opacity: path.opacity,
      radius_px: (path.widthPt / 2) * optics.scale,
      casing_px: look.casing_pt * optics.scale * Math.min(1, path.widthPt / look.path_pt),
      lane_px: path.lanePx * optics.scale,
      nearer: RANK * path.rank,
      part,
    });
  }

  drawStroke({ first, count }, values) {
    this.programs.set("stroke", values);
    this.strokes.draw(first, count);
  }

  drawBalls(balls, theme, optics) {
    this.programs.set("sprite", {
      casing_px: 1.25 * optics.scale,
      ground_color: rgb(theme.canvas),
      hidden_opacity: HIDDEN_BALL_OPACITY,
    });
    this.drawSprites(
      balls.map((ball) => [
        ...ball.place, ...rgb(ball.color), radiusPt(ball, this.look) * optics.scale, 1, ringShare(ball), 0,
      ]),
    );
  }

  drawSprites(rows) {
    this.programs.set("sprite", {});
    this.sprites.fill(Float32Array.from(rows.flat()));
    this.sprites.draw();
  }
}

/** Return a path's points without those that fall where the one before them fell; gaps and both ends stay. */
function visible(points, optics) {
  const finest = FINEST_PT * optics.scale;
  let last = [NaN, NaN];
  return points.filter((point, at) => {
    const cell = optics.pixel(point).slice(0, 2).map((part) => Math.floor(part / finest));
    const same = cell[0] === last[0] && cell[1] === last[1];
    last = cell;
    return !same || at === 0 || at === points.length - 1;
  });
}

/** Return a path's beads with their radii in pixels: smaller where they crowd, and none where they would touch. */
function shownBeads(path, optics, look) {
  const tube = (path.widthPt / 2) * optics.scale;
  const places = path.beads.map((bead) => optics.pixel(bead));
  const gap = (one, other) => (one && other ? distanceOf(one, other) : Infinity);
  const beads = path.beads.map((bead, at) => {
    const room = 0.36 * Math.min(gap(places[at - 1], places[at]), gap(places[at], places[at + 1]));
    return { bead, radius: Math.min(look.bead_share * tube, room) };
  });
  return beads.filter(({ radius }) => radius > 1.25 * tube);
}

/** Return a path's beads as sprites. */
function beadsOf(path, optics, look) {
  const nearer = RANK * path.rank + 0.002;
  const beads = shownBeads(path, optics, look);
  return beads.map(({ bead, radius }) => [...bead, ...rgb(path.color), radius, path.opacity, 0, nearer]);
}
