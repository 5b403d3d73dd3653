// The player bar: buttons, speed, timeline and read-outs.

/** The bar at the bottom of the page. */
class Bar {
  /** @param {Page} page */
  constructor(page) {
    this.play = byId("play");
    this.timeline = byId("timeline");
    this.speed = byId("speed");
    this.readOuts = byId("read-outs");
    const clicks = { restart: "restart", back: "stepBy", play: "toggle", forward: "stepBy" };
    for (const [name, method] of Object.entries(clicks)) {
      byId(name).addEventListener("click", () => page[method](name === "back" ? -1 : 1));
      setIcon(byId(name), name);
    }
    this.timeline.addEventListener("input", () => page.player.show(Number(this.timeline.value)));
    for (const speed of SPEEDS) this.speed.append(new Option(SPEED_WORDS[speed] ?? `${speed} steps/s`, speed));
    this.speed.addEventListener("change", () => page.heed({ speed: this.speed.value }));
  }

  /** Show where the run stands. */
  show(run, at, player, runner) {
    setIcon(this.play, player.playing ? "pause" : "play");
    this.play.classList.toggle("invites", !player.playing && player.position === 0);
    this.play.setAttribute("aria-label", player.playing ? "Pause" : "Play");
    this.timeline.max = String(run.end);
    this.timeline.value = String(run.steps[at]);
    this.timeline.setAttribute("aria-valuetext", run.sentence(at, runner));
    this.speed.value = player.speed;
    this._tell(run.readOuts(at, runner));
  }

  _tell(told) {
    while (this.readOuts.children.length > told.length) this.readOuts.lastElementChild.remove();
    told.forEach(([label, value], number) => {
      const place = this.readOuts.children[number] ?? this._place();
      setText(place.firstElementChild, label);
      setText(place.lastElementChild, value);
    });
  }

  _place() {
    const place = element("div");
    place.append(element("dt"), element("dd"));
    this.readOuts.append(place);
    return place;
  }
}

const SPEED_WORDS = { auto: "auto", 1: "1 step/s", max: "to the end" };
