// Old swings of a path fade and thin, so that it is seen where a run goes; guests' paths are dashed.

/** How often each step of a course has faded at a moment. */
class Fading {
  /**
   * @param {Course} course
   * @param {number} moment
   * @param {Object} look - The page's measures.
   */
  constructor(course, moment, look) {
    this.stride = course.stride;
    const steps = Math.floor((moment - SAME_TIME) / course.stride) + 1;
    const swings = Array.from({ length: Math.max(0, steps) }, (_, at) => (course.swings.has(at) ? 1 : 0));
    let since = swings.reduce((sum, swing) => sum + swing, 0);
    this.isNone = since < look.fading.since[0];
    this.faded = swings.map((swing, at) => {
      since -= swing;
      if (this.isNone || !isStretch(swings, at, look.fading)) return 0;
      return look.fading.since.filter((limit) => limit <= since).length;
    });
  }

  /** Return how often the way has faded that leads to a time. */
  at(time) {
    return this.faded[Math.ceil((time - SAME_TIME) / this.stride)] || 0;
  }
}

/** Say whether many steps around a step swing. */
function isStretch(swings, at, { around, often }) {
  const near = swings.slice(Math.max(0, at - around), at + around + 1);
  return near.reduce((sum, swing) => sum + swing, 0) >= often * near.length;
}

/**
 * Return a way in parts, by how often each has faded; the most faded first.
 * @returns {Array<{faded: number, points: number[][], beads: number[][]}>}
 */
function fadedParts(way, fading) {
  if (fading.isNone) return [{ faded: 0, points: way.points, beads: way.beads }];
  const parts = new Map();
  for (let at = 1; at < way.points.length; at++) {
    const faded = fading.at(way.time[at]);
    if (!parts.has(faded)) parts.set(faded, { faded, points: [], beads: [], last: -1 });
    const part = parts.get(faded);
    if (part.last !== at - 1) part.points.push([NaN, NaN, NaN], way.points[at - 1]);
    part.points.push(way.points[at]);
    part.last = at;
  }
  way.beads.forEach((bead, at) => parts.get(fading.at(way.beadTime[at]))?.beads.push(bead));
  return [...parts.values()].sort((one, other) => other.faded - one.faded);
}

/** Return a line as dashes with gaps between them, counted from where it begins, so that they rest while it grows. */
function dashed(points, { dash, gap, most_dashes: most }) {
  const length = lengthOf(points);
  const period = (dash + gap) * 2 ** Math.max(0, Math.ceil(Math.log2(length / (dash + gap) / most)));
  const made = [];
  let along = 0;
  for (let at = 0; at + 1 < points.length; at++) {
    const way = plus(points[at + 1], points[at], -1);
    const size = Math.hypot(...way);
    if (!(size > 0)) continue;
    addDashes(made, points[at], way, { along, size, period, full: (period * dash) / (dash + gap) });
    along += size;
  }
  return made;
}

/** Add what of a straight piece lies in dashes. */
function addDashes(made, start, way, { along, size, period, full }) {
  for (let number = Math.floor(along / period); number * period < along + size; number++) {
    const from = Math.max(0, number * period - along);
    const to = Math.min(size, number * period + full - along);
    if (to <= from) continue;
    if (from > 0 || number * period === along) made.push([NaN, NaN, NaN]);
    made.push(plus(start, way, from / size), plus(start, way, to / size));
  }
}

/** Return how long a line is, gaps aside, in box units. */
function lengthOf(points) {
  let length = 0;
  for (let at = 0; at + 1 < points.length; at++) length += Math.hypot(...plus(points[at + 1], points[at], -1)) || 0;
  return length;
}
