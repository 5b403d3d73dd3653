// The data chart: what the model makes of the data at the step on show.

/** From one row of the key to the next, what a mark needs before its words, and how many rows there are at most. */
const KEY_LINE_PX = 15;
const KEY_MARK_PX = 20;
const MOST_KEY_ROWS = 3;

/** The chart of one run; its layers are unpacked when it is shown first. */
class DataChart {
  /**
   * @param {HTMLElement} host
   * @param {() => void} whenResized
   */
  constructor(host, whenResized) {
    this.chart = new Chart(host, whenResized);
    this.unpacked = new Map();
  }

  /**
   * Draw a chart as lossstudio/films/webpage/charts_part.py has it.
   * @param {Object} part
   * @param {Object} state - What is on show.
   */
  draw(part, state) {
    const { look, runner, hidden, position } = state;
    const known = this._known(part);
    const charted = known.own[runner] ? runner : part.first;
    const own = known.own[charted];
    const place = keyPlace(own.steps, position);
    const [left, right, low, high] = own.ranges.at(place);
    const classes = known.byClass ? [...part.classes.entries()] : [];
    const samples = classes.map(([number, name]) => [name, look.samples[number % look.samples.length]]);
    const key = [...samples, ...part.key.map(([words, color]) => [words, color && colorOf(color, look)])];
    let rows = [];
    this.chart.begin({ low: left, high: right }, { low, high }, part.axes, look, () => {
      rows = this._keyRows(key, part.axes[1]);
      return KEY_LINE_PX * Math.max(0, rows.length - 1);
    });
    for (const layer of own.layers) DRAWN[layer.kind](this.chart, layer, place, look);
    for (const layer of known.layers) {
      if (!hidden.has(runnerOf(layer))) DRAWN[layer.kind](this.chart, layer, keyPlace(part.steps, position), look);
    }
    this.chart.finish();
    const whose = charted === runner ? "" : state.runners[charted];
    this._sayOther(whose, own.steps[place.frame], position, look);
    this._tellKey(rows, look);
  }

  /** Say of whom the chart is, and of which step, where that isn't what is on show. */
  _sayOther(whose, step, position, look) {
    const { chart } = this;
    const other = [whose, Math.abs(position - step) >= 1 ? `at step ${step}` : ""].filter(Boolean).join(", ");
    if (other) chart.words(other, 2, chart.height - NAME_PX / 2 - 1, look.secondary);
  }

  /** Return what is told in which row above the plot, as many as there is room for; the upright axis' name has the first. */
  _keyRows(entries, beside) {
    const { chart } = this;
    const rows = [[]];
    let free = chart.width - 14 - chart.widthOf(beside);
    for (const entry of entries) {
      const wide = chart.widthOf(entry[0]) + KEY_MARK_PX;
      if (wide > free && rows.length < MOST_KEY_ROWS) {
        rows.push([]);
        free = chart.width - 14;
      }
      if (wide > free) break;
      rows[rows.length - 1].push(entry);
      free -= wide;
    }
    return rows;
  }

  /** Write words behind marks of their colours. */
  _tellKey(rows, look) {
    const { chart } = this;
    rows.forEach((entries, row) => {
      const y = NAME_PX / 2 + 2 + KEY_LINE_PX * row;
      let right = chart.width - 6;
      for (const [words, color] of [...entries].reverse()) {
        chart.words(words, right, y, look.secondary, { align: "right" });
        right -= chart.widthOf(words) + KEY_MARK_PX;
        if (color) chart.mark(right + 12, y, color);
      }
    });
  }

  _known(part) {
    if (!this.unpacked.has(part)) {
      const own = Object.entries(part.own).map(([runner, { steps, ranges, layers }]) => [
        runner,
        { steps, ranges: new Moving(ranges, 1), layers: layers.map(unpackedLayer) },
      ]);
      const byClass = own.some(([, { layers }]) => layers.some((layer) => Array.isArray(layer.color)));
      this.unpacked.set(part, { layers: part.layers.map(unpackedLayer), own: Object.fromEntries(own), byClass });
    }
    return this.unpacked.get(part);
  }
}

/** Return where among key steps a position is: on the way from one to the next where no step lies between them. */
function keyPlace(steps, position) {
  const place = between(steps, position);
  return steps[place.frame + 1] - steps[place.frame] > 1 ? { frame: place.frame, share: 0 } : place;
}

/**
 * Return between which two of some rising steps a position is: the number of the first, and the share of the way.
 * @param {number[]} steps
 * @param {number} position
 * @returns {{frame: number, share: number}}
 */
function between(steps, position) {
  let [low, high] = [0, steps.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (steps[middle] <= position) low = middle;
    else high = middle - 1;
  }
  const next = steps[low + 1];
  return { frame: low, share: next === undefined ? 0 : Math.max(0, (position - steps[low]) / (next - steps[low])) };
}
