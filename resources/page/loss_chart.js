// The loss over the steps, and the learning rate where it changes: charts that can be pointed at and scrubbed.

/** Where a name may stand, in pixels down from its curve's end, the favourite first. */
const NAME_OFFSETS_PX = [-9, 9, -22, 22, -35, 35, -48, 48];

/** A name keeps so far from curves, and from another name; a curve is looked at in so many places behind it. */
const NAME_FREE_PX = 8;
const NAME_APART_PX = 13;
const NAME_PLACES = 12;

/** Curves over the steps, with a cursor. */
class StepChart {
  /**
   * @param {HTMLElement} host
   * @param {() => void} whenResized
   * @param {(step: number) => void} whenScrubbed
   */
  constructor(host, whenResized, whenScrubbed) {
    this.chart = new Chart(host, whenResized);
    this.pointed = null;
    this.whenScrubbed = whenScrubbed;
    const canvas = this.chart.canvas;
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.scrubbing = true;
      this._scrub(event);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (this.scrubbing) this._scrub(event);
      else this._point(event, whenResized);
    });
    for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, () => (this.scrubbing = false));
    canvas.addEventListener("pointerleave", () => {
      this.pointed = null;
      whenResized();
    });
  }

  /**
   * Draw curves up to the step on show boldly, the rest faintly.
   * @param {Object} run - What is known of the run.
   * @param {Object} drawn - {curves: [{steps, heights, values, color, dash, width, name}], range, name}
   * @param {Object} state
   */
  draw(run, drawn, state) {
    const { look, position } = state;
    const { chart } = this;
    this.run = run;
    const across = { low: -0.02 * run.end, high: 1.025 * run.end || 1, whole: true };
    chart.begin(across, drawn.range, ["step", drawn.name], look);
    this._mark(run.changes, look);
    for (const curve of drawn.curves) this._curve(curve, position, look);
    chart.stroke([position, drawn.range.low], [position, drawn.range.high], look.control_border, 1);
    for (const curve of drawn.curves) if (!curve.beside) this._ball(curve, position, look);
    this._name(drawn.curves, look);
    if (this.pointed !== null) this._read(drawn, look);
    chart.finish();
  }

  _curve(curve, position, look) {
    const { chart } = this;
    const { frame } = between(curve.steps, position);
    const [color, { dash, width }] = [curve.beside ? look.secondary : curve.color, curve];
    const last = [curve.steps[frame], curve.heights[frame]];
    chart.line(curve.steps, curve.heights, color, width, { from: frame, dash, opacity: 0.3 });
    chart.line(curve.steps, curve.heights, color, width, { to: frame + 1, dash });
    chart.stroke(last, [position, heightAt(curve, position)], color, width, dash);
  }

  _ball(curve, position, look) {
    this.chart.dot(position, heightAt(curve, position), 4.5, curve.color, look.casing);
  }

  /** Say where something else begins to be minimised. */
  _mark(changes, look) {
    const { chart } = this;
    const [start, end] = [chart.area.left + 4, chart.area.left + chart.area.width - 4];
    const ends = []; // where each row of words ends
    for (const { step, words } of changes) {
      chart.stroke([step, chart.up.low], [step, chart.up.high], look.secondary, 1, "dotted");
      const told = chart.cutShort(words, end - start);
      const left = Math.max(start, Math.min(chart.x(step) + 4, end - chart.widthOf(told)));
      const free = ends.findIndex((taken) => taken + 8 <= left);
      const row = free < 0 ? ends.length : free;
      ends[row] = left + chart.widthOf(told);
      chart.words(told, left, chart.area.top + 8 + 14 * row, look.secondary, { align: "left" });
    }
  }

  /** Name the curves that aren't told by their colours, at their ends. */
  _name(curves, look) {
    const { chart } = this;
    const right = chart.area.left + chart.area.width - 4;
    const taken = [];
    for (const curve of curves.filter((each) => each.named)) {
      const last = curve.heights.findLastIndex((height) => Number.isFinite(height));
      if (last < 0) continue;
      const name = chart.cutShort(curve.name, chart.area.width - 8);
      const y = this._freeHeight(curves, [right - chart.widthOf(name), right], chart.y(curve.heights[last]), taken);
      taken.push(y);
      chart.words(name, right, y, curve.beside ? look.secondary : curve.color, { align: "right" });
    }
  }

  /** Return where from one side to another a name lies upon the fewest curves, near its own one's end. */
  _freeHeight(curves, [left, right], end, taken) {
    const { chart } = this;
    const behind = Array.from({ length: NAME_PLACES }, (_, at) => {
      return chart.valueAt(chart.scale * (left + ((right - left) * at) / (NAME_PLACES - 1)));
    });
    const drawn = curves.flatMap((curve) => behind.map((step) => chart.y(heightAt(curve, step))));
    const [top, bottom] = [chart.area.top + 8, chart.area.top + chart.area.height - 8];
    const places = NAME_OFFSETS_PX.map((down) => Math.max(top, Math.min(end + down, bottom)));
    const near = (heights, y, apart) => heights.filter((each) => Math.abs(each - y) < apart).length;
    const costs = places.map((y) => near(drawn, y, NAME_FREE_PX) + drawn.length * near(taken, y, NAME_APART_PX));
    return places[costs.indexOf(Math.min(...costs))];
  }

  /** Say the numbers of the step that is pointed at. */
  _read(drawn, look) {
    const { chart, run } = this;
    const at = between(run.steps, this.pointed).frame;
    const step = run.steps[at];
    chart.stroke([step, chart.up.low], [step, chart.up.high], look.text, 1, "dotted");
    const first = drawn.curves.find((curve) => curve.selected) ?? drawn.curves[0];
    const value = first?.values[at];
    const text = `step ${step}${Number.isFinite(value) ? `: ${readout(value, run.lossDigits)}` : ""}`;
    const right = chart.x(step) > chart.area.left + chart.area.width / 2;
    chart.words(text, chart.x(step) + (right ? -6 : 6), chart.area.top + 9, look.text, { align: right ? "right" : "left" });
  }

  _scrub(event) {
    if (this.run) this.whenScrubbed(Math.min(this.run.end, Math.max(0, Math.round(this._at(event)))));
  }

  _point(event, whenPointed) {
    this.pointed = this.run ? Math.min(this.run.end, Math.max(0, Math.round(this._at(event)))) : null;
    whenPointed();
  }

  _at(event) {
    return this.chart.valueAt(event.clientX - this.chart.canvas.getBoundingClientRect().left);
  }
}

