// The page as a whole: what is on show, and all parts that show it.

/** What a system may say about looks: the first asks for the dark one, the others for high contrast. */
const SYSTEM_WISHES = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"];

/** So much is free above and below the row of captions. */
const CAPTION_GAP_PX = 6;

/** What a reader can do, and what is drawn when something has changed. */
class Page {
  /** @param {Object} data - The payload (lossstudio/films/webpage/payload.py). */
  constructor(data) {
    this.data = data;
    this.runs = data.runs.map((part) => new Run(part, data.runners));
    this.looks = Object.fromEntries(Object.entries(data.themes).map(([name, theme]) => [name, lookOf(theme)]));
    this.runner = 0;
    this.hidden = new Set();
    this.asked = askedByAddress();
    this.player = new Player(() => this.run, data.pauses, () => this.show());
    this._chooseTheme(data.theme, false);
    this._makeParts();
    this._heedMotion(window.matchMedia("(prefers-reduced-motion: reduce)"));
    this._connect();
    document.body.classList.remove("loading");
    this._open();
  }

  /** The run on show. */
  get run() {
    return this.runs[this.family.run];
  }

  /** Draw all that has changed, once in a frame. */
  show() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this._draw();
    });
  }

  /** Do what the address or the page around asks for. */
  heed(asked) {
    if (Number.isInteger(asked.run) && this.runs[asked.run]) this.family.choose(asked.run);
    if (typeof asked.set === "object" && asked.set) this.family.set(asked.set);
    this.player.keepWithin();
    if (Number.isInteger(asked.runner) && this.data.runners[asked.runner] !== undefined) this.runner = asked.runner;
    if (SPEEDS.includes(String(asked.speed))) this.player.speed = String(asked.speed);
    if (Object.hasOwn(this.looks, asked.theme)) this._chooseTheme(asked.theme);
    if (Number.isFinite(asked.step)) this.player.show(asked.step);
    if (asked.camera) this.picture.camera.set(asked.camera);
    if (asked.play === true) this.player.play();
    if (asked.play === false && this.player.playing) this.player.pause();
    this.show();
  }

  /** Return what the page around is told. */
  state() {
    const { player, run, data } = this;
    return {
      title: data.title,
      step: player.step,
      position: player.position,
      steps: run.end,
      playing: player.playing,
      speed: player.speed,
      theme: this.theme,
      run: this.family.run,
      runs: this.runs.length,
      settings: this.family.settings,
      runner: this.runner,
      runners: data.runners,
      camera: this.picture.camera.get(),
    };
  }

  toggle() {
    this.player.toggle();
  }

  stepBy(direction) {
    this.player.stepBy(direction);
  }

  phaseBy(direction) {
    this.player.phaseBy(direction);
  }

  restart() {
    this.player.show(0);
  }

  toEnd() {
    this.player.show(this.run.end);
  }

  speedBy(direction) {
    this.player.speedBy(direction);
  }

  turnSetting(direction) {
    if (this.family.turn(direction)) this._turned();
  }

  nextRunner() {
    this.select((this.runner + 1) % this.data.runners.length);
  }

  /** Select a runner; one that was hidden is shown. */
  select(runner) {
    this.runner = runner;
    this.hidden.delete(runner);
    this.show();
  }

  /** Hide a runner, or show it again. */
  toggleRunner(runner) {
    if (!this.hidden.delete(runner)) this.hidden.add(runner);
    this.show();
  }

  readAloud() {
    this._say(this.run.aloud(this.run.at(this.player.position), this.runner));
  }

  turnView([dx, dy]) {
    this.picture.camera.turn(dx, dy);
  }

  panView([dx, dy]) {
    this.picture.camera.pan(dx, dy);
  }

  zoomView(factor) {
    this.picture.camera.zoom(factor);
  }

  homeView() {
    this.picture.camera.home();
  }

  viewFrom(angles) {
    this.picture.camera.set({ ...angles, pan: [0, 0] });
  }

  toggleNotes() {
    const notes = byId("notes");
    if (!this.data.notes) return;
    notes.hidden = !notes.hidden;
    byId("notes-button").setAttribute("aria-pressed", String(!notes.hidden));
  }

  toggleTheme() {
    this._chooseTheme(this.theme === "light" ? "dark" : "light");
    this.show();
  }

  toggleFull() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {}); // a frame may not be allowed to
  }

  showKeys() {
    byId("keys").showModal();
  }

  _makeParts() {
    const { data } = this;
    const again = () => this.show();
    setText(byId("title"), data.title || "Gradient descent");
    byId("notes").textContent = data.notes;
    byId("notes-button").hidden = !data.notes;
    byId("full-button").hidden = !document.fullscreenEnabled;
    this.picture = new Picture(byId("picture"), data.picture);
    new ResizeObserver(() => this._leaveRoomForCaptions()).observe(byId("stage"));
    this.family = new Family(byId("family"), data.family, () => this._turned());
    this.runners = new Runners(byId("runners"), data.runners, {
      select: (runner) => this.select(runner),
      toggle: (runner) => this.toggleRunner(runner),
    });
    this.phases = new Phases(byId("phases"), (phase) => this._light(phase));
    const plot = (name) => byId(name).querySelector(".plot");
    this.dataChart = new DataChart(plot("data"), again);
    this.lossChart = new StepChart(plot("loss"), again, (step) => this.player.show(step));
    this.rateChart = new StepChart(plot("rate"), again, (step) => this.player.show(step));
    this.bar = new Bar(this);
    this.outside = new Outside((asked) => this.heed(asked), () => this.state());
    tellKeys(byId("keys").querySelector("table"));
  }

  _connect() {
    const buttons = {
      "notes-button": ["notes", "toggleNotes"], "home-button": ["home", "homeView"], "theme-button": ["theme", "toggleTheme"],
      "keys-button": ["keys", "showKeys"], "full-button": ["full", "toggleFull"],
    };
    for (const [name, [image, method]] of Object.entries(buttons)) {
      setIcon(byId(name), image);
      byId(name).addEventListener("click", () => this[method]());
    }
    listenToKeys(this);
    this.picture.onCamera = () => this.outside.tell();
    this.picture.onBall = (runner) => this.select(runner);
    for (const wish of SYSTEM_WISHES) window.matchMedia(wish).addEventListener("change", () => this._followSystem());
  }

  /** Show what the scene or the address opens with. */
  _open() {
    document.body.classList.toggle("bare", this.asked.bare);
    const play = this.asked.play && !this.player.still;
    this.player.show(this.data.opensAt);
    this.heed({ ...this.asked, play: play || undefined });
    this.outside.tell();
  }

  /** Another run of the family is on show, at the same step. */
  _turned() {
    this.player.keepWithin();
    this.show();
  }

  /** Let nothing move by itself where the reader wants that, now and from now on. */
  _heedMotion(wish) {
    const heed = ({ matches }) => (this.player.still = this.picture.still = matches);
    heed(wish);
    wish.addEventListener("change", heed);
  }

  /** Look as the system does now, as long as nobody has chosen a look. */
  _followSystem() {
    this._chooseTheme(this.wanted, this.own);
    this.show();
  }

  _light(phase) {
    if (this.player.playing) this.player.pause();
    this.player.phase = this.player.phase === phase ? 0 : phase;
    this.show();
  }

  /** Take a look that somebody wants; where the scene alone does, the system's wish for contrast comes before it. */
  _chooseTheme(wanted, own = true) {
    Object.assign(this, { wanted, own });
    const [dark, ...contrast] = SYSTEM_WISHES.map((wish) => window.matchMedia(wish).matches);
    const known = this.looks[wanted] ? wanted : dark ? "dark" : "light";
    this.theme = !own && contrast.includes(true) ? "contrast" : known;
    const theme = this.data.themes[this.theme];
    for (const [name, color] of Object.entries(theme)) {
      if (typeof color === "string") document.documentElement.style.setProperty(`--${name}`, color);
    }
    document.documentElement.style.colorScheme = this.theme === "light" ? "light" : "dark";
  }

  _draw() {
    const { player, run, runner, hidden } = this;
    const position = player.rolled;
    const at = run.at(player.position + 1e-9);
    const state = { look: this.looks[this.theme], runner, hidden, position, runners: this.data.runners };
    const { theme, family } = this;
    this.picture.draw({ run: family.run, step: position, phase: player.lit, theme, selected: runner, hidden });
    setText(byId("badge"), this.picture.stretch().badge);
    this.phases.show(run, run.steps[at], runner, player.lit);
    this.runners.show(run, at, state);
    this.bar.show(run, at, player, runner);
    this._caption(run.steps[at]);
    this._drawCharts(run, state); // after the words, which leave them their room
    this._tell(run, at);
    this.outside.tell();
  }

  _drawCharts(run, state) {
    byId("data").hidden = !run.chart;
    if (run.chart) this.dataChart.draw(run.chart, state);
    this.lossChart.draw(run, lossCurves(run, state), state);
    const rates = rateCurves(run, state);
    byId("rate").hidden = !rates;
    if (rates) this.rateChart.draw(run, rates, state);
  }

  _caption(step) {
    const said = this._said(step);
    byId("caption").hidden = !said;
    setText(byId("caption"), said);
  }

  /** Return the caption that stands at a step, the latest that has begun, as in a film; "" for none. */
  _said(step) {
    const here = this.data.captions.filter(({ first, last }) => first <= step && step <= last);
    return here.reduce((latest, each) => (each.first > latest.first ? each : latest), here[0])?.text ?? "";
  }

  /** Leave captions a row below the picture, as tall as the tallest: the picture has one size while they come and go. */
  _leaveRoomForCaptions() {
    const [caption, { captions }] = [byId("caption"), this.data];
    caption.hidden = false;
    const heights = [...new Set(captions.flatMap(({ first, last }) => [first, last]))].map((step) => {
      setText(caption, this._said(step));
      return caption.offsetHeight;
    });
    const room = heights.length ? Math.max(...heights) + 2 * CAPTION_GAP_PX : 0;
    byId("stage").style.setProperty("--caption-room", `${room}px`);
    this.show();
  }

  /** Say where the run stands, in the picture's name, and aloud once it rests. */
  _tell(run, at) {
    const sentence = run.sentence(at, this.runner);
    if (this.told === sentence || this.player.playing) return;
    const begun = this.told !== undefined;
    this.told = sentence;
    const shown = [`Surface of the ${run.lossName} with the path`, this.picture.stretch().badge].filter(Boolean);
    byId("picture").setAttribute("aria-label", `${shown.join("; ")}. ${sentence}`);
    byId("loss").setAttribute("aria-label", `${run.lossName} over the steps. ${sentence}`);
    if (begun) this._say(sentence);
  }

  _say(sentence) {
    clearTimeout(this.saying);
    this.saying = setTimeout(() => setText(byId("aloud"), sentence), 150);
  }
}

/** Return a theme with its colours of classes as numbers. */
function lookOf(theme) {
  const parts = (color) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  return { ...theme, shades: theme.grounds.map(parts), ground: parts(theme.undecided) };
}
