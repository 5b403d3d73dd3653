// Which edges of the box carry the numbers, as a camera sees it; as lossstudio/picture/camera/edges.py.

/** From so steeply above, in degrees, the loss axis is too short to be read. */
const STEEP_DEG = 75;

/** An edge that leads so straight away from the viewer carries its numbers on the right, away from the loss axis. */
const SIDEWAYS = 0.2;

/** Another edge takes over only when it is so much better: by elevation, by direction, or by shares of the width. */
const HELD = { deg: 2, sideways: 0.08, share: 0.015 };

/** At so many places a line of sight is looked for the surface. */
const SIGHT_STEPS = 120;

/**
 * Which edges carry numbers: on which side (-1 or 1) of the floor those along x and y lie, and at which corner the loss
 * axis stands; null where it is too short to be read.
 * @typedef {{alongX: number, alongY: number, upright: ?number[]}} Sides
 */

/**
 * Return the sides that suit a camera best.
 * @param {number[]} corner - Half the floor's sides.
 * @param {Optics} optics
 * @param {?Sides} before - Those of an earlier moment, which are kept while they are nearly as good.
 * @returns {Sides}
 */
function sidesOf(corner, optics, before) {
  const { camera } = optics;
  const around = radians(camera.azimuth);
  const alongY = sideOf(Math.cos(around), camera.right[0], before?.alongY);
  const alongX = sideOf(Math.sin(around), camera.right[1], before?.alongX);
  const held = before ? before.upright : undefined;
  const slack = held === undefined ? 0 : held === null ? -HELD.deg : HELD.deg;
  if (camera.elevation > STEEP_DEG + slack) return { alongX, alongY, upright: null };
  const left = ([x, y]) => optics.pixel([x * corner[0], y * corner[1], 0])[0];
  const corners = [[-1, -1], [-1, 1], [1, -1], [1, 1]];
  const best = corners.reduce((one, other) => (left(other) < left(one) ? other : one));
  const stays = held && left(held) < left(best) + HELD.share * optics.size[0];
  return { alongX, alongY, upright: stays ? held : best };
}

/** Return the side of the floor that is nearer to the viewer, or the right one where both are equally near. */
function sideOf(toward, right, held) {
  const side = (Math.abs(toward) > SIDEWAYS ? toward : right) < 0 ? -1 : 1;
  const near = held !== undefined && Math.abs(Math.abs(toward) - SIDEWAYS) < HELD.sideways;
  return near ? held : side;
}

/**
 * An edge of the box.
 * @typedef {Object} Edge
 * @property {number[]} start - Its ends, in box units.
 * @property {number[]} end
 * @property {?number[]} outward - The way on which its numbers stand; null for the upright edge: on the left.
 * @property {number[]} values - What it measures, from its start to its end.
 * @property {(value: number) => number[]} place - Where a value is.
 * @property {string} name
 * @property {?number} step - Of its numbers, where one is wanted.
 * @property {boolean} log - Whether its numbers go in powers of ten.
 */

/** Return the edges that carry numbers: the loss axis first, where it can be read, then x and y. */
function edgesOf(surface, heights, sides) {
  const floor = floorEdges(surface, heights.corner, sides);
  return sides.upright ? [lossEdge(surface, heights, sides.upright), ...floor] : floor;
}

function floorEdges(surface, [halfX, halfY], sides) {
  const [sideX, sideY] = [sides.alongY * halfX, sides.alongX * halfY];
  const share = (value, [low, high]) => (2 * (value - low)) / (high - low) - 1;
  const atX = (value) => [halfX * share(value, surface.x), sideY, 0];
  const atY = (value) => [sideX, halfY * share(value, surface.y), 0];
  const edge = (values, place, outward, name) => {
    return { start: place(values[0]), end: place(values[1]), values, place, outward, name, step: null, log: false };
  };
  return [
    edge(surface.x, atX, [0, sides.alongX, 0], surface.names[0]),
    edge(surface.y, atY, [sides.alongY, 0, 0], surface.names[1]),
  ];
}

function lossEdge(surface, heights, upright) {
  const foot = [upright[0] * heights.corner[0], upright[1] * heights.corner[1], 0];
  const values = [surface.floor, surface.top];
  const straight = (value) => (TALL * (value - surface.floor)) / (surface.top - surface.floor);
  const { readings } = surface; // of one that gives way to another, whose level lines are nowhere round
  const height = (value) => (readings ? readingHeight(readings, value) : heights.raised(straight(value)));
  const place = (value) => [foot[0], foot[1], height(value)];
  const step = readings ? null : ((5 * surface.levels.step) / TALL) * (values[1] - values[0]);
  const [end, name, log] = [plus(foot, [0, 0, TALL]), surface.names[2], surface.scale === "log"];
  return { start: foot, end, values, place, outward: null, name, step, log };
}

/** Say whether a place on the floor lies behind the surface as the eye sees it. */
function isCovered(heights, place, eye) {
  const way = plus(eye, place, -1);
  let beenUnder = false;
  for (let step = 0; step < SIGHT_STEPS; step++) {
    const [x, y, z] = plus(place, way, step / (SIGHT_STEPS - 1));
    const surface = heights.at(x, y);
    if (Number.isNaN(surface) || surface > TALL) continue;
    if (z < surface) beenUnder = true;
    else if (beenUnder && z > surface) return true;
  }
  return false;
}
