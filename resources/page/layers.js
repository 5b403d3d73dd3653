// Draws the layers of the data chart; lossstudio/films/webpage/fit_layers.py says what they are.

/** An array of a layer as the page reads it, with how many numbers a key step has. */
class Moving {
  /**
   * @param {Packed} part
   * @param {number} axes - How many axes it has at one key step; with one more it moves.
   */
  constructor(part, axes) {
    this.numbers = unpack(part);
    this.shape = part.shape.slice(-axes);
    this.size = this.shape.reduce((product, side) => product * side, 1);
    this.frames = part.shape.length > axes ? part.shape[0] : 1;
  }

  /** Return the numbers between two key steps; a number that one of them lacks is the other's. */
  at({ frame, share }) {
    const first = Math.min(frame, this.frames - 1) * this.size;
    const next = Math.min(frame + 1, this.frames - 1) * this.size;
    if (first === next || share === 0) return this.numbers.subarray(first, first + this.size);
    const mixed = new this.numbers.constructor(this.size);
    for (let at = 0; at < this.size; at++) {
      const [one, other] = [this.numbers[first + at], this.numbers[next + at]];
      mixed[at] = Number.isNaN(one) || Number.isNaN(other) ? one : one + share * (other - one);
    }
    return mixed;
  }
}

/** How many axes the arrays of a layer have at one key step, by their names. */
const AXES = { x: 1, y: 1, base: 1, from: 1, to: 1, winner: 2, sure: 2, wrong: 1, across: 1, up: 1, grid: 1, line: 1 };

/** Return a layer with its arrays unpacked. */
function unpackedLayer(layer) {
  const made = { ...layer };
  for (const [name, axes] of Object.entries(AXES)) if (layer[name]?.data !== undefined) made[name] = new Moving(layer[name], axes);
  if (layer.kind === "threads") made.to = new Moving(layer.to, 2);
  if (layer.places) made.places = unpack(layer.places);
  return made;
}

/**
 * Return a colour by the name that a layer gives it.
 * @param {string} name - "runner:2", or a colour of the look.
 * @param {Object} look
 */
function colorOf(name, look) {
  const [kind, number] = name.split(":");
  return kind === "runner" ? look.runners[Number(number) % look.runners.length] : look[name];
}

/** Return which runner a layer belongs to; -1 where it is nobody's. */
function runnerOf(layer) {
  const [kind, number] = String(layer.color).split(":");
  return kind === "runner" ? Number(number) : -1;
}

/** How each kind of layer is drawn: (chart, layer, where between key steps, look). */
const DRAWN = {
  dots(chart, layer, place, look) {
    const [x, y] = [layer.x.at(place), layer.y.at(place)];
    const wrong = layer.wrong?.at({ frame: place.share < 0.5 ? place.frame : place.frame + 1, share: 0 });
    for (let at = 0; at < x.length; at++) {
      if (wrong && wrong[at] > 0.5) chart.dot(x[at], y[at], layer.radius + 1.2, look.casing, look.error, 1.4);
      drawDot(chart, layer, at, x[at], y[at], look);
    }
  },

  line(chart, layer, place, look) {
    chart.line(layer.x.at(place), layer.y.at(place), colorOf(layer.color, look), layer.width, { dash: layer.dash });
  },

  area(chart, layer, place, look) {
    const [x, y, base] = [layer.x.at(place), layer.y.at(place), layer.base.at(place)];
    const known = Array.from(x.keys()).filter((at) => Number.isFinite(y[at]));
    if (!known.length) return;
    const { context } = chart;
    context.beginPath();
    for (const at of known) context.lineTo(chart.x(x[at]), chart.y(y[at]));
    for (const at of known.reverse()) context.lineTo(chart.x(x[at]), chart.y(base[at]));
    context.globalAlpha = layer.opacity;
    context.fillStyle = colorOf(layer.color, look);
    context.fill();
    context.globalAlpha = 1;
  },

  drops(chart, layer, place, look) {
    const [x, from, to] = [layer.x.at(place), layer.from.at(place), layer.to.at(place)];
    const opacity = Math.min(0.7, Math.max(0.18, 20 / x.length));
    x.forEach((value, at) => chart.stroke([value, from[at]], [value, to[at]], look.error, 1.2, "solid", opacity));
  },

  residuals(chart, layer, place, look) {
    const [x, y, grid, line] = [layer.x, layer.y, layer.grid, layer.line].map((part) => part.at(place));
    const opacity = Math.min(0.7, Math.max(0.18, 20 / x.length));
    const along = (value) => ((value - grid[0]) / (grid[grid.length - 1] - grid[0])) * (grid.length - 1);
    x.forEach((value, at) => {
      const left = Math.max(0, Math.min(Math.floor(along(value)), grid.length - 2));
      const foot = line[left] + (along(value) - left) * (line[left + 1] - line[left]);
      chart.stroke([value, y[at]], [value, foot], look.error, 1.2, "solid", opacity);
    });
  },

  threads(chart, layer, place, look) {
    const [x, y, to] = [layer.x.at(place), layer.y.at(place), layer.to.at(place)];
    x.forEach((value, at) => chart.stroke([value, y[at]], [to[0], to[1]], look.error, 1, "solid", 0.35));
  },

  arrows(chart, layer, place, look) {
    const [x, y, across, up] = [layer.x, layer.y, layer.across, layer.up].map((part) => part.at(place));
    x.forEach((value, at) => drawArrow(chart, [value, y[at]], [value + across[at], y[at] + up[at]], look.error));
  },

  segments(chart, layer, place, look) {
    const last = layer.starts.length - 2;
    const frame = Math.min(place.share < 0.5 ? place.frame : place.frame + 1, last);
    for (let at = layer.starts[frame]; at < layer.starts[frame + 1]; at++) {
      const [x, y, toX, toY] = layer.places.subarray(4 * at, 4 * at + 4);
      chart.stroke([x, y], [toX, toY], colorOf(layer.color, look), 2.2);
    }
  },

  level(chart, layer, _place, look) {
    chart.stroke([chart.across.low, layer.at], [chart.across.high, layer.at], look.secondary, 1.2, "dashed");
  },

  diagonal(chart, _layer, _place, look) {
    const [low, high] = [Math.min(chart.across.low, chart.up.low), Math.max(chart.across.high, chart.up.high)];
    chart.stroke([low, low], [high, high], look.secondary, 1.2, "dashed");
  },

  field: drawField,
};

