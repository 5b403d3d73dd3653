// The textures that the still layer is drawn into.

/** Framebuffers of one size. */
class Targets {
  /**
   * @param {WebGL2RenderingContext} gl
   * @param {number[]} size - In pixels.
   */
  constructor(gl, size) {
    this.gl = gl;
    this.size = size;
    /** What the surface is drawn into, with its depth; and where the finished layer is kept. */
    this.rough = this.texture(gl.RGBA8);
    this.depth = this.texture(gl.DEPTH_COMPONENT24);
    this.picture = this.texture(gl.RGBA8);
    this.drawn = this.framebuffer(this.rough, this.depth);
    this.kept = this.framebuffer(this.picture, null);
  }

  texture(format) {
    const { gl } = this;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, format, ...this.size);
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
      gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
    }
    for (const wrap of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) {
      gl.texParameteri(gl.TEXTURE_2D, wrap, gl.CLAMP_TO_EDGE);
    }
    return texture;
  }

  framebuffer(color, depth) {
    const { gl } = this;
    const framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, color, 0);
    if (depth) gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.DEPTH_ATTACHMENT, gl.TEXTURE_2D, depth, 0);
    return framebuffer;
  }

  release() {
    const { gl } = this;
    for (const framebuffer of [this.drawn, this.kept]) gl.deleteFramebuffer(framebuffer);
    for (const texture of [this.rough, this.depth, this.picture]) gl.deleteTexture(texture);
  }
}

/** Let a shader read a texture as that of this number. */
function useTexture(gl, texture, number) {
  gl.activeTexture(gl.TEXTURE0 + number);
  gl.bindTexture(gl.TEXTURE_2D, texture);
}
