// One run of the page: its numbers step by step, unpacked, and how they are told.

const STOPPED = "stopped";
const UNKNOWN = "...";

/** What lossstudio/films/webpage/steps_part.py says of a run. */
class Run {
  /**
   * @param {Object} part
   * @param {string[]} runners - Their names.
   */
  constructor(part, runners) {
    Object.assign(this, part, { runners });
    this.loss = unpack(part.loss);
    this.gradient = unpack(part.gradient);
    this.rate = part.rate.all ? { all: unpack(part.rate.all) } : part.rate;
    this.curves = part.curves.map((curve) => {
      const heights = curve.heights ? unpack(curve.heights) : columnOf(this.loss, curve.runner, runners.length);
      const anew = new Set(curve.breaks.map((step) => part.steps.findIndex((known) => known >= step)));
      return { ...curve, heights, anew, levels: Array.from(heights, (height) => levelOf(height, part.range)) };
    });
  }

  /** Return the number of the last known step at or before a position. */
  at(position) {
    return between(this.steps, position).frame;
  }

  /** Return the known step after a position, or before it. */
  beside(position, direction) {
    const at = this.at(position);
    const there = direction > 0 ? at + 1 : position > this.steps[at] ? at : at - 1;
    return this.steps[Math.max(0, Math.min(there, this.steps.length - 1))];
  }

  /** Return the numbers of a step as labels and values; a runner's own. */
  readOuts(at, runner) {
    const tested = this.curves.find((curve) => curve.beside && curve.name === "test" && curve.runner === runner);
    return [
      ["step", String(this.steps[at])],
      [this.lossName, this.lossText(at, runner)],
      ...(tested ? [["test loss", this._text(tested.heights[at], at, runner, this.lossDigits)]] : []),
      ["gradient", this._text(this.gradient[at * this.runners.length + runner], at, runner)],
      ["learning rate", this._rateText(at, runner)],
    ];
  }

  /** Return the loss of a runner in words. */
  lossText(at, runner) {
    return this._text(this.loss[at * this.runners.length + runner], at, runner, this.lossDigits);
  }

  /** Say a step in one sentence, as lossstudio/picture/text/step_sentences.py does. */
  sentence(at, runner) {
    const who = this.runners.length > 1 ? `${this.runners[runner]}: s` : "S";
    return `${who}tep ${this.steps[at]} of ${this.end}, ${this.lossName} ${this.lossText(at, runner)}.`;
  }

  /** Return a step with its numbers in words, where the page has them. */
  aloud(at, runner) {
    const told = this.phases[runner];
    const there = told ? told.steps.indexOf(this.steps[at]) : -1;
    if (there >= 0) return told.aloud[there];
    const numbers = this.readOuts(at, runner).slice(2).filter(([, value]) => value !== UNKNOWN);
    return `${this.sentence(at, runner).slice(0, -1)}${numbers.map(([label, value]) => `, ${label} ${value}`).join("")}.`;
  }

  _rateText(at, runner) {
    if (!this.rate.all) return this._stopped(at, runner) ? STOPPED : this.rate.texts[runner];
    const rate = this.rate.all[at * this.runners.length + runner];
    return Number.isFinite(rate) ? chosen(rate) : this._stopped(at, runner) ? STOPPED : UNKNOWN;
  }

  _text(number, at, runner, digits) {
    if (Number.isFinite(number)) return readout(number, digits);
    return this._stopped(at, runner) ? STOPPED : UNKNOWN;
  }

  _stopped(at, runner) {
    return this.stopped[runner] !== null && this.steps[at] >= this.stopped[runner];
  }
}

/** Return where a loss stands in the chart: its decimal logarithm where heights are decades. */
function levelOf(height, range) {
  const level = range.decades ? Math.max(Math.log10(height), range.low) : height;
  const span = range.high - range.low;
  return Number.isFinite(level) ? Math.min(range.high + span, Math.max(range.low - span, level)) : height === Infinity ? range.high + span : NaN;
}
