// From where the surface is looked at, as a reader turns, moves and zooms.

/** How far a drag turns, how low and high the eye goes, how near and far; a notch of the wheel. */
const DEGREES_PER_PX = 0.35;
const LOWEST_DEG = -12;
const HIGHEST_DEG = 89.9;
const NEAREST = 0.6;
const FARTHEST = 12;

/** The reader's eye. Lengths are in pixels of the page, angles in degrees, distances in box units. */
class ViewCamera {
  /**
   * @param {{azimuth: number, elevation: number, distance: ?number}} home - Where it begins; without a distance it
   *   stands as near as everything fits.
   * @param {() => void} changed - Called after each change.
   */
  constructor(home, changed) {
    this.start = { ...home };
    this.changed = changed;
    this.now = { ...home, pan: [0, 0] };
    this.seen = null;
  }

  /** Turn about the surface by a drag of so many pixels. */
  turn(dx, dy) {
    const elevation = clamp(this.now.elevation + dy * DEGREES_PER_PX, LOWEST_DEG, HIGHEST_DEG);
    const azimuth = ((((this.now.azimuth - dx * DEGREES_PER_PX + 180) % 360) + 360) % 360) - 180;
    this.become({ azimuth, elevation, distance: this.distance() });
  }

  /** Come so many times as near. */
  zoom(factor) {
    this.become({ distance: clamp(this.distance() / factor, NEAREST, FARTHEST) });
  }

  /** Move the picture by so many pixels. */
  pan(dx, dy) {
    this.become({ pan: [this.now.pan[0] + dx, this.now.pan[1] + dy] });
  }

  /** Go back to where it began. */
  home() {
    this.become({ ...this.start, pan: [0, 0] });
  }

  /** Return where it is, as plain data that `set` takes. */
  get() {
    return { ...this.now, pan: [...this.now.pan] };
  }

  /** Go where some data say; what they leave out, or what is no number, stays. */
  set(told) {
    const numbers = ["azimuth", "elevation", "distance"].filter((key) => Number.isFinite(told?.[key]));
    const wanted = Object.fromEntries(numbers.map((key) => [key, told[key]]));
    if (told?.distance === null) wanted.distance = null;
    if ("elevation" in wanted) wanted.elevation = clamp(wanted.elevation, LOWEST_DEG, HIGHEST_DEG);
    if (wanted.distance) wanted.distance = clamp(wanted.distance, NEAREST, FARTHEST);
    if (Array.isArray(told?.pan) && told.pan.length === 2 && told.pan.every(Number.isFinite)) wanted.pan = told.pan;
    this.become(wanted);
  }

  become(change) {
    this.now = { ...this.now, ...change };
    this.changed();
  }

  /** Return how far it stands from what it looks at. */
  distance() {
    return this.now.distance ?? this.seen?.distance ?? 3;
  }

  /**
   * Return the camera for a picture.
   * @param {number[][]} outline - Places with the hull of what is to be seen.
   * @param {number[]} size - In pixels of the screen.
   * @param {number[]} margins - Left, top, right and bottom, in these pixels.
   * @param {number} ratio - Pixels of the screen per pixel of the page.
   */
  camera(outline, size, margins, ratio) {
    const { azimuth, elevation, distance, pan } = this.now;
    this.seen = fittedCamera(outline, size, margins, [azimuth, elevation], distance);
    if (pan[0] || pan[1]) this.seen = this.seen.movedBy(pan[0] * ratio, pan[1] * ratio, size);
    return this.seen;
  }

  /** Take to a picture of another size: what was in sight stays in sight, now and where it began. */
  resized(outline, [before, after], [marginsBefore, marginsAfter]) {
    for (const eye of [this.start, this.now]) {
      if (eye.distance === null) continue;
      const angles = [eye.azimuth, eye.elevation];
      const one = fittedCamera(outline, before, marginsBefore, angles).distance;
      const other = fittedCamera(outline, after, marginsAfter, angles).distance;
      eye.distance = clamp((eye.distance * other) / one, NEAREST, FARTHEST);
    }
  }
}

/** Return places with the hull of the floor and of the part of a surface that is inside the box. */
function outlineOf(heights) {
  const [halfX, halfY] = heights.corner;
  const floor = [[-halfX, -halfY, 0], [halfX, -halfY, 0], [-halfX, halfY, 0], [halfX, halfY, 0]];
  const most = heights.scale === "clipped" ? Infinity : TALL * 1.02;
  const surface = [];
  for (let row = 0; row < heights.rows; row++) {
    for (let column = 0; column < heights.columns; column++) {
      const straight = heights.straight[row * heights.columns + column];
      if (straight > most || heights.missing[row * heights.columns + column]) continue;
      const x = halfX * ((2 * column) / (heights.columns - 1) - 1);
      const y = halfY * ((2 * row) / (heights.rows - 1) - 1);
      surface.push([x, y, Math.min(heights.raised(straight), TALL)]);
    }
  }
  return surface.length ? [...floor, ...surface] : [...floor, ...floor.map(([x, y]) => [x, y, TALL])];
}
