// The picture of the surface: it keeps what is to be seen, and draws it when something has changed.

/** The size of a picture, in pixels of the page, in which a point is a pixel. */
const USUAL_SIZE = [912, 660];

/** How small and how large a point becomes in others, in pixels of the page. */
const SMALLEST_POINT = 0.8;
const LARGEST_POINT = 2;

/** How near to a ball a click has to be, in points. */
const CLICK_SLOP_PT = 5;

/** The surface with its paths and balls, in an element of the page. */
class Picture {
  /**
   * @param {HTMLElement} host - What it fills.
   * @param {Object} part - The page's data (lossstudio/films/webpage/picture_part.py).
   */
  constructor(host, part) {
    this.host = host;
    this.part = part;
    this.grounds = part.surfaces.map(groundOf);
    this.runs = part.runs.map((run) => run.panes.map(paneOf));
    this.state = { run: 0, step: 0, phase: 0, theme: "dark", selected: 0, hidden: [] };
    this.onCamera = () => {};
    this.onBall = () => {};
    /** In pixels of the page; a scene says its camera's distance for the usual one. */
    this.pageSize = USUAL_SIZE;
    this.pace = new Pace(() => this.ask());
    this.morph = new Morph();
    /** Whether nothing moves by itself. */
    this.still = false;
    this.camera = new ViewCamera(part.camera, () => this.moved());
    this.canvas = filling(host, "canvas");
    this.writing = new Writing(filling(host, "canvas"), [...host.parentElement.querySelectorAll(":scope > p")]);
    this.writing.canvas.style.pointerEvents = "none";
    this.begin();
    if (this.hasWebGL) new Gestures(this.canvas, this.camera, (place) => this.click(place));
    this.pace.moved(); // so that the first picture is there at once, and the finer one soon
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(host);
    this.resize();
  }

  /** Whether the surface is drawn in three dimensions. */
  get hasWebGL() {
    return this.gl !== null;
  }

  /** Pixels of the screen per point. */
  get scale() {
    return this.ratio * pointOf(this.size.map((side) => side / this.ratio));
  }

  /** Where the eye is above the surface, as the picture is drawn. */
  get seen() {
    const { azimuth, elevation, distance, target } = this.optics().camera;
    return { azimuth, elevation, distance, target };
  }

  /** Return which ball is where on the picture: x and y in pixels of the page, from its top left. */
  balls() {
    const [stretch, optics] = [this.stretch(), this.optics()];
    const { balls } = this.frame(stretch, this.grounds[stretch.surface]);
    return balls.map(({ runner, place }) => {
      const [x, y] = optics.pixel(place).map((side) => side / this.ratio);
      return { runner: this.part.runs[this.state.run].runners[runner], x, y };
    });
  }

  /** Tell of the ball that is under a place, or near it, in pixels of the page. */
  click(place) {
    const reach = (this.scale / this.ratio) * (this.part.look.ball_pt / 2 + CLICK_SLOP_PT);
    const near = this.balls().filter(({ x, y }) => distanceOf([x, y], place) <= reach);
    if (near.length) this.onBall(near[near.length - 1].runner);
  }

  /**
   * Show a moment.
   * @param {Object} state
   * @param {number} state.run - Which of the runs.
   * @param {number} state.step - At which step, fractions included.
   * @param {"dark"|"light"|"contrast"} state.theme
   * @param {number} [state.phase] - Whose arrows are drawn, 1 to 4, at a whole step; 0 is none.
   * @param {number} [state.selected] - The runner whose ball lies on top.
   * @param {Iterable<number>} [state.hidden] - Runners that are not drawn.
   */
  draw(state) {
    this.state = { ...this.state, ...state };
    this.ask();
  }

  /** Draw again, soon and once. */
  ask() {
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame(() => {
      this.asked = false;
      this.paint();
    });
  }

  /** Draw now. */
  paint() {
    if (!this.renderer || this.size.includes(0)) return;
    const stretch = this.stretch();
    const goal = this.grounds[stretch.surface];
    const isSudden = this.still || !this.hasWebGL; // a map takes too long to be drawn anew
    const ground = this.morph.toward(goal, performance.now(), isSudden);
    if (ground !== this.shown) this.pace.moved(); // another surface is drawn at once, and finely when it rests
    if (ground !== goal) this.ask();
    this.shown = ground;
    const [theme, optics] = [this.part.themes[this.state.theme], this.optics()];
    const frame = laidUpon(this.frame(stretch, goal), ground, goal);
    this.renderer.draw(frame, ground, theme, this.drawnOptics(optics), this.pace.quality);
    this.writing.paint(frame, ground, theme, optics, this.part.runs[this.state.run].names.length);
    this.pace.drawn(performance.now());
  }

  frame(stretch, ground) {
    const run = this.part.runs[this.state.run];
    const moment = {
      step: this.state.step,
      phase: this.state.phase,
      theme: this.part.themes[this.state.theme],
      selected: run.runners.indexOf(this.state.selected),
      hidden: new Set([...this.state.hidden].map((runner) => run.runners.indexOf(runner))),
      colors: run.colors[this.state.theme],
      names: run.names,
    };
    return frameOf(stretch.courses, moment, this.part.look, ground.heights);
  }

