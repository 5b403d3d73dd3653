// A family of runs: a slider for each setting that the reader can turn.

/** Which run of the family is on show. */
class Family {
  /**
   * @param {HTMLElement} host
   * @param {?Object} part - As lossstudio/films/webpage/family.py has it; null where nothing is varied.
   * @param {(run: number) => void} whenTurned
   */
  constructor(host, part, whenTurned) {
    host.hidden = !part;
    this.axes = part ? part.axes : [];
    this.at = this.axes.map((axis) => axis.at);
    this.sliders = this.axes.map((axis, number) => this._slider(axis, number, whenTurned));
    host.append(...this.sliders.map((slider) => slider.row));
    if (part) host.title = part.plane;
    this._say();
  }

  /** The number of the run on show: the last axis changes fastest. */
  get run() {
    return this.at.reduce((number, at, axis) => number * this.axes[axis].texts.length + at, 0);
  }

  /** Show a run by its number. */
  choose(run) {
    let rest = run;
    for (let axis = this.axes.length - 1; axis >= 0; axis--) {
      const count = this.axes[axis].texts.length;
      this.at[axis] = rest % count;
      rest = Math.floor(rest / count);
    }
    this._say();
  }

  /** The value of each setting as it is read, by its path. */
  get settings() {
    return Object.fromEntries(this.axes.map(({ path, texts }, axis) => [path, texts[this.at[axis]]]));
  }

  /** Show the run whose values of some settings are these, or the nearest; what is no value is not heeded. */
  set(wanted) {
    this.axes.forEach(({ path, texts }, axis) => {
      if (!Object.hasOwn(wanted, path)) return;
      const said = wanted[path];
      const at = texts.includes(String(said)) ? texts.indexOf(String(said)) : nearestOf(texts.map(Number), numberOf(said));
      if (at >= 0) this.at[axis] = at;
    });
    this._say();
  }

  /** Turn the first setting one value up or down; say whether there is one. */
  turn(direction) {
    if (!this.axes.length) return false;
    this.at[0] = Math.max(0, Math.min(this.at[0] + direction, this.axes[0].texts.length - 1));
    this._say();
    return true;
  }

  _slider(axis, number, whenTurned) {
    const row = element("label", "setting");
    const name = element("span", "setting-name", axis.whose ? `${axis.name} of ${axis.whose}` : axis.name);
    const input = element("input");
    Object.assign(input, { type: "range", min: 0, max: axis.texts.length - 1, step: 1 });
    const value = element("output", "setting-value");
    input.addEventListener("input", () => {
      this.at[number] = Number(input.value);
      this._say();
      whenTurned();
    });
    row.append(name, input, value);
    return { row, input, value };
  }

  _say() {
    this.sliders.forEach((slider, axis) => {
      const text = this.axes[axis].texts[this.at[axis]];
      slider.input.value = String(this.at[axis]);
      slider.input.setAttribute("aria-valuetext", text);
      setText(slider.value, text);
    });
  }
}

/** Return the number that was said, as one or as text; NaN where it is none. */
function numberOf(said) {
  if (typeof said === "number") return said;
  return typeof said === "string" && said.trim() ? Number(said) : NaN;
}

/** Return which of some numbers is the nearest to a value; -1 where the value is none. */
function nearestOf(numbers, value) {
  const away = numbers.map((number) => Math.abs(number - value)).map((far) => (Number.isNaN(far) ? Infinity : far));
  const least = Math.min(...away);
  return Number.isFinite(least) ? away.indexOf(least) : -1;
}
