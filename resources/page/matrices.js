// Vectors are arrays of three numbers; matrices are Float32Arrays of 16, column by column, as WebGL takes them.

/** Return the sum of a vector and a multiple of another. */
function plus(a, b, times = 1) {
  return [a[0] + times * b[0], a[1] + times * b[1], a[2] + times * b[2]];
}

/** Return the scalar product of two vectors. */
function dot(a, b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** Return the vector product of two vectors. */
function cross(a, b) {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** Return a vector with the length 1. */
function unit(a) {
  const length = Math.hypot(...a) || 1;
  return [a[0] / length, a[1] / length, a[2] / length];
}

/** Return a number, or the end of a range that it is beyond. */
function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

/** Return the matrix that does first `b`, then `a`. */
function product(a, b) {
  const made = new Float32Array(16);
  for (let column = 0; column < 4; column++) {
    for (let row = 0; row < 4; row++) {
      for (let k = 0; k < 4; k++) made[4 * column + row] += a[4 * k + row] * b[4 * column + k];
    }
  }
  return made;
}

/** Return the matrix that undoes another, by Gauss and Jordan's elimination. */
function inverse(matrix) {
  const rows = [0, 1, 2, 3].map((row) => [
    ...[0, 1, 2, 3].map((column) => matrix[4 * column + row]),
    ...[0, 1, 2, 3].map((column) => (column === row ? 1 : 0)),
  ]);
  for (let at = 0; at < 4; at++) {
    const size = (row) => Math.abs(rows[row][at]);
    const best = [0, 1, 2, 3].slice(at).reduce((one, other) => (size(other) > size(one) ? other : one));
    [rows[at], rows[best]] = [rows[best], rows[at]];
    const pivot = rows[at][at];
    rows[at] = rows[at].map((value) => value / pivot);
    for (let row = 0; row < 4; row++) {
      if (row === at) continue;
      const share = rows[row][at];
      rows[row] = rows[row].map((value, k) => value - share * rows[at][k]);
    }
  }
  return Float32Array.from({ length: 16 }, (_, at) => rows[at % 4][4 + (at >> 2)]);
}
