// Where the ticks of a chart's axes stand: as lossstudio/picture/text/ticks.py does it.

const NICE = [1, 2, 2.5, 5, 10];
const NICE_WHOLE = [1, 2, 5, 10];
const WITHIN_DECADE = [[1, 2, 5], [1, 3], [1]];
const EVERY_DECADES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 50, 100, 200];

/** The round number that divides a span into at most so many parts. */
function roundStep(span, most, whole) {
  const rough = Math.max(span / Math.max(most, 1), whole ? 1 : 0);
  const power = Math.floor(Math.log10(rough));
  const scaled = rough / 10 ** power;
  const factors = whole && power === 0 ? NICE_WHOLE : NICE;
  return factors.find((factor) => factor >= scaled * (1 - 1e-9)) * 10 ** power;
}

/**
 * Return round numbers between two numbers, in order.
 * @param {number} low
 * @param {number} high
 * @param {number} most
 * @param {boolean} [whole] - Whether only whole numbers count.
 * @returns {number[]}
 */
function linearTicks(low, high, most, whole = false) {
  if (!(high - low > 0) || !Number.isFinite(high - low)) return [];
  const step = roundStep(high - low, most, whole);
  const first = Math.ceil(low / step - 1e-6);
  const last = Math.floor(high / step + 1e-6);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

/**
 * Return numbers for a logarithmic axis between two positive numbers, in order; none where there are no such ends.
 * @param {number} low
 * @param {number} high
 * @param {number} most
 * @returns {number[]}
 */
function logTicks(low, high, most) {
  if (!(low > 0 && low < high && high < Infinity)) return [];
  const sets = WITHIN_DECADE.map((factors) => timesPowers(low, high, factors)).filter((found) => found.length > 1);
  const fitting = sets.find((found) => found.length <= most);
  if (fitting) return fitting;
  if (!sets.length) return linearTicks(low, high, most).filter((tick) => tick > 0);
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  const rough = Math.ceil((last - first + 1) / Math.max(most, 1));
  const every = EVERY_DECADES.find((each) => each >= rough) ?? rough;
  const powers = Array.from({ length: last - first + 1 }, (_, at) => first + at).filter((power) => power % every === 0);
  return powers.length > 1 ? powers.map((power) => Number(`1e${power}`)) : sets[sets.length - 1];
}

function timesPowers(low, high, factors) {
  const found = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.floor(Math.log10(high)); power++) {
    found.push(...factors.map((factor) => Number(`${factor}e${power}`)));
  }
  return found.filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
}
