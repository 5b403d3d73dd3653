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
    this.nothing = gl.createVertexArray();
  }

  /**
   * Draw a frame.
   * @param {Object} frame - What `frameOf` returns.
   * @param {{number: number, surface: Object, heights: Heights}} ground - What it is upon.
   * @param {Object} theme - The colours.
   * @param {Optics} optics
   */
  draw(frame, ground, theme, optics) {
    const { gl } = this;
    const layer = this.still.show(ground, theme, optics);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, ...optics.size);
    gl.depthMask(true);
    gl.clearColor(0, 0, 0, 1);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.disable(gl.BLEND);
    gl.disable(gl.DEPTH_TEST);
    useTexture(gl, layer.picture, 0);
    this.programs.set("copy", { picture: 0 });
    gl.bindVertexArray(this.nothing);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
    this.moving.draw(frame, theme, optics, layer.depth);
  }
}
