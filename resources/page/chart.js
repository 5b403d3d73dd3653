// A chart on a canvas: its place, its ranges, its axes with ticks and names.

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const TICK_PX = 11;
const NAME_PX = 11.5;
/** The size at which letters and lines are as they are said here; in a larger chart they are larger, up to so much. */
const USUAL_CHART_PX = [420, 260];
const LARGEST_SCALE = 2.2;
/** What the names of the axes, and the numbers below, need above and below the plot. */
const ABOVE_PX = NAME_PX + 10;
const BELOW_PX = TICK_PX + NAME_PX + 14;
/** What is free for balls at the edges is at most such a share of the plot. */
const MOST_SPARE = 0.15;
/** So far apart ticks are at least. */
const TICK_GAP_PX = { across: 58, up: 30 };

/**
 * The span of an axis.
 * @typedef {Object} Span
 * @property {number} low
 * @property {number} high
 * @property {boolean} [decades] - Whether low and high are decimal logarithms of what is written.
 * @property {boolean} [whole] - Whether only whole numbers have ticks.
 */

/** A canvas that fills its host, with an area in which things are drawn by their numbers. */
class Chart {
  /**
   * @param {HTMLElement} host
   * @param {() => void} whenResized
   */
  constructor(host, whenResized) {
    this.canvas = document.createElement("canvas");
    host.append(this.canvas);
    this.context = this.canvas.getContext("2d");
    this.area = { left: 0, top: 0, width: 1, height: 1 };
    this.across = { low: 0, high: 1 };
    this.up = { low: 0, high: 1 };
    new ResizeObserver(whenResized).observe(host);
  }

  /**
   * Begin a picture: the size of the host, the axes, and a clip around the area until `finish`.
   * @param {Span} across
   * @param {Span} up
   * @param {[string, string]} names
   * @param {Object} look - The colours.
   * @param {() => number} [headFor] - How many pixels stay free above the plot, asked when it is known how wide that is.
   */
  begin(across, up, names, look, headFor = () => 0) {
    this._fit();
    const { context } = this;
    this.across = across;
    this.up = up;
    context.clearRect(0, 0, this.width, this.height);
    this._layOut(names, look, headFor);
    context.save();
    context.beginPath();
    context.rect(this.area.left, this.area.top, this.area.width, this.area.height);
    context.clip();
  }

  /** End the picture. */
  finish() {
    this.context.restore();
  }

  /** Where a number stands across. */
  x(value) {
    const { left, width } = this.area;
    return left + ((value - this.across.low) / (this.across.high - this.across.low)) * width;
  }

  /** Where a number stands upright. */
  y(value) {
    const { top, height } = this.area;
    return top + (1 - (value - this.up.low) / (this.up.high - this.up.low)) * height;
  }

  /** The number across at a place of the canvas, in pixels of the page. */
  valueAt(x) {
    const { left, width } = this.area;
    return this.across.low + ((x / this.scale - left) / width) * (this.across.high - this.across.low);
  }

  /** Draw a line from one point to another. */
  stroke([x, y], [toX, toY], color, width, dash = "solid", opacity = 1) {
    this.line([x, toX], [y, toY], color, width, { dash, opacity });
  }

