// Draws frames as a map, from straight above, where there is no WebGL; as lossstudio/picture/map/map_view.py.

/** Draws into one canvas. */
class MapRenderer {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Object} part - The page's data.
   */
  constructor(canvas, { look, fog }) {
    this.ink = canvas.getContext("2d");
    this.look = look;
    this.isFoggy = fog;
    this.kept = null;
  }

  /**
   * Draw a frame.
   * @param {Object} frame - What `frameOf` returns.
   * @param {Object} ground - A surface with its heights.
   * @param {Object} theme - The colours.
   * @param {MapOptics} optics
   */
  draw(frame, ground, theme, optics) {
    const { ink, look } = this;
    const { plot, scale } = optics;
    ink.fillStyle = theme.canvas;
    ink.fillRect(0, 0, ...optics.size);
    ink.putImageData(this.bands(ground, theme, optics), plot.left, plot.top);
    if (this.isFoggy) paintMapFog(ink, frame.balls, look.fog, theme, optics);
    ink.strokeStyle = theme.edge;
    ink.lineWidth = scale;
    ink.strokeRect(plot.left, plot.top, plot.width, plot.height);
    ink.lineCap = ink.lineJoin = "round";
    this.drawStrokes(ground.surface.field, [theme.isoline, theme.casing], [look.field_pt, look.field_opacity], optics);
    this.drawStrokes(ground.surface.minima, theme.cross, [look.cross_pt, 1], optics);
    for (const path of frame.paths) this.drawPath(path, theme, optics);
    for (const arrow of frame.arrows) paintMapArrow(ink, arrow, theme.casing, optics);
    for (const ball of frame.balls) this.drawBall(ball, theme, optics);
  }

  /** Return the ground, which is made anew only when something about it has changed. */
  bands(ground, theme, optics) {
    const { kept } = this;
    if (!kept || kept.ground !== ground || kept.theme !== theme || !kept.optics.same(optics)) {
      this.kept = { ground, theme, optics, image: new MapBands(ground, theme, this.look, optics).image() };
    }
    return this.kept.image;
  }

  /** Draw what stands upon the ground: a game's field, the crosses at the lowest places. */
  drawStrokes(packed, [color, casing], [widthPt, opacity], optics) {
    const lines = seenLines(placesOf(packed), optics);
    this.ink.globalAlpha = opacity;
    this.stroke(lines, casing, (widthPt + 1.6) * optics.scale);
    this.stroke(lines, color, widthPt * optics.scale);
    this.ink.globalAlpha = 1;
  }

  drawPath(path, theme, optics) {
    const { ink, look } = this;
    const { scale } = optics;
    const lines = seenLines(path.points, optics);
    const edge = 2 * look.casing_pt * Math.min(1, path.widthPt / look.path_pt);
    ink.save();
    ink.globalAlpha = path.opacity;
    ink.translate(0.8 * path.lanePx * scale, -0.6 * path.lanePx * scale);
    this.stroke(lines, theme.casing, (path.widthPt + edge) * scale);
    this.stroke(lines, path.color, path.widthPt * scale);
    for (const { bead, radius } of shownBeads(path, optics, look)) {
      this.disc(optics.pixel(bead), radius, path.color, theme.casing, look.casing_pt * scale);
    }
    ink.restore();
  }

  drawBall(ball, theme, optics) {
    const [middle, { scale }] = [optics.pixel(ball.place), optics];
    const radius = (this.look.ball_pt / 2) * scale;
    const shade = this.shade(ball.color, middle, radius);
    if (ringShare(ball) < 1) this.disc(middle, radius, shade, theme.casing, 1.25 * scale);
    if (!ringShare(ball)) return;
    this.ink.globalAlpha = ringShare(ball);
    this.disc(middle, 0.86 * radiusPt(ball, this.look) * scale, theme.canvas, ball.color, 0.28 * radius);
    this.ink.globalAlpha = 1;
  }

  /** Return a colour that looks like that of a ball with light from the upper left. */
  shade(color, [x, y], radius) {
    const light = [x - 0.35 * radius, y - 0.4 * radius];
    const shade = this.ink.createRadialGradient(...light, 0, ...light, 1.5 * radius);
    const written = (other, share) => `rgb(${mixed(rgb(color), other, share).map((part) => 255 * part)})`;
    shade.addColorStop(0, written([1, 1, 1], 0.55));
    shade.addColorStop(0.25, color);
    shade.addColorStop(1, written([0, 0, 0], 0.45));
    return shade;
  }

  stroke(lines, color, width) {
    this.ink.strokeStyle = color;
    this.ink.lineWidth = width;
    strokeLines(this.ink, lines);
  }

  disc([x, y], radius, fill, edge, width) {
    const { ink } = this;
    ink.beginPath();
    ink.arc(x, y, radius, 0, 2 * Math.PI);
    ink.fillStyle = fill;
    ink.fill();
    ink.strokeStyle = edge;
    ink.lineWidth = width;
    ink.stroke();
  }
}

/** Return places as lines on the picture; a gap ends one. */
function seenLines(places, optics) {
  const lines = [[]];
  for (const place of places) {
    if (isGap(place)) lines.push([]);
    else lines[lines.length - 1].push(optics.pixel(place).slice(0, 2));
  }
  return lines.filter((line) => line.length > 1);
}
