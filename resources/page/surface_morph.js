// How one surface gives way to another, softly, as lossstudio/ui/canvas/morph.py does in the window.

const MORPH_MS = 240;

/** So high (in heights of the box) a surface is taken to be while it gives way; what is higher isn't seen. */
const HIGHEST = 2;

/** What the loss axis says is known at so many heights, while one surface gives way to another. */
const READINGS = 257;

/** What stands upon no surface while it moves. */
const NO_LINES = { shape: [0, 3], bits: 32, low: 0, high: 0, data: new DataView(new ArrayBuffer(0)) };

/** The surface on show, on its way from one to the next. */
class Morph {
  constructor() {
    this.before = null;
    this.goal = null;
    this.shown = null;
  }

  /**
   * Return what is shown at a time: a surface, or what lies between the one that was shown and it.
   * @param {Object} goal - The surface that is to be shown.
   * @param {number} now - In milliseconds.
   * @param {boolean} isSudden - Whether it comes at once.
   */
  toward(goal, now, isSudden) {
    if (goal !== this.goal) Object.assign(this, { goal, before: this.shown, begun: now });
    const share = (now - this.begun) / MORPH_MS;
    if (isSudden || share >= 1) this.before = null;
    this.shown = this.before ? mixedGround(this.before, goal, smoothstep(share)) : goal;
    return this.shown;
  }
}

/** Return the surface a share (0 to 1) of the way from one to another over the same floor. */
function mixedGround(before, goal, share) {
  const mix = (one, other) => one + share * (other - one);
  const [one, other] = [before.surface.levels, goal.surface.levels];
  const levels = Object.fromEntries(Object.keys(other).map((key) => [key, mix(one[key], other[key])]));
  const readings = mixedReadings(readingsOf(before), readingsOf(goal), share);
  const ends = { floor: readings[0], top: readings[READINGS - 1] };
  const surface = { ...goal.surface, ...ends, readings, levels, field: NO_LINES, minima: NO_LINES };
  return { ...goal, number: `${before.number}, ${goal.number}, ${share}`, surface, heights: goal.heights.mixed(before.heights, mix) };
}

/** Return the losses at even heights of the box, from its floor to its top. */
function readingsOf({ surface, heights }) {
  if (surface.readings) return surface.readings;
  const part = (surface.top - surface.floor) / TALL;
  const readingAt = (_, at) => surface.floor + part * heights.straightened((TALL * at) / (READINGS - 1));
  return Float64Array.from({ length: READINGS }, readingAt);
}

/**
 * Return what the axis says beside a mixed surface. Its heights are mixed as they are seen: of two losses on straight
 * axes that is the loss between them in which each counts by its share, divided by what its box is high.
 */
function mixedReadings(before, goal, share) {
  const [old, own] = [before, goal].map((each) => each[READINGS - 1] - each[0]);
  const counts = (share * old) / (share * old + (1 - share) * own);
  return goal.map((loss, at) => before[at] + counts * (loss - before[at]));
}

/** Return the height at which the axis of a mixed surface says a loss. */
function readingHeight(readings, loss) {
  const above = readings.findIndex((each) => each >= loss);
  if (above <= 0) return above < 0 ? TALL : 0;
  const within = (loss - readings[above - 1]) / (readings[above] - readings[above - 1]);
  return (TALL * (above - 1 + within)) / (READINGS - 1);
}

/**
 * Return a frame that is laid upon a surface as it lies upon another one.
 * @param {Object} frame - What `frameOf` returns.
 * @param {Object} ground - What it is to lie upon; the goal itself: nothing changes.
 * @param {Object} goal - What it lies upon.
 */
function laidUpon(frame, ground, goal) {
  if (ground === goal) return frame;
  const raised = (place) => {
    const by = ground.heights.at(place[0], place[1]) - goal.heights.at(place[0], place[1]);
    return Number.isFinite(by) ? [place[0], place[1], Math.min(place[2] + by, TALL)] : place;
  };
  const lines = (every) => every.map((line) => ({ ...line, points: line.points.map(raised) }));
  const things = (every) => every.map((thing) => ({ ...thing, place: raised(thing.place) }));
  return {
    ...frame,
    patch: null,
    arrows: lines(frame.arrows),
    bends: lines(frame.bends),
    paths: lines(frame.paths).map((path) => ({ ...path, beads: path.beads.map(raised) })),
    balls: things(frame.balls),
    marks: things(frame.marks),
    turns: things(frame.turns),
  };
}
