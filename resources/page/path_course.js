// The course of one runner over one surface: where it is at a moment, and what of its way lies behind it.

/** How near to each other two times are that count as the same, in steps. */
const SAME_TIME = 1e-4;

/** A runner's way in the box; a place of NaN is a gap, where it is outside. */
class Course {
  /**
   * @param {Object} part - A path of the page's data.
   * @param {number} stride - It passes through each stride-th step.
   */
  constructor(part, stride) {
    this.points = placesOf(part.points);
    this.stride = stride;
    this.time = this.timesOf(part);
    this.swings = new Set(part.swings);
    this.outside = part.outside;
    this.losses = part.losses;
    this.sections = part.sections;
    this.arrows = new Arrows(part.arrows);
    this.rank = part.rank;
    this.isStep = Array.from(this.points, (point, at) => !isGap(point) && this.time[at] % stride === 0);
  }

  /** Return at which step, fractions included, each point is; a gap begins when the box is left. */
  timesOf(part) {
    const time = part.time ? unpack(part.time) : Float32Array.from(this.points, (_, at) => at * this.stride);
    for (let at = 0; at < time.length; at++) {
      if (Number.isNaN(time[at])) time[at] = at ? time[at - 1] : 0;
    }
    return time;
  }

  /** Return how many points there are up to a moment. */
  countUntil(moment) {
    let [low, high] = [0, this.time.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.time[middle] <= moment + SAME_TIME) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * Return where the runner is at a moment.
   * @returns {{place: number[], beyond: boolean, direction: number[]}} Where it left the box, when it is outside, and
   *   the way on.
   */
  at(moment) {
    const last = Math.max(0, this.countUntil(moment) - 1);
    const here = this.points[last];
    if (isGap(here)) return this.exit(last);
    const next = this.points[last + 1];
    if (next === undefined || isGap(next)) return { place: here, beyond: false, direction: [0, 0, 1] };
    const share = clamp((moment - this.time[last]) / (this.time[last + 1] - this.time[last]), 0, 1);
    return { place: plus(here, plus(next, here, -1), share), beyond: false, direction: [0, 0, 1] };
  }

  /** Return how the loss is written at the whole step before a moment beyond the box; "" where nothing is told. */
  lossAt(moment) {
    return this.losses[Math.floor((moment + SAME_TIME) / this.stride)] || "";
  }

  /** Return where the runner left the box before a gap, and its way on. */
  exit(gap) {
    let last = gap;
    while (last >= 0 && isGap(this.points[last])) last--;
    if (last < 0) return { place: this.outside, beyond: true, direction: [0, 0, 1] };
    const before = this.points[last - 1];
    const way = before && !isGap(before) ? plus(this.points[last], before, -1) : [0, 0, 1];
    return { place: this.points[last], beyond: true, direction: unit(way) };
  }

  /**
   * Return the way between two moments: its points with their times, and the steps on it.
   * @returns {{points: number[][], time: number[], beads: number[][], beadTime: number[]}}
   */
  between(from, until) {
    const made = { points: [], time: [], beads: [], beadTime: [] };
    const first = from > 0 ? this.countUntil(from - 2 * SAME_TIME) : 0;
    const end = this.countUntil(until);
    for (let at = first; at < end; at++) {
      made.points.push(this.points[at]);
      made.time.push(this.time[at]);
      if (!this.isStep[at] || this.time[at] > until - SAME_TIME) continue;
      made.beads.push(this.points[at]);
      made.beadTime.push(this.time[at]);
    }
    const last = this.at(until);
    if (!last.beyond) {
      made.points.push(last.place);
      made.time.push(until);
    }
    return made;
  }

  /** Return the sections that have begun at a moment, each with the time where it ends. */
  sectionsUntil(moment) {
    const begun = this.sections.filter((section) => section.since <= moment);
    return begun.map((section, at) => ({ ...section, until: at + 1 < begun.length ? begun[at + 1].since : moment }));
  }
}

/** Say whether a place is none. */
function isGap(point) {
  return Number.isNaN(point[0]);
}
