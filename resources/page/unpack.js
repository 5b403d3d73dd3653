// Arrays of numbers as the page's data hold them: the other half of lossstudio/films/webpage/packing.py.

/**
 * An array as packing.py writes it.
 * @typedef {Object} Packed
 * @property {number[]} shape - How many numbers there are along each axis, the last axis changing fastest.
 * @property {8|16|32|64} bits - Of each number; 32 and 64: it is a floating-point number as it is.
 * @property {number} low - What code 0 means.
 * @property {number} high - What the highest code but one means; the highest is NaN.
 * @property {DataView|string} data - The numbers, little endian; where they are text, in base64.
 */

/**
 * Return the bytes that base64 stands for.
 * @param {string} text
 * @returns {DataView}
 */
function bytesOf(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  return new DataView(bytes.buffer);
}

/**
 * Return the numbers of a packed array, flat, with their shape as `shape`.
 * @param {Packed} part
 * @returns {(Float32Array|Float64Array) & {shape: number[]}}
 */
function unpack(part) {
  const bytes = typeof part.data === "string" ? bytesOf(part.data) : part.data;
  const count = bytes.byteLength / (part.bits / 8);
  const numbers = part.bits === 64 ? new Float64Array(count) : new Float32Array(count);
  const missing = 2 ** part.bits - 1;
  const unit = (part.high - part.low) / (missing - 1);
  for (let at = 0; at < count; at++) {
    if (part.bits >= 32) {
      numbers[at] = part.bits === 64 ? bytes.getFloat64(8 * at, true) : bytes.getFloat32(4 * at, true);
      continue;
    }
    const code = part.bits === 16 ? bytes.getUint16(2 * at, true) : bytes.getUint8(at);
    numbers[at] = code === missing ? NaN : part.low + code * unit;
  }
  numbers.shape = part.shape;
  return numbers;
}
