// The loss over the steps, and the learning rate where it changes: charts that can be pointed at and scrubbed.

/** Where a name stands best, in pixels down from its curve's end; else at any height, so far apart. */
const NAME_OFFSETS_PX = [-9, 9, -22, 22, -35, 35, -48, 48];
const NAME_STEP_PX = 13;

/** In a race a name is no longer than this share of the plot: it is told beside the chart too. */
const NAME_SHARE = 0.5;

/** A name keeps so far from curves, and from another name; a curve is looked at in so many places behind it. */
const NAME_FREE_PX = 8;
const NAME_APART_PX = 13;
const NAME_PLACES = 12;

/** A ball's radius, and what is free for it at the upper and the lower edge. */
const CURVE_BALL_PX = 4.5;
const BALL_ROOM_PX = CURVE_BALL_PX + 1.5;

/** So far before a step a change of the loss is drawn: between what was minimised before it and what is from then on. */
const BEFORE_STEP = 0.5;

/** From one line of a change's words to the next, what is free behind them, and how much of the chart they may take. */
const CHANGE_LINE_PX = 14;
const CHANGE_GAP_PX = 8;
const MOST_OF_HEIGHT = 0.5;

/** Of more curves only the selected one says where it ends that is cut at the chart's edge. */
const MOST_CUTS_TOLD = 6;

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
   * @param {Object} drawn - {curves: [{steps, heights, values, color, dash, width, name, anew, cuts}], range, name}
   * @param {Object} state
   */
  draw(run, drawn, state) {
    const { look, position } = state;
    const { chart } = this;
    this.run = run;
    const across = { low: -0.02 * run.end, high: 1.025 * run.end || 1, whole: true };
    const spare = chart.shareOfHeight(BALL_ROOM_PX) * (drawn.range.high - drawn.range.low);
    const up = { ...drawn.range, low: drawn.range.low - spare, high: drawn.range.high + spare };
    let told = [];
    chart.begin(across, up, ["step", drawn.name], look, () => {
      told = this._placedChanges(run.changes);
      return CHANGE_LINE_PX * Math.max(0, ...told.map(({ row, lines }) => row + lines.length));
    });
    for (const { step } of run.changes) this._rule(step - BEFORE_STEP, look.secondary, 1, "dotted");
    for (const curve of drawn.curves) this._curve(curve, position, look);
    this._rule(position, look.control_border, 1);
    for (const curve of drawn.curves) if (!curve.beside) this._ball(curve, position, look);
    this._name(drawn.curves, look);
    if (this.pointed !== null) this._read(drawn, look);
    chart.finish();
    this._writeChanges(told, look);
  }

  /** Draw an upright line through the whole plot. */
  _rule(step, color, width, dash) {
    const { low, high } = this.chart.up;
    this.chart.stroke([step, low], [step, high], color, width, dash);
  }

  _curve(curve, position, look) {
    const { chart } = this;
    const { frame } = between(curve.steps, position);
    const [color, { dash, width, anew }] = [curve.beside ? look.secondary : curve.color, curve];
    const last = [curve.steps[frame], curve.heights[frame]];
    chart.line(curve.steps, curve.heights, color, width, { from: frame, dash, anew, opacity: 0.3 });
    chart.line(curve.steps, curve.heights, color, width, { to: frame + 1, dash, anew });
    chart.stroke(last, placeAt(curve, position), color, width, dash);
  }

  _ball(curve, position, look) {
    this.chart.dot(...placeAt(curve, position), CURVE_BALL_PX, curve.color, look.casing);
  }

  /** Return the words of the changes that have room above the plot, in lines, each near its rule and off the others. */
  _placedChanges(changes) {
    const { chart } = this;
    const [start, end] = [chart.area.left, chart.width - 4];
    const most = Math.floor((MOST_OF_HEIGHT * chart.height) / CHANGE_LINE_PX);
    const placed = [];
    for (const { step, words } of changes) {
      const lines = linesOf(words, (some) => chart.fits(some, end - start));
      const long = Math.max(...lines.map((line) => chart.widthOf(line)));
      const left = Math.max(start, Math.min(chart.x(step - BEFORE_STEP), end - long));
      const right = left + long + CHANGE_GAP_PX;
      const above = placed.filter((other) => left < other.right && other.left < right);
      const row = Math.max(0, ...above.map((other) => other.row + other.lines.length));
      if (row + lines.length <= most) placed.push({ lines, left, right, row });
    }
    return placed;
  }

  /** Say above the plot where something else begins to be minimised. */
  _writeChanges(told, look) {
    const { chart } = this;
    const bottom = chart.area.top - CHANGE_LINE_PX / 2;
    const rows = Math.max(0, ...told.map(({ row, lines }) => row + lines.length));
    for (const { lines, left, row } of told) {
      lines.forEach((line, at) => chart.words(line, left, bottom - CHANGE_LINE_PX * (rows - 1 - row - at), look.secondary));
    }
  }

  /** Name the curves that aren't told by their colours, at their ends, and say where those end that are cut. */
  _name(curves, look) {
    const { chart } = this;
    const right = chart.area.left + chart.area.width - 4;
    const taken = [];
    const some = curves.filter((curve) => !curve.beside).length <= MOST_CUTS_TOLD;
    for (const curve of curves) {
      const ends = some || curve.selected || curve.beside ? curve.cuts.filter(({ side }) => side > 0) : [];
      const number = ends.map(({ words }) => words).join(" ");
      const last = curve.heights.findLastIndex((height) => Number.isFinite(height));
      if (last < 0 || !(curve.named || number)) continue;
      const room = chart.area.width - 8 - (number ? chart.widthOf(number) + 8 : 0);
      const most = curve.beside ? room : Math.min(room, NAME_SHARE * chart.area.width);
      const name = curve.named ? chart.cutShort(curve.name, most) : "";
      const told = [name, number].filter(Boolean).map((words) => [words, chart.widthOf(words)]);
      const wide = told.reduce((sum, [, width]) => sum + width + 8, -8);
      const y = this._freeHeight(curves, [right - wide, right], chart.y(curve.heights[last]), taken);
      taken.push(y);
      let left = right - wide;
      for (const [words, width] of told) {
        chart.words(words, left, y, curve.beside ? look.secondary : curve.color);
        left += width + 8;
      }
    }
    for (const curve of curves.filter((each) => each.selected)) this._sayCuts(curve);
  }

  /** Say how far a curve goes that is cut where it begins, or leaves the chart and comes back. */
  _sayCuts(curve) {
    const { chart } = this;
    const { left, top, width, height } = chart.area;
    for (const { step, above, words } of curve.cuts.filter(({ side }) => side <= 0)) {
      const x = Math.max(left + 4, Math.min(chart.x(step), left + width - 4 - chart.widthOf(words)));
      chart.words(words, x, above ? top + 8 : top + height - 8, curve.color);
    }
  }

  /** Return where from one side to another a name lies upon the fewest curves, near its own one's end. */
  _freeHeight(curves, [left, right], end, taken) {
    const { chart } = this;
    const behind = Array.from({ length: NAME_PLACES }, (_, at) => {
      return chart.valueAt(chart.scale * (left + ((right - left) * at) / (NAME_PLACES - 1)));
    });
    const drawn = curves.flatMap((curve) => behind.map((step) => chart.y(heightBehind(curve, step))));
    const [top, bottom] = [chart.area.top + 8, chart.area.top + chart.area.height - 8];
    const anywhere = Array.from({ length: Math.ceil((bottom - top) / NAME_STEP_PX) }, (_, at) => top + NAME_STEP_PX * at);
    const places = [...NAME_OFFSETS_PX.map((down) => Math.max(top, Math.min(end + down, bottom))), ...anywhere];
    const near = (heights, y, apart) => heights.filter((each) => Math.abs(each - y) < apart).length;
    const costs = places.map((y) => near(drawn, y, NAME_FREE_PX) + drawn.length * near(taken, y, NAME_APART_PX));
    return places[costs.indexOf(Math.min(...costs))];
  }

  /** Say the numbers of the step that is pointed at. */
  _read(drawn, look) {
    const { chart, run } = this;
    const at = between(run.steps, this.pointed).frame;
    const step = run.steps[at];
    this._rule(step, look.text, 1, "dotted");
    const text = [`step ${step}`, this._told(drawn.curves, at)].filter(Boolean).join(": ");
    const right = chart.x(step) > chart.area.left + chart.area.width / 2;
    chart.words(text, chart.x(step) + (right ? -6 : 6), chart.area.top + 9, look.text, { align: right ? "right" : "left" });
  }

  /** Return the selected runner's number, with its penalty where that is a curve of its own, or each player's. */
  _told(curves, at) {
    const own = curves.filter((curve) => curve.selected && Number.isFinite(curve.values[at]));
    const told = own.map(({ values }) => readout(values[at], this.run.lossDigits));
    if (own.length > 1) return own.map(({ player }, number) => `${player} ${told[number]}`).join("   ");
    const penalty = curves.find((curve) => curve.beside && curve.name === "penalty");
    return [...told, ...(told.length && penalty ? [`penalty ${readout(penalty.values[at], this.run.lossDigits)}`] : [])].join(" + ");
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

/** Return where a curve is at a position: on the way to the next step only where it goes there, else at the last one. */
function placeAt({ steps, heights, anew }, position) {
  const { frame, share } = between(steps, position);
  const onTheWay = share > 0 && steps[frame + 1] - steps[frame] === 1 && !anew?.has(frame + 1);
  if (!onTheWay) return [steps[frame], heights[frame]];
  return [position, heights[frame] + share * (heights[frame + 1] - heights[frame])];
}

/** The height at which a curve's line is drawn at a step. */
function heightBehind({ steps, heights }, step) {
  const { frame, share } = between(steps, step);
  return share === 0 || frame + 1 >= heights.length ? heights[frame] : heights[frame] + share * (heights[frame + 1] - heights[frame]);
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
    player: curve.player,
    anew: curve.anew,
    cuts: curve.cuts,
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
    cuts: [],
    selected: number === runner,
  }]));
  const range = { low: decades ? level(low) - margin : Math.max(0, low - margin), high: level(high) + margin, decades };
  return { curves, range, name: decades ? "learning rate (log)" : "learning rate" };
}

/** Return one column of a table whose last axis changes fastest. */
function columnOf(table, column, columns) {
  return table.constructor.from({ length: table.length / columns }, (_, row) => table[row * columns + column]);
}