/** The height of a curve at a position between two known steps. */
function heightAt(curve, position) {
  const { frame, share } = between(curve.steps, position);
  const [here, next] = [curve.heights[frame], curve.heights[frame + 1]];
  return share === 0 || next === undefined ? here : here + share * (next - here);
}

/**
 * Return the loss curves of a run as a StepChart draws them.
 * @param {Object} run
 * @param {Object} state
 */
function lossCurves(run, { look, runner, hidden, runners }) {
  const shown = run.curves.filter((curve) => (curve.beside ? curve.runner === runner : !hidden.has(curve.runner)));
  const race = runners.length > 1;
  const curves = shown.map((curve) => ({
    steps: run.steps,
    values: curve.heights,
    heights: curve.levels,
    color: colorOf(`runner:${curve.runner}`, look),
    dash: curve.dash,
    width: curve.runner === runner ? 2.2 : 1.5,
    name: curve.name,
    beside: curve.beside,
    named: curve.beside || (race ? curve.runner === runner : curve.dash === "dashed" || run.curves.some((each) => each.dash === "dashed" && !each.beside)),
    selected: curve.runner === runner && !curve.beside,
  }));
  return { curves, range: run.range, name: `loss${run.range.decades ? " (log)" : ""}${run.comparable ? "" : ", not comparable"}` };
}

/** Return the learning rates of a run as a StepChart draws them; null where none changes. */
function rateCurves(run, { look, runner, hidden, runners }) {
  if (!run.rate.all) return null;
  const columns = runners.map((_, number) => columnOf(run.rate.all, number, runners.length));
  const known = columns.flatMap((column) => Array.from(column)).filter((rate) => Number.isFinite(rate));
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const decades = low > 0 && high > 20 * low;
  const level = decades ? Math.log10 : (rate) => rate;
  const margin = 0.06 * (level(high) - level(low)) || 0.5;
  const curves = columns.flatMap((values, number) => (hidden.has(number) ? [] : [{
    steps: run.steps,
    values,
    heights: Array.from(values, level),
    color: colorOf(`runner:${number}`, look),
    dash: "solid",
    width: number === runner ? 2.2 : 1.5,
    selected: number === runner,
  }]));
  const range = { low: decades ? level(low) - margin : Math.max(0, low - margin), high: level(high) + margin, decades };
  return { curves, range, name: decades ? "learning rate (log)" : "learning rate" };
}

/** Return one column of a table whose last axis changes fastest. */
function columnOf(table, column, columns) {
  return table.constructor.from({ length: table.length / columns }, (_, row) => table[row * columns + column]);
}
