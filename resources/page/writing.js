// What is written upon the picture: axes, labels, marks. It remembers where everything stood, so that it stays steady.

/** How near to a ball nothing is written, and how far a label stands from it, in points. */
const AROUND_BALL_PT = 13;
const NAME_CLEARANCE_PT = 15;
const OTHER_CLEARANCE_PT = 7;

/** A path counts for so many places that labels had better leave free; a surface for so many. */
const PATH_PLACES = 24;
const GROUND_PLACES = 300;

/** Writes upon a canvas that lies over the surface. */
class Writing {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {HTMLElement[]} upon - What lies upon it, which labels keep away from.
   */
  constructor(canvas, upon) {
    this.canvas = canvas;
    this.upon = upon;
    this.ink = canvas.getContext("2d");
    this.axes = null;
    this.positions = new Map();
    this.hasLegend = false;
    this.letters = {};
  }

  /**
   * Write everything that belongs to a frame.
   * @param {Object} frame - What `frameOf` returns.
   * @param {{surface: Object, heights: Heights, outline: number[][]}} ground - What it is upon.
   * @param {Object} theme - The colours.
   * @param {Optics} optics
   * @param {number} runners - How many there are.
   */
  paint(frame, ground, theme, optics, runners) {
    const { ink } = this;
    ink.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.takeLetters(optics.scale);
    this.axes = axesOf(ground.surface, ground.heights, optics, this.letters, this.axes);
    paintAxes(ink, this.axes.every, theme, this.letters, optics.scale);
    for (const ball of frame.marks) paintMark(ink, ball, theme, optics);
    for (const turn of frame.turns) paintTurn(ink, turn, theme, optics);
    const labels = labelsOf(frame, runners, ground.surface.names[2].replace(" (log)", ""));
    this.paintLabels(labels, frame, ground, theme, optics);
  }

  /** Return the letters of a scale. */
  takeLetters(scale) {
    if (this.lettersFor !== scale) {
      this.lettersFor = scale;
      for (const kind of Object.keys(LETTERS)) this.letters[kind] = new Lettering(this.ink, kind, scale);
    }
    return this.letters;
  }

  /** Return a label with where it wants to be. */
  wish(label, frame, optics) {
    const [across, down] = LABEL_PADDING_PT.map((part) => 2 * part * optics.scale);
    const lines = this.letters.labels.lines(label.text, LONGEST_LABEL * optics.size[0]);
    const [width, height] = this.letters.labels.linesSize(lines);
    const at = optics.pixel(label.place).slice(0, 2);
    const clearance = (label.kind === "name" ? NAME_CLEARANCE_PT : OTHER_CLEARANCE_PT) * optics.scale;
    const isBall = frame.balls.some((ball) => ball.runner === label.runner);
    const radius = (isBall ? 11.5 : 3) * optics.scale;
    return { ...label, lines, at, size: [width + across, height + down], clearance, target: at, radius };
  }

  paintLabels(told, frame, ground, theme, optics) {
    if (!told.length) return;
    const around = this.surroundings(frame, optics);
    const tooLong = told.map((label) => needsLegendAlone(label, this.letters.labels, optics.size[0]));
    const alone = tooLong.includes(true) && frame.balls.length > 1;
    const said = told.map((label, at) => (alone && tooLong[at] ? withoutName(label) : label));
    const labels = said.map((label) => this.wish(label, frame, optics));
    let placed = placeLabels(labels, around, this.positions);
    const names = labels.filter((label) => label.kind === "name");
    this.hasLegend = alone || needLegend(names, placed, around, this.hasLegend);
    if (this.hasLegend) {
      const legend = new Legend(inLegend(labels), this.letters.labels, around, groundAreas(ground.outline, optics));
      legend.paint(this.ink, theme);
      const others = labels.filter((label) => label.kind !== "name");
      placed = placeLabels(others, { ...around, blocked: [...around.blocked, legend.area] }, this.positions);
    }
    this.positions = new Map([...placed].map(([key, { position }]) => [key, position]));
    for (const label of labels.filter(({ key }) => placed.has(key))) {
      paintLabel(this.ink, label, placed.get(label.key).area, theme, this.letters.labels, optics.scale);
    }
  }

  /** Return where something lies upon the canvas, in its pixels. */
  coveredAreas() {
    const host = this.canvas.getBoundingClientRect();
    const ratio = this.canvas.width / host.width;
    const boxes = this.upon.map((each) => each.getBoundingClientRect()).filter((box) => box.width > 0);
    return boxes.map(({ left, top, right, bottom }) => {
      return new Area(...[left - host.left, top - host.top, right - host.left, bottom - host.top].map((side) => ratio * side));
    });
  }

  /** Return what labels have to heed. */
  surroundings(frame, optics) {
    const { size: [width, height], scale } = optics;
    const around = (place, radius) => Area.around(optics.pixel(place), 2 * radius * scale, 2 * radius * scale);
    const written = this.axes.every.flatMap((axis) => [...axis.numbers, axis.name].filter(Boolean));
    const lines = [...frame.paths, ...frame.arrows];
    const balls = frame.balls.map((ball) => around(ball.place, AROUND_BALL_PT));
    return {
      inside: new Area(0, 0, width, height).grown(-6 * scale),
      blocked: [...written.map((each) => each.area), ...balls, ...this.coveredAreas()],
      busy: lines.flatMap((line) => someOf(line.points, PATH_PLACES)).map((place) => around(place, 6)),
      scale,
    };
  }
}

/** Return who stands in a legend, each by name: a ring is beyond the box, or a guest. */
function inLegend(labels) {
  const told = labels.filter(({ kind, name }) => kind === "name" || name);
  return told.map((label) => (label.kind === "name" ? label : { ...label, text: label.name, hollow: true }));
}

/** Return a label that leaves it to a legend to say whose it is. */
function withoutName(label) {
  const start = besideName(label.name, " ", ":");
  return label.kind !== "name" && label.name && label.text.startsWith(start) ? { ...label, text: label.text.slice(start.length) } : label;
}

/** Return small areas all over the surface. */
function groundAreas(outline, optics) {
  const side = 24 * optics.scale;
  return someOf(outline, GROUND_PLACES).map((place) => Area.around(optics.pixel(place), side, side));
}

/** Return about so many of some places, evenly chosen; gaps are none. */
function someOf(places, most) {
  const known = places.filter((place) => !isGap(place));
  const stride = Math.max(1, Math.floor(known.length / most));
  return known.filter((_, at) => at % stride === 0);
}
