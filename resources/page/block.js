// The block of bytes that holds the page's data: the other half of lossstudio/films/webpage/block.py.

/**
 * Return what a block holds, each array with its bytes as `data`.
 * @param {ArrayBuffer} buffer
 */
function readBlock(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const text = new TextDecoder().decode(new Uint8Array(buffer, 4, length));
  return JSON.parse(text, (_, value) => (value?.bits && value.at !== undefined ? withBytes(value, buffer, 4 + length) : value));
}

/** Return an array's description with its bytes in their usual order. */
function withBytes(part, buffer, begin) {
  const wide = part.bits / 8;
  const count = part.shape.reduce((product, side) => product * side, 1);
  const laid = new Uint8Array(buffer, begin + part.at, count * wide);
  const data = new DataView(new ArrayBuffer(count * wide));
  for (let at = 0; at < count; at++) {
    for (let byte = 0; byte < wide; byte++) data.setUint8(at * wide + byte, laid[byte * count + at]);
  }
  if (part.along) addUp(data, part, count);
  return { ...part, data };
}

/** Add to each number the one that lies `along` places before it. */
function addUp(data, { bits, along }, count) {
  const kind = bits === 64 ? "BigUint64" : `Uint${bits}`;
  const [get, set] = [`get${kind}`, `set${kind}`];
  const wide = bits / 8;
  for (let at = along; at < count; at++) {
    data[set](at * wide, data[get](at * wide, true) + data[get]((at - along) * wide, true), true);
  }
}
