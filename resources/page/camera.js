// The camera: from box units to clip coordinates and pixels, and how far to stand to see everything.
// Lengths are in box units, whose longer side on the floor is 1; directions are in degrees.

/** How tall the box is. */
const TALL = 0.37;

/** The vertical field of view. */
const FOV_DEG = 24;

/** How far before and behind its target the camera sees. */
const REACH = 1.6;

const radians = (degrees) => (degrees * Math.PI) / 180;

/** Where the eye is. */
class Camera {
  /**
   * @param {number} azimuth - About the vertical; at 0 the x axis points at the viewer and y to the right.
   * @param {number} elevation - Above the floor.
   * @param {number} distance - From the target.
   * @param {number[]} target - What is in the middle of the picture.
   */
  constructor(azimuth, elevation, distance = 3, target = [0, 0, TALL / 2]) {
    Object.assign(this, { azimuth, elevation, distance, target });
    const [around, above] = [radians(azimuth), radians(elevation)];
    const [sinAround, cosAround, sinAbove, cosAbove] = [
      Math.sin(around), Math.cos(around), Math.sin(above), Math.cos(above),
    ];
    this.right = [-sinAround, cosAround, 0];
    this.up = [-sinAbove * cosAround, -sinAbove * sinAround, cosAbove];
    this.forward = [-cosAbove * cosAround, -cosAbove * sinAround, -sinAbove];
    this.eye = plus(target, this.forward, -distance);
    this.near = Math.max(0.05, distance - REACH);
    this.far = distance + REACH;
  }

  /** Return how many pixels a thing of length 1 at distance 1 takes, in a picture `[width, height]`. */
  focalPx(size) {
    return size[1] / 2 / Math.tan(radians(FOV_DEG / 2));
  }

  /** Return the matrix from box units to clip coordinates, in a picture `[width, height]`. */
  matrix(size) {
    const { right, up, forward, eye, near, far } = this;
    const focal = 1 / Math.tan(radians(FOV_DEG / 2));
    const view = new Float32Array([
      right[0], up[0], -forward[0], 0,
      right[1], up[1], -forward[1], 0,
      right[2], up[2], -forward[2], 0,
      -dot(right, eye), -dot(up, eye), dot(forward, eye), 1,
    ]);
    const projection = new Float32Array([
      (focal * size[1]) / size[0], 0, 0, 0,
      0, focal, 0, 0,
      0, 0, (far + near) / (near - far), -1,
      0, 0, (2 * far * near) / (near - far), 0,
    ]);
    return product(projection, view);
  }

  /** Return where a place is: x and y in pixels from the picture's top left, and how far off it is. */
  project(place, size) {
    const seen = plus(place, this.eye, -1);
    const depth = dot(seen, this.forward);
    // What is behind the eye goes far outside the picture instead of being mirrored into it.
    const scale = this.focalPx(size) / Math.max(depth, 1e-6);
    return [size[0] / 2 + dot(seen, this.right) * scale, size[1] / 2 - dot(seen, this.up) * scale, depth];
  }

  /** Return how long a pixel is at a place. */
  perPx(place, size) {
    return dot(plus(place, this.eye, -1), this.forward) / this.focalPx(size);
  }

  /** Return the camera moved so that its target moves by so many pixels on the picture. */
  movedBy(acrossPx, downPx, size) {
    const perPx = this.distance / this.focalPx(size);
    const aside = plus(this.target, this.right, -acrossPx * perPx);
    return new Camera(this.azimuth, this.elevation, this.distance, plus(aside, this.up, downPx * perPx));
  }
}

/** How points lie along one direction of the picture; `before` and `after` are the slopes of sight on either side. */
class Extent {
  constructor(at, depth, before, after) {
    Object.assign(this, { at, depth, before, after });
  }

  /** Return from how far everything is in sight. */
  get nearest() {
    const [low, high] = this.ends(0);
    return (high - low) / (this.before + this.after);
  }

  /** Return what is in the middle as seen from a distance. */
  middle(stand) {
    const [low, high] = this.ends(stand);
    return (low + high) / 2;
  }

  ends(stand) {
    let [low, high] = [Infinity, -Infinity];
    for (let point = 0; point < this.at.length; point++) {
      low = Math.min(low, this.at[point] + this.before * (this.depth[point] + stand));
      high = Math.max(high, this.at[point] - this.after * (this.depth[point] + stand));
    }
    return [low, high];
  }
}

/**
 * Return the nearest camera of a direction that has all points inside the margins.
 * @param {number[][]} points - What is to be seen.
 * @param {number[]} size - Of the picture, in pixels.
 * @param {number[]} margins - Left, top, right and bottom, in pixels.
 * @param {number[]} direction - Azimuth and elevation.
 * @param {?number} distance - Given, it is kept, and only the middle is fitted.
 */
function fittedCamera(points, size, margins, direction, distance = null) {
  const camera = new Camera(...direction);
  const [width, height] = size;
  const focal = camera.focalPx(size);
  const [left, top, right, bottom] = keptMargins(margins, size);
  const along = (axis) => points.map((point) => dot(point, axis));
  const depths = along(camera.forward);
  const across = new Extent(along(camera.right), depths, (width / 2 - left) / focal, (width / 2 - right) / focal);
  const upward = new Extent(along(camera.up), depths, (height / 2 - bottom) / focal, (height / 2 - top) / focal);
  const depth = dot(camera.target, camera.forward);
  const least = 0.3 - depths.reduce((one, other) => Math.min(one, other));
  const stand = Math.max(least, distance === null ? Math.max(across.nearest, upward.nearest) : distance - depth);
  let target = plus([0, 0, 0], camera.right, across.middle(stand));
  target = plus(plus(target, camera.up, upward.middle(stand)), camera.forward, depth);
  return new Camera(...direction, stand + depth, target);
}

/** Return margins, made smaller where the picture is so small that they would fill it. */
function keptMargins([left, top, right, bottom], [width, height]) {
  const across = Math.min(1, (0.5 * width) / Math.max(left + right, 1e-9));
  const upward = Math.min(1, (0.5 * height) / Math.max(top + bottom, 1e-9));
  return [left * across, top * upward, right * across, bottom * upward];
}
