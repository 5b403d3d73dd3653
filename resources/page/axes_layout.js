// The axes of the box on the picture: where their ticks and numbers stand, and their names; as
// lossstudio/picture/text/axes.py.

/** Ticks stand at least this far apart, and numbers this far from them, in points. */
const CLOSEST_PT = 28;
/** Where no two stand that far apart, two that stand closer are a scale all the same, and a single number is none. */
const CLOSEST_OF_TWO_PT = 18;
const NUMBER_GAP_PT = 5;
/** Numbers of neighbouring ticks are so far apart. */
const APART_PT = 2;

/** On a logarithmic axis nothing below this share of the box's height gets a number: it lies too near to the floor. */
const LOG_DEPTH = 1e-3;
const LOG_COUNTS = [16, 8, 5, 3, 2];

/** Ticks that were chosen before may stand so much closer, and denser ones must stand so much wider to replace them. */
const CLOSER = 0.8;
const WIDER = 1.25;

/**
 * An axis on the picture.
 * @typedef {Object} Axis
 * @property {number[][]} ends - In pixels.
 * @property {Object[]} numbers - Those that are seen: value, text, foot and end of the tick, area.
 * @property {?Object} name - Null where there is no room for it.
 * @property {boolean} drawn - Whether its line is to be drawn, which the floor's edges are already.
 * @property {number[]} ticks - All of them.
 */

/**
 * Return the axes as a camera sees them, without numbers that collide or don't fit in.
 * @param {Object} surface - A surface of the page's data.
 * @param {Heights} heights - Its heights.
 * @param {Optics|MapOptics} optics
 * @param {Object<string, Lettering>} letters
 * @param {?{sides: Sides, every: Axis[]}} before - Those of an earlier moment, kept while they are nearly as good.
 * @returns {{sides: Sides, every: Axis[]}}
 */
function axesOf(surface, heights, optics, letters, before) {
  const sides = optics.isFlat ? null : sidesOf(heights.corner, optics, before?.sides);
  const edges = optics.isFlat ? mapEdges(surface, optics) : edgesOf(surface, heights, sides);
  const held = before?.every.length === edges.length ? before.every : [];
  const taken = [];
  const every = edges.map((edge, number) => {
    const seen = new SeenEdge(edge, optics, letters);
    const hides = (value) => sides && edge.outward && isCovered(heights, edge.place(value), optics.camera.eye);
    const axis = axisOf(seen, taken, held[number], hides);
    taken.push(...axis.numbers.map((each) => each.area), ...(axis.name ? [axis.name.area] : []));
    return axis;
  });
  return { sides, every };
}

function axisOf(seen, taken, held, hides) {
  const ticks = ticksOf(seen, held?.ticks || []);
  const texts = axisTexts(ticks, seen.edge.log);
  const every = ticks.map((value, at) => numberAt(value, texts[at], seen)).filter(({ value }) => !hides(value));
  const places = seen.names(every);
  const old = held?.name;
  if (old) places.sort((one, other) => isSameName(other, old) - isSameName(one, old));
  const isClear = (name, others) => !piecesOfName(name).some((piece) => others.some((other) => piece.meets(other)));
  const clear = places.map((each) => pushedName(each, seen.inside)).filter((each) => each && isClear(each, taken));
  const own = every.map(({ area }) => area);
  const aside = clear.find((each) => isClear(each, own));
  const name = aside || clear[0] || null;
  const covered = aside || !name ? taken : [...taken, ...piecesOfName(name)];
  const isFree = ({ area }) => seen.inside.holds(area) && !covered.some((other) => area.grown(3).meets(other));
  return { ends: seen.ends, numbers: every.filter(isFree), name, drawn: !seen.edge.outward, ticks };
}

function isSameName(name, other) {
  return name.text === other.text && name.slide === other.slide ? 1 : 0;
}

/** Return where ticks stand, as many as have room; those that were chosen before if they have it still. */
function ticksOf(seen, held) {
  const closest = CLOSEST_PT * seen.scale;
  const [low, high] = seen.edge.values;
  const hasRoom = (ticks, gap) => gapOf(ticks, seen) >= gap && !touch(ticks, seen);
  let values = proposals(seen).find((each) => hasRoom(each, closest)) || [];
  if (values.length < 2 && !seen.edge.log) {
    const sparse = [2, 3, 4, 5].map((count) => linearTicks(low, high, count));
    values = sparse.find((each) => each.length > 1 && hasRoom(each, CLOSEST_OF_TWO_PT * seen.scale)) || values;
  }
  const within = held.length && low <= held[0] && held[held.length - 1] <= high;
  const fits = within && hasRoom(held, CLOSER * closest);
  return fits && gapOf(values, seen) < WIDER * closest ? held : values;
}

/** Say whether numbers of neighbouring ticks touch each other, as those of many digits may. */
function touch(values, seen) {
  const texts = axisTexts(values, seen.edge.log);
  const areas = values.map((value, at) => numberAt(value, texts[at], seen).area);
  return areas.slice(1).some((area, at) => areas[at].grown(APART_PT * seen.scale).meets(area));
}

/** Return how far the two of some ticks that are nearest to each other are apart, in pixels. */
function gapOf(values, seen) {
  const feet = values.map((value) => seen.foot(value));
  return Math.min(Infinity, ...feet.slice(1).map((foot, at) => distanceOf(feet[at], foot)));
}

/** Return sets of ticks, each with fewer than the one before. */
function proposals(seen) {
  const { edge } = seen;
  const [low, high] = edge.values;
  if (edge.log) {
    const found = LOG_COUNTS.map((most) => logTicks(Math.max(low, LOG_DEPTH * (high - low)), high, most));
    // Low down they stand closer than higher up: where no set fits in whole, those of the sparsest that do.
    return [...found, farEnough(found[found.length - 1], seen)];
  }
  const most = Math.max(1, seen.length / (1.7 * CLOSEST_PT * seen.scale));
  const counts = [Math.min(most, 8), most / 1.5, most / 2.2, most / 3.5, 2, 1].map((count) => Math.max(count, 1));
  const sets = counts.sort((one, other) => other - one).map((count) => linearTicks(low, high, count));
  return edge.step ? [multiplesWithin(low, high, edge.step), ...sets] : sets;
}

/** Return the multiples of a step within a range. */
function multiplesWithin(low, high, step) {
  const [first, last] = [Math.ceil(low / step - 1e-6), Math.floor(high / step + 1e-6)];
  const multiple = (_, at) => Number(((first + at) * step).toPrecision(12));
  return Array.from({ length: Math.max(0, last - first + 1) }, multiple);
}

/** Return those of rising numbers that stand far enough apart on the picture, the highest first of all. */
function farEnough(values, seen) {
  const kept = [];
  for (const value of [...values].reverse()) {
    if (!kept.length || gapOf([kept[0], value], seen) >= CLOSEST_PT * seen.scale) kept.unshift(value);
  }
  return kept;
}

function numberAt(value, text, seen) {
  const { outward, scale } = seen;
  const foot = seen.foot(value);
  const end = [foot[0] + outward[0] * TICK_PT * scale, foot[1] + outward[1] * TICK_PT * scale];
  const [width, height] = seen.letters.numbers.size(text);
  const reach = (Math.abs(outward[0]) * width + Math.abs(outward[1]) * height) / 2 + NUMBER_GAP_PT * scale;
  const area = Area.around([end[0] + outward[0] * reach, end[1] + outward[1] * reach], width, height);
  return { value, text, foot, end, area };
}
