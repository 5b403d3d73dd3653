// Which step is on show: playing, resting, gliding to the next one, and the phases of a step on the way.

const SLOW_STEPS = 3;
const WHOLE_RUN_S = 8;
/** Up to so many steps a second the four phases are shown one after another. */
const PHASED_RATE = 2;
/** Up to so many steps a second the ball rolls between steps instead of jumping. */
const TWEENED_RATE = 10;
const PHASE_STARTS = [0, 0.2, 0.4, 0.6];
const ROLL_START = 0.7;
const GLIDE_MS = 220;
const SPEEDS = ["auto", "0.5", "1", "2", "5", "10", "30", "60", "max"];

const smoothstep = (share) => share * share * (3 - 2 * share);

/** Where the reader is in the run, in steps; a fraction is a part of the way to the next one. */
class Player {
  /**
   * @param {() => Run} run - The run on show.
   * @param {Array<{step: number, seconds: number}>} pauses - Where it rests while it plays, as the scene's film does: one
   *   for a step at most, in their order.
   * @param {() => void} whenMoved - Told of every change.
   */
  constructor(run, pauses, whenMoved) {
    Object.assign(this, { run, pauses, whenMoved, position: 0, phase: 0, speed: "auto", playing: false, still: false });
    this.tick = this.tick.bind(this);
  }

  /** The step on show, or the last one that the balls have left. */
  get step() {
    const { run, position } = this;
    return run().steps[run().at(position + 1e-9)];
  }

  /** Where the balls are: between steps they begin to roll when the phases have been shown. */
  get rolled() {
    if (!this.playing) return this.position;
    const whole = Math.floor(this.position);
    if (this.still || this._rate() > TWEENED_RATE) return this.step;
    if (this._rate() > PHASED_RATE) return this.position;
    return whole + smoothstep(Math.max(0, this.position - whole - ROLL_START) / (1 - ROLL_START));
  }

  /** Which phase is lit: 1 to 4, or 0. */
  get lit() {
    if (!this.playing || this._rate() > PHASED_RATE) return this.phase;
    const share = this.position % 1;
    return PHASE_STARTS.findLastIndex((start) => share >= start) + 1;
  }

  /** Play, from the start where the run is at its end; what it rests at there comes first. */
  play() {
    if (this.position >= this.run().end) this.position = 0;
    const rests = this.position === 0 && this.speed !== "max" ? this._pauseAt(0) : 0;
    Object.assign(this, { playing: true, phase: 0, before: null, goal: null, rests });
    this._wake();
  }

  /** Rest at the step on show. */
  pause() {
    this.playing = false;
    this.goal = null;
    this.position = this.step;
    this.whenMoved();
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  /** Be at a step at once. */
  show(step) {
    Object.assign(this, { playing: false, goal: null, phase: 0 });
    this.position = Math.max(0, Math.min(step, this.run().end));
    this.whenMoved();
  }

  /** Go no further than the run on show, which may be another one now. */
  keepWithin() {
    const end = this.run().end;
    this.position = Math.min(this.position, end);
    if (this.goal > end) this.goal = end;
    if (this.left > end) this.left = end;
  }

  /** Take one step forward or back; the balls roll there. */
  stepBy(direction) {
    const from = this.goal ?? this.position;
    const step = this.run().beside(from, direction);
    Object.assign(this, { playing: false, phase: 0 });
    if (this.still || Math.abs(step - from) > 1 || direction < 0) {
      this.show(step);
      return;
    }
    this.position = from;
    Object.assign(this, { goal: step, left: from, since: null });
    this._wake();
  }

  /** Light the next phase, or the one before, which may be another step's: lossstudio/studio/playback/speed.py. */
  phaseBy(direction) {
    const { step, lit } = this;
    const forward = direction > 0;
    const inside = forward ? lit < 4 : lit > 1;
    const next = inside ? step : this.run().beside(step, direction);
    this.show(next);
    if (inside) this.phase = lit + direction;
    else if (next === step) this.phase = forward ? lit : 0;
    else this.phase = forward ? 1 : 4;
  }

  /** Take the next speed, or the one before. */
  speedBy(direction) {
    const at = SPEEDS.indexOf(this.speed) + direction;
    this.speed = SPEEDS[Math.max(0, Math.min(at, SPEEDS.length - 1))];
    this.whenMoved();
  }

  /** Go on after the time that has passed. */
  tick(now) {
    this.awake = false;
    if (this.goal !== null && this.goal !== undefined) this._glide(now);
    else if (this.playing) this._go(now);
    this.whenMoved();
  }

  _glide(now) {
    this.since ??= now;
    const share = Math.min(1, (now - this.since) / GLIDE_MS);
    this.position = this.left + smoothstep(share) * (this.goal - this.left);
    if (share < 1) this._wake();
    else Object.assign(this, { position: this.goal, goal: null });
  }

  _go(now) {
    const end = this.run().end;
    const passed = this.before === null ? 0 : Math.min(0.25, (now - this.before) / 1000);
    this.before = now;
    this.rests = Math.max(0, this.rests - passed);
    if (this.rests === 0) this.position = this._next(end, passed);
    if (this.position < end || this.rests > 0) this._wake();
    else this.playing = false;
  }

  /** Return where the balls are after so many seconds: at a pause, if one is on the way there. */
  _next(end, passed) {
    if (this.speed === "max") return end;
    const next = Math.min(end, this.position + passed * this._rate());
    const pause = this.pauses.find(({ step }) => this.position < step && step <= next);
    this.rests = pause?.seconds ?? 0;
    return pause?.step ?? next;
  }

  /** How many seconds it rests at a step. */
  _pauseAt(at) {
    return this.pauses.find(({ step }) => step === at)?.seconds ?? 0;
  }

  /** How many steps a second go by. */
  _rate() {
    if (this.speed === "max") return Infinity;
    if (this.speed !== "auto") return Number(this.speed);
    if (this.position < SLOW_STEPS) return 1;
    return Math.max(1, (this.run().end - SLOW_STEPS) / (WHOLE_RUN_S - SLOW_STEPS));
  }

  _wake() {
    if (this.awake) return;
    this.awake = true;
    requestAnimationFrame(this.tick);
  }
}