function drawDot(chart, layer, at, x, y, look) {
  const classes = Array.isArray(layer.color);
  const color = classes ? look.samples[layer.color[at] % look.samples.length] : colorOf(layer.color, look);
  const [fill, edge] = {
    full: [color, classes ? look.casing : null],
    hollow: [null, color],
    ball: [color, look.casing],
    ring: [null, look.text],
  }[layer.look];
  if (layer.look === "full" && !classes) chart.context.globalAlpha = 0.62;
  chart.dot(x, y, layer.radius, fill, edge, classes ? 0.8 : 1.4);
  chart.context.globalAlpha = 1;
}

/** How long an arrow's head is, in CSS pixels. */
const HEAD_PX = 4;

function drawArrow(chart, [x, y], [toX, toY], color) {
  const [fromX, fromY, endX, endY] = [chart.x(x), chart.y(y), chart.x(toX), chart.y(toY)];
  const length = Math.hypot(endX - fromX, endY - fromY);
  if (!(length > 1.5)) return;
  const heading = Math.atan2(endY - fromY, endX - fromX);
  const size = Math.min(HEAD_PX, 0.6 * length);
  const { context } = chart;
  context.strokeStyle = color;
  context.lineWidth = 1.2;
  context.globalAlpha = 0.8;
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(endX, endY);
  for (const turn of [2.6, -2.6]) {
    context.moveTo(endX, endY);
    context.lineTo(endX + size * Math.cos(heading + turn), endY + size * Math.sin(heading + turn));
  }
  context.stroke();
  context.globalAlpha = 1;
}

/** Draw what the model says over the plane: a colour for each place, the paler the less sure it is. */
function drawField(chart, layer, place, look) {
  const [rows, columns] = layer.sure.shape;
  const image = new ImageData(columns, rows);
  const [left, right, low, high] = layer.extent;
  const said = sureness(layer, place);
  const shades = look.shades;
  for (let at = 0; at < rows * columns; at++) {
    const to = 4 * ((rows - 1 - Math.floor(at / columns)) * columns + (at % columns));
    const shade = shades[said.winner[at] % shades.length];
    const share = Number.isFinite(said.sure[at]) ? said.sure[at] : 0;
    for (let part = 0; part < 3; part++) image.data[to + part] = look.ground[part] + share * (shade[part] - look.ground[part]);
    image.data[to + 3] = 255;
  }
  layer.sheet ??= document.createElement("canvas");
  [layer.sheet.width, layer.sheet.height] = [columns, rows];
  layer.sheet.getContext("2d").putImageData(image, 0, 0);
  const [halfX, halfY] = [(right - left) / (columns - 1) / 2, (high - low) / (rows - 1) / 2];
  const corner = [chart.x(left - halfX), chart.y(high + halfY)];
  chart.context.imageSmoothingEnabled = true;
  chart.context.drawImage(layer.sheet, ...corner, chart.x(right + halfX) - corner[0], chart.y(low - halfY) - corner[1]);
}

/** Return who wins at each place and how sure that is, between two key steps: a place that changes sides passes doubt. */
function sureness(layer, place) {
  const [before, after] = [layer.winner.at({ frame: place.frame, share: 0 }), layer.winner.at({ frame: place.frame + 1, share: 0 })];
  const [sure, later] = [layer.sure.at({ frame: place.frame, share: 0 }), layer.sure.at({ frame: place.frame + 1, share: 0 })];
  const winner = new Uint8Array(sure.length);
  const mixed = new Float32Array(sure.length);
  for (let at = 0; at < sure.length; at++) {
    const same = Math.round(before[at]) === Math.round(after[at]);
    const lead = sure[at] + place.share * ((same ? later[at] : -later[at]) - sure[at]);
    winner[at] = Math.round(lead < 0 ? after[at] : before[at]);
    mixed[at] = Math.abs(lead);
  }
  return { winner, sure: mixed };
}
