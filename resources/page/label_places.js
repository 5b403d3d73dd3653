// Where labels stand: beside what they name, over nothing that matters, never cut off, and steady while things move; as
// lossstudio/picture/text/labels.py.

/** Directions in which a label may stand from its place, in degrees, the favourite first; 90 is up. */
const TURNS_DEG = [35, 0, -35, 90, 145, 180, -145, -90, 62, 118];

/** How far off, in points. */
const ROOMS_PT = [16, 34, 60, 96];

/** How much worse than another its old position may be for a label to stay there, in points of penalty. */
const STEADY = 40;

/** More labels find no place in any picture. */
const MOST_LABELS = 40;

/** A name that stands farther off than this, in points, is looked for; how much of a name may cover paths. */
const FAR_PT = 40;
const COVERS = 0.5;

/** A label that is longer than this share of the picture's width stands on several lines. */
const LONGEST_LABEL = 0.45;

/** A name that is longer than this share is told in a legend: it would go about with its ball. */
const LONGEST_BALL_NAME = 0.27;

/** A legend gives way to names only where they stand so much better than they must. */
const COMFORT = 0.6;

/**
 * What labels have to heed: they stay inside, never stand upon what is blocked, and had better not upon what is busy.
 * @typedef {{inside: Area, blocked: Area[], busy: Area[], scale: number}} Surroundings
 */

/**
 * Return a place for each label that has one, the first served first.
 * @param {Object[]} labels - With `key`, `at` in pixels, `size` and `clearance`, in order of importance.
 * @param {Surroundings} around
 * @param {Map<string, number>} before - Positions of an earlier frame, which are kept while they are nearly as good.
 * @returns {Map<string, {area: Area, position: number}>}
 */
function placeLabels(labels, around, before) {
  const wishes = labels.slice(0, MOST_LABELS);
  const anchors = wishes.map((wish) => Area.around(wish.at, 2 * wish.clearance, 2 * wish.clearance));
  const placed = new Map();
  for (const wish of wishes) {
    const others = [...placed.values()].map((other) => other.area.grown(3 * around.scale));
    const best = bestPlace(wish, around, [...around.blocked, ...anchors, ...others], before.get(wish.key));
    if (best) placed.set(wish.key, best);
  }
  return placed;
}

function bestPlace(wish, around, blocked, held) {
  if (wish.size[0] > around.inside.width || wish.size[1] > around.inside.height) return null;
  let [found, lowest] = [null, Infinity];
  positionsOf(wish, around).forEach(({ area, cost }, position) => {
    if (blocked.some((other) => area.meets(other))) return;
    const penalty = cost + sharedWith(area, around.busy) / (12 * around.scale) - (position === held ? STEADY : 0);
    if (penalty < lowest) [found, lowest] = [{ area, position }, penalty];
  });
  return found;
}

/** Return every position of a label with how little it is liked. */
function positionsOf({ at, size: [width, height], clearance }, { inside, scale }) {
  return ROOMS_PT.flatMap((room) =>
    TURNS_DEG.map((turn, order) => {
      const [across, up] = [Math.cos(radians(turn)), Math.sin(radians(turn))];
      const away = clearance + room * scale;
      const middle = [at[0] + across * (away + width / 2), at[1] - up * (away + height / 2)];
      const wanted = Area.around(middle, width, height);
      const area = wanted.pushedInto(inside);
      const pushed = Math.hypot(area.left - wanted.left, area.top - wanted.top) / scale;
      return { area, cost: room * 0.6 + order * 2 + pushed };
    }),
  );
}

/** Return how much an area has in common with others, in square pixels. */
function sharedWith(area, others) {
  return others.reduce((sum, other) => sum + area.shared(other), 0);
}

/** Say whether a runner's name is too long to go about with its ball. */
function needsLegendAlone({ kind, name, text }, letters, wide) {
  const called = name || (kind === "name" ? text : "");
  return letters.size(called)[0] > LONGEST_BALL_NAME * wide;
}

/** Say whether several names had better be told in a legend: one has no place, stands far off, or covers paths. */
function needLegend(names, placed, around, has) {
  if (names.length < 2) return false;
  const strict = has ? COMFORT : 1;
  return names.some((name) => {
    const place = placed.get(name.key);
    if (!place) return true;
    const away = distanceOf(place.area.nearest(name.at), name.at) - name.clearance;
    const covers = sharedWith(place.area, around.busy);
    return away > strict * FAR_PT * around.scale || covers > strict * COVERS * name.size[0] * name.size[1];
  });
}
