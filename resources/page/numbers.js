// How numbers are written: as lossstudio/core/numbers.py does it.

const MINUS = "\u2212";
const DIGITS = 3;
const PLAIN_FROM = -4;
const PLAIN_BELOW = 999999.5;
/** From this power of ten on a browser writes no number plainly. */
const PLAIN_LETTERS = 21;
/** A number on an axis is written at most so far from its place, as a share of the gap to the next. */
const SHARE_OF_GAP = 0.05;
const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/**
 * Write a number to be read: so many significant digits, the whole part whole, thousands apart.
 * @param {number} value
 * @param {number} [digits]
 * @returns {string}
 */
function readout(value, digits = DIGITS) {
  if (!Number.isFinite(value)) return wordOf(value);
  if (value === 0) return "0";
  const power = powerOf(value, digits);
  if (power >= PLAIN_FROM && Math.abs(value) < PLAIN_BELOW) {
    return grouped(signed(fixed(value, Math.max(0, digits - 1 - power))));
  }
  return withPower(fixed(value / 10 ** power, digits - 1), power);
}

/**
 * Write a number that a person chose: as few digits as give it back, once it is rounded to three.
 * @param {number} value
 * @returns {string}
 */
function chosen(value) {
  if (!Number.isFinite(value)) return wordOf(value);
  const decimals = DIGITS - 1 - powerOf(value, DIGITS);
  const rounded = decimals >= 0 && decimals <= 100 ? Number(fixed(value, decimals)) : Number(value.toPrecision(DIGITS));
  if (rounded === 0) return "0";
  const power = powerOf(rounded, DIGITS);
  if (power >= PLAIN_FROM && Math.abs(rounded) < PLAIN_BELOW) return signed(String(rounded));
  return withPower(String(Number((rounded / 10 ** power).toPrecision(DIGITS))), power);
}

/**
 * Write the numbers of one axis in one style, so that no two different ones have the same text.
 * @param {number[]} values
 * @param {boolean} logarithmic - Whether they are told apart by their ratios.
 * @returns {string[]}
 */
function axisTexts(values, logarithmic) {
  return logarithmic ? byRatios(values) : byDifferences(values);
}

/** Write numbers that are told apart by their ratios: with powers of ten of their own, all of them, where one needs it. */
function byRatios(values) {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const ratio = sorted[sorted.length - 1] / sorted[0];
  if (!(sorted[0] > 0 && ratio >= 10 - 1e-9)) return byDifferences(values);
  const slack = SHARE_OF_GAP * Math.min(...sorted.slice(1).map((value, at) => value / sorted[at] - 1));
  let parts;
  for (let digits = 1; !parts || parts.some(({ number }, at) => Math.abs(number - values[at]) > slack * values[at]); digits++) {
    parts = values.map((value) => partsOf(value, digits));
  }
  const plain = parts.every(({ number, power }) => power >= PLAIN_FROM && number < PLAIN_BELOW);
  return parts.map(({ number, mantissa, power }) => (plain ? grouped(String(number)) : withPower(mantissa, power)));
}

/** Return a number rounded to so many digits, and what it is times which power of ten. */
function partsOf(value, digits) {
  const [mantissa, power] = value.toExponential(digits - 1).split("e");
  return { number: Number(`${mantissa}e${power}`), mantissa: String(Number(mantissa)), power: Number(power) };
}

function byDifferences(values) {
  const largest = Math.max(...values.map(Math.abs));
  if (!(largest > 0)) return values.map(() => "0");
  const power = powerOf(largest, DIGITS);
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((value, at) => value - sorted[at]);
  const slack = gaps.length ? SHARE_OF_GAP * Math.min(...gaps) : 5 * 10 ** (power - DIGITS);
  const plainly = () => withDecimals(values, slack).map((text) => grouped(signed(text)));
  if (power >= PLAIN_FROM && largest < PLAIN_BELOW) return plainly();
  const unit = 10 ** power;
  const mantissas = withDecimals(values.map((value) => value / unit), slack / unit);
  const scientific = mantissas.map((text) => (text === "0" ? text : withPower(text, power)));
  if (power < PLAIN_FROM || power >= PLAIN_LETTERS || !gaps.length) return scientific;
  const longest = (texts) => Math.max(...texts.map((text) => text.length));
  return longest(plainly()) < longest(scientific) ? plainly() : scientific;
}

/** Write numbers with as few decimals, the same for all, as bring each within the slack of its place. */
function withDecimals(values, slack) {
  let decimals = 0;
  while (decimals < 100 && values.some((value) => Math.abs(Number(fixed(value, decimals)) - value) > slack)) decimals++;
  return values.map((value) => fixed(value, decimals)).map((text) => (Number(text) === 0 ? "0" : text));
}

/** Write a number with so many decimals; one that lies half way goes to the even digit, and zero has no sign. */
function fixed(value, decimals) {
  const scaled = Math.abs(value) * 10 ** decimals;
  const halfWay = Number.isInteger(value * 2 ** (decimals + 1)) && scaled % 1 === 0.5;
  const even = Math.sign(value) * (2 * Math.round(scaled / 2));
  const text = halfWay ? (even / 10 ** decimals).toFixed(decimals) : value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text;
}

/** The power of ten of a number that is rounded to so many digits. */
function powerOf(value, digits) {
  return Number(value.toExponential(digits - 1).split("e")[1]);
}

function withPower(mantissa, power) {
  if (power === 0) return signed(mantissa);
  const raised = power === 1 ? "10" : `10${[...String(power)].map((digit) => RAISED[digit]).join("")}`;
  return mantissa === "1" || mantissa === "-1" ? signed(mantissa.slice(0, -1) + raised) : signed(`${mantissa} × ${raised}`);
}

function wordOf(value) {
  return Number.isNaN(value) ? "not a number" : value > 0 ? "infinity" : `${MINUS}infinity`;
}

function signed(text) {
  return text.replace("-", MINUS);
}

/** Part the thousands of a plain number that has five digits or more before the point. */
function grouped(text) {
  const sign = text.startsWith(MINUS) ? MINUS : "";
  const [whole, rest] = text.slice(sign.length).split(".");
  if (!/^\d{5,}$/.test(whole)) return text;
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest === undefined ? "" : `.${rest}`);
}
