// Fog: of the surface no more is seen than what lies around the balls; as lossstudio/picture/gl/fog.py.

/** As many balls as the shader has room for; those beyond make no clearing. */
const MOST_CLEARINGS = 32;

/** Draws fog over the still layer. */
class Fog {
  /**
   * @param {Programs} programs
   * @param {number[]} reach - Up to where it is clear around a ball, and from where on nothing is seen, in box units.
   */
  constructor(programs, reach) {
    this.gl = programs.gl;
    this.programs = programs;
    this.reach = reach;
    this.nothing = this.gl.createVertexArray();
  }

  /** Draw it in the canvas' colour, and the floor's edges upon it; `depth` is the still layer's. */
  draw(balls, edges, theme, optics, depth) {
    const { gl } = this;
    const places = balls.slice(0, MOST_CLEARINGS).map((ball) => ball.place);
    const around = new Float32Array(2 * MOST_CLEARINGS);
    places.forEach(([x, y], at) => around.set([x, y], 2 * at));
    useTexture(gl, depth, 0);
    gl.enable(gl.BLEND);
    gl.disable(gl.DEPTH_TEST);
    this.programs.set("fog", {
      still_depth: 0,
      place_of: optics.placeOf,
      viewport: optics.size,
      fog_color: rgb(theme.canvas),
      reach: this.reach,
      balls: places.length,
      around,
    });
    gl.bindVertexArray(this.nothing);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    this.programs.set("stroke", {
      ...optics.onScreen(),
      ...PLAIN_LINE,
      body_color: rgb(theme.edge),
      opacity: 0.8,
      radius_px: 0.5 * optics.scale,
      hidden_opacity: 0.5,
    });
    edges.draw();
  }
}
