// Draws frames of the surface with WebGL 2, as lossstudio/picture/gl/renderer.py does with OpenGL.

/** Draws into one canvas. */
class SurfaceRenderer {
  /**
   * @param {WebGL2RenderingContext} gl
   * @param {Object} part - The page's data.
   */
  constructor(gl, part) {
    this.gl = gl;
    this.programs = new Programs(gl, part.shaders);
    this.still = new StillLayer(this.programs, part.look);
    this.moving = new MovingLayer(this.programs, part.look);
    this.fog = part.fog ? new Fog(this.programs, part.look.fog) : null;
  }

  /**
   * Draw a frame.
   * @param {Object} frame - What `frameOf` returns.
   * @param {{number: number, surface: Object, heights: Heights}} ground - What it is upon.
   * @param {Object} theme - The colours.
   * @param {Optics} optics
   * @param {Quality} quality
   */
  draw(frame, ground, theme, optics, quality) {
    const { gl } = this;
    this.still.show(ground, theme, optics, quality);
    gl.depthMask(true);
    gl.clear(gl.DEPTH_BUFFER_BIT);
    gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
    this.fog?.draw(frame.balls, this.still.ground.edges, theme, optics, this.still.depth);
    this.moving.draw(frame, theme, optics, this.still.depth);
  }
}
