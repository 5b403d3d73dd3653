// What a camera, a size and a scale mean to the shaders: matrices, pixels, light, colours.

/** Toward the light: right, up, forward. */
const LIGHT = [-0.42, 0.72, -0.62];

/** One way of looking. */
class Optics {
  /**
   * @param {Camera} camera
   * @param {number[]} size - Of the picture, in pixels.
   * @param {number} scale - Pixels per point.
   */
  constructor(camera, size, scale) {
    Object.assign(this, { camera, size, scale });
    this.matrix = camera.matrix(size);
    this.placeOf = inverse(this.matrix);
    const [right, up, forward] = unit(LIGHT);
    this.light = plus(plus(plus([0, 0, 0], camera.right, right), camera.up, up), camera.forward, forward);
  }

  /** Return the uniforms that screen.glsl and light.glsl want. */
  onScreen() {
    const { near, far } = this.camera;
    return {
      camera: this.matrix,
      viewport: this.size,
      depth_law: [(far + near) / (far - near), (-2 * far * near) / (far - near)],
      upward: 1,
    };
  }

  /** Return where a place is on the picture: x and y in pixels from the top left. */
  pixel(place) {
    return this.camera.project(place, this.size);
  }

  /** Say whether another way of looking is the same. */
  same(other) {
    const told = ({ camera, size, scale }) => [...camera.eye, ...camera.target, ...size, scale].join();
    return told(this) === told(other);
  }
}

/** Return `#rrggbb` as three numbers from 0 to 1. */
function rgb(color) {
  return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255);
}