  /** Return the surface that is in force for the selected runner, or for the first one, with what runs upon it. */
  stretch() {
    const step = Math.floor(this.state.step + SAME_TIME);
    const panes = this.runs[this.state.run];
    const pane = panes.find(({ runners }) => runners.includes(this.state.selected)) ?? panes[0];
    return pane.stretches.filter((stretch) => stretch.since <= step).pop();
  }

  optics() {
    if (!this.hasWebGL) return new MapOptics(this.grounds[0].heights.corner, this.size, this.scale);
    const camera = this.camera.camera(this.grounds[0].outline, this.size, this.margins(), this.ratio);
    return new Optics(camera, this.size, this.scale);
  }

  /** Return the same view with as many pixels as there is time for; the canvas gets that size. */
  drawnOptics(optics) {
    const share = this.hasWebGL ? this.pace.share : 1;
    const size = optics.size.map((side) => Math.max(1, Math.round(side * share)));
    if (this.canvas.width !== size[0] || this.canvas.height !== size[1]) {
      [this.canvas.width, this.canvas.height] = size;
    }
    return share < 1 ? new Optics(optics.camera, size, optics.scale * share) : optics;
  }

  /** Return what is left free for writing: as much as it needs where the view begins, so that all is in the picture. */
  margins() {
    const { distance, azimuth, elevation } = this.camera.now;
    if (distance !== null) return MARGINS_PT.map((margin) => margin * this.scale);
    const wanted = [...this.size, this.scale, azimuth, elevation].join();
    if (wanted !== this.marginsOf) {
      const letters = this.writing.takeLetters(this.scale);
      this.found = marginsFor(this.grounds[0], this.size, this.scale, [azimuth, elevation], letters);
      this.marginsOf = wanted;
    }
    return this.found;
  }

  moved() {
    this.pace.moved();
    this.ask();
    this.onCamera();
  }

  /** Take the size that the host has. */
  resize() {
    const size = [this.host.clientWidth, this.host.clientHeight];
    this.ratio = window.devicePixelRatio || 1;
    if (!size.includes(0)) {
      const least = (sides) => MARGINS_PT.map((margin) => margin * pointOf(sides));
      this.camera.resized(this.grounds[0].outline, [this.pageSize, size], [least(this.pageSize), least(size)]);
      this.pageSize = size;
    }
    this.size = size.map((side) => Math.round(side * this.ratio));
    [this.writing.canvas.width, this.writing.canvas.height] = this.size;
    this.paint();
  }

  /** Begin to draw, as a map where there is no WebGL; a context that is lost comes again, and all is made anew. */
  begin() {
    this.gl = this.canvas.getContext("webgl2", { alpha: false, antialias: false });
    this.renderer = this.gl ? this.surfaceRenderer() : null;
    if (!this.renderer) {
      this.showMap();
      return;
    }
    this.canvas.addEventListener("webglcontextlost", (event) => {
      event.preventDefault();
      this.renderer = null;
    });
    this.canvas.addEventListener("webglcontextrestored", () => {
      this.renderer = this.surfaceRenderer();
      this.ask();
    });
  }

  /** Return what draws with WebGL; null where a driver that says it can then can't. */
  surfaceRenderer() {
    try {
      return new SurfaceRenderer(this.gl, this.part);
    } catch (error) {
      console.warn(`The surface is shown as a map: ${error.message}`);
      return null;
    }
  }

  /** Show the map, upon a canvas that WebGL has never had. */
  showMap() {
    this.gl = null;
    const canvas = filling(this.host, "canvas");
    this.canvas.replaceWith(canvas);
    this.canvas = canvas;
    this.renderer = new MapRenderer(canvas, this.part);
  }
}

/** Return how large a point is in a picture of this size; both in pixels of the page. */
function pointOf([width, height]) {
  return clamp(Math.sqrt(Math.min(width / USUAL_SIZE[0], height / USUAL_SIZE[1])), SMALLEST_POINT, LARGEST_POINT);
}

/** Return a surface with its heights and the hull of what is seen of it. */
function groundOf(surface, number) {
  const heights = new Heights(surface);
  return { number, surface, heights, outline: outlineOf(heights) };
}

/** Return a surface of some runners' own, one for each stretch of the run, with what runs upon it. */
function paneOf({ runners, stretches }) {
  return { runners, stretches: stretches.map(stretchOf) };
}

function stretchOf({ since, surface, badge, stride, courses }) {
  return { since, surface, badge, courses: courses.map((course) => new Course(course, stride)) };
}

/** Return a new element that fills another one. */
function filling(host, name) {
  const element = document.createElement(name);
  Object.assign(element.style, { position: "absolute", inset: "0", width: "100%", height: "100%", display: "block" });
  host.append(element);
  return element;
}
