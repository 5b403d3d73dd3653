// How numbers are written: as lossstudio/core/numbers.py does it.

const MINUS = "\u2212";
const DIGITS = 3;
const PLAIN_FROM = -4;
const PLAIN_BELOW = 999999.5;
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
  const positive = values.length > 1 && Math.min(...values) > 0 && Math.max(...values) >= 10 * Math.min(...values);
  return logarithmic && positive ? values.map(ownPower) : byDifferences(values);
}

/** A number of a logarithmic axis, with a power of ten of its own where it is far from one. */
function ownPower(value) {
  const power = powerOf(value, DIGITS);
  if (power >= PLAIN_FROM && value < PLAIN_BELOW) return grouped(String(Number(value.toPrecision(DIGITS))));
  return withPower(String(Number((value / 10 ** power).toPrecision(DIGITS))), power);
}

function byDifferences(values) {
  const largest = Math.max(...values.map(Math.abs));
  if (!(largest > 0)) return values.map(() => "0");
  const power = powerOf(largest, DIGITS);
  if (power >= PLAIN_FROM && largest < PLAIN_BELOW) return plainly(values, 1);
  return plainly(values, 10 ** power).map((text) => (text === "0" ? text : withPower(text, power)));
}

/** Write numbers in a unit with as few decimals as place each within its gap. */
function plainly(values, unit) {
  const scaled = values.map((value) => value / unit);
  const sorted = [...new Set(scaled)].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((value, at) => value - sorted[at]);
  const slack = SHARE_OF_GAP * (gaps.length ? Math.min(...gaps) : Math.abs(sorted[0]) / 10 ** DIGITS);
  let decimals = 0;
  while (decimals < 12 && scaled.some((value) => Math.abs(Number(value.toFixed(decimals)) - value) > slack)) decimals++;
  const texts = scaled.map((value) => fixed(value, decimals));
  return texts.map((text) => (Number(text) === 0 ? "0" : grouped(signed(text))));
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
