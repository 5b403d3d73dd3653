// What is shown at the selected ball: the arrows of a phase, how the surface bends, and a piece of the tangent plane; as
// lossstudio/picture/scene/draped_arrows.py.

/** The phase of the gradient, and of what is shown whatever the phase is. */
const GRADIENT_PHASE = 3;
const ALWAYS = 0;

/** So many points lie along an arrow, so that it bends with the surface. */
const ARROW_POINTS = 33;

/** Half a side of the tangent patch, in box units. */
const PATCH_HALF = 0.085;

/** The arrows of a course's steps, as packed by lossstudio/films/webpage/picture_arrows.py. */
class Arrows {
  /** @param {Object} part */
  constructor(part) {
    const [count, told] = part.points.shape;
    const numbers = unpack(part.points);
    const lines = Array.from({ length: count }, (_, at) => numbers.subarray(3 * told * at, 3 * told * (at + 1)));
    this.ofStep = new Map();
    part.drawn.forEach((arrows, at) => {
      const drawn = arrows.map(([phase, kind, words]) => ({ phase, kind, words, told: lines.shift() }));
      this.ofStep.set(part.steps[at], drawn);
    });
    this.told = told;
  }

  /** Return the lines of a step's phase: `points` in box units from tail to tip, `kind` and `words`. */
  at(step, phase) {
    const known = (this.ofStep.get(step) || []).filter((arrow) => arrow.phase === phase);
    return known.map(({ kind, words, told }) => {
      const numbers = resampled(told, [this.told, 3], [ARROW_POINTS, 3]);
      const points = Array.from({ length: ARROW_POINTS }, (_, at) => Array.from(numbers.subarray(3 * at, 3 * at + 3)));
      return { kind, words, points };
    });
  }
}

/** Return the corners of a square of the tangent plane at a ball, in order around, one side the steepest way. */
function patchAt({ place, normal }) {
  const level = Math.hypot(normal[0], normal[1]) < 1e-6;
  const uphill = level ? [1, 0, 0] : [-normal[0], -normal[1], 0];
  const sideways = unit(cross(normal, uphill));
  const along = cross(sideways, normal);
  const signs = [[-1, -1], [1, -1], [1, 1], [-1, 1]];
  return signs.map(([x, y]) => plus(plus(place, along, x * PATCH_HALF), sideways, y * PATCH_HALF));
}

/** Return where an arrow's head begins and which way it points on the picture; sizes are in pixels. */
function headOf(points, optics, length) {
  const seen = points.map((point) => optics.pixel(point).slice(0, 2));
  const tip = seen[seen.length - 1];
  const away = seen.map((place) => distanceOf(place, tip));
  const last = away.findLastIndex((each) => each > length);
  if (last < 0) return { neck: points[0], shaft: [points[0]], toward: directionOf(seen[0], tip) };
  const share = (away[last] - length) / Math.max(away[last] - away[last + 1], 1e-9);
  const neck = plus(points[last], plus(points[last + 1], points[last], -1), Math.min(1, share));
  return { neck, shaft: [...points.slice(0, last + 1), neck], toward: directionOf(optics.pixel(neck), tip) };
}

/** Return the direction from one place on the picture to another, of length 1. */
function directionOf([ax, ay], [bx, by]) {
  const size = Math.max(Math.hypot(bx - ax, by - ay), 1e-6);
  return [(bx - ax) / size, (by - ay) / size];
}