  /**
   * Draw a line through points, which has gaps where a number isn't finite.
   * @param {ArrayLike<number>} xs
   * @param {ArrayLike<number>} ys
   * @param {string} color
   * @param {number} width
   * @param {Object} [how] - From which point to which (excluded), dash and opacity, and the points that it begins anew at.
   */
  line(xs, ys, color, width, { from = 0, to = xs.length, dash = "solid", opacity = 1, anew } = {}) {
    const { context } = this;
    context.globalAlpha = opacity;
    context.strokeStyle = color;
    context.lineWidth = width;
    context.lineJoin = "round";
    context.setLineDash({ solid: [], dashed: [6, 4], dotted: [2, 3] }[dash]);
    context.beginPath();
    let down = false;
    for (let at = from; at < to; at++) {
      const known = Number.isFinite(xs[at]) && Number.isFinite(ys[at]);
      if (known) context[down && !anew?.has(at) ? "lineTo" : "moveTo"](this.x(xs[at]), this.y(ys[at]));
      down = known;
    }
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  /** Draw a round mark of so many pixels. */
  dot(x, y, radius, fill, edge, edgeWidth = 1.2) {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    const { context } = this;
    context.beginPath();
    context.arc(this.x(x), this.y(y), radius, 0, 2 * Math.PI);
    if (fill) {
      context.fillStyle = fill;
      context.fill();
    }
    if (edge) {
      context.strokeStyle = edge;
      context.lineWidth = edgeWidth;
      context.stroke();
    }
  }

  /** Draw a small round mark at a place in pixels of the chart. */
  mark(x, y, color) {
    this.context.beginPath();
    this.context.arc(x, y, 4, 0, 2 * Math.PI);
    this.context.fillStyle = color;
    this.context.fill();
  }

  /** How wide words are as they are written here. */
  widthOf(text) {
    this.context.font = `${TICK_PX}px ${FONT}`;
    return this.context.measureText(text).width;
  }

  /** Say whether words are no wider than a room, as they are written here. */
  fits(text, room, size = TICK_PX) {
    this.context.font = `${size}px ${FONT}`;
    return this.context.measureText(text).width <= room;
  }

  /** Return words that are no wider than a room. */
  cutShort(text, room, size = TICK_PX) {
    return cutInMiddle(text, (words) => this.fits(words, room, size));
  }

  /** Return which share of the plot's height so many pixels are, a small one at most. */
  shareOfHeight(pixels) {
    this._fit();
    return Math.min(pixels / Math.max(this.height - ABOVE_PX - BELOW_PX - 2 * pixels, 1), MOST_SPARE);
  }

  /** Write words with their middle, or an end of them, at a place in pixels of the chart. */
  words(text, x, y, color, { align = "left", baseline = "middle", size = TICK_PX } = {}) {
    const { context } = this;
    context.font = `${size}px ${FONT}`;
    context.direction = readingOf(text);
    context.textAlign = align;
    context.textBaseline = baseline;
    context.fillStyle = color;
    context.fillText(text, x, y);
  }

  _fit() {
    const box = this.canvas.parentElement.getBoundingClientRect();
    const scale = window.devicePixelRatio || 1;
    const room = Math.min(box.width / USUAL_CHART_PX[0], box.height / USUAL_CHART_PX[1]);
    this.scale = Math.min(LARGEST_SCALE, Math.max(1, Math.sqrt(room)));
    this.width = Math.max(1, box.width / this.scale);
    this.height = Math.max(1, box.height / this.scale);
    const pixels = [Math.round(box.width * scale), Math.round(box.height * scale)];
    if (this.canvas.width !== pixels[0] || this.canvas.height !== pixels[1]) [this.canvas.width, this.canvas.height] = pixels;
    this.context.setTransform(scale * this.scale, 0, 0, scale * this.scale, 0, 0);
  }

  /** Find room for numbers and names, and write them. */
  _layOut(names, look, headFor) {
    const ticksFor = (head) => this._ticks(this.up, (this.height - NAME_PX - TICK_PX - 16 - head) / TICK_GAP_PX.up);
    this.area = this._areaBeside(ticksFor(0));
    const head = headFor();
    const upright = ticksFor(head);
    if (head) this.area = this._areaBeside(upright);
    this.area.top = ABOVE_PX + head;
    this.area.height = Math.max(1, this.height - this.area.top - BELOW_PX);
    this._writeAxes(names, upright, this._ticks(this.across, this.area.width / TICK_GAP_PX.across), look);
  }

  /** Return the plot's area beside these numbers; how high it is isn't known yet. */
  _areaBeside(upright) {
    this.context.font = `${TICK_PX}px ${FONT}`;
    const left = 10 + Math.max(12, ...upright.texts.map((text) => this.context.measureText(text).width));
    return { left, top: ABOVE_PX, width: Math.max(1, this.width - left - 12), height: 1 };
  }

  _writeAxes(names, upright, level, look) {
    const { left, top, width, height } = this.area;
    const bottom = top + height;
    this.context.strokeStyle = look.border;
    this.context.lineWidth = 1;
    upright.values.forEach((value, at) => {
      const y = this.y(value);
      this._rule(left, y, left + width, y);
      this.words(upright.texts[at], left - 6, y, look.secondary, { align: "right" });
    });
    level.values.forEach((value, at) => {
      const x = this.x(value);
      this._rule(x, top, x, bottom);
      const half = this.context.measureText(level.texts[at]).width / 2;
      this.words(level.texts[at], Math.min(x, this.width - half - 1), bottom + 4, look.secondary, { align: "center", baseline: "top" });
    });
    this._name(names[1], 2, NAME_PX / 2 + 2, this.width - 4, "left", look);
    this._name(names[0], left + width, this.height - NAME_PX / 2 - 1, this.width - 4, "right", look);
  }

  /** Write an axis' name, cut short where there is no room. */
  _name(text, x, y, room, align, look) {
    this.words(this.cutShort(text, room, NAME_PX), x, y, look.secondary, { align, size: NAME_PX });
  }

  _rule(x, y, toX, toY) {
    const { context } = this;
    context.globalAlpha = 0.7;
    context.beginPath();
    context.moveTo(Math.round(x) + 0.5, Math.round(y) + 0.5);
    context.lineTo(Math.round(toX) + 0.5, Math.round(toY) + 0.5);
    context.stroke();
    context.globalAlpha = 1;
  }

  _ticks(span, most) {
    if (span.decades) {
      const numbers = logTicks(10 ** span.low, 10 ** span.high, Math.max(2, most));
      return { values: numbers.map(Math.log10), texts: axisTexts(numbers, true) };
    }
    const values = linearTicks(span.low, span.high, Math.max(1, most), span.whole);
    return { values, texts: axisTexts(values, false) };
  }
}
