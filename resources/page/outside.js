// How a page is driven from outside: by the address that opens it, and by messages of the page around it.
//
// The address, after a question mark:
//   step=12          open at step 12
//   play             begin to play (not where the reader wants no motion)
//   speed=5          auto, 0.5, 1, 2, 5, 10, 30 or 60 steps a second, or max
//   theme=dark       light, dark or contrast, instead of what the scene or the system wants
//   set=learning_rate=0.05   the run of a family whose value of a setting is this, or the nearest to it; "unset" where
//                    the setting has none; once for each setting, by the path that --vary had
//   run=3            the same by its number, counted from 0: the values as they are in the page, the scene's own among
//                    them, those of the last setting changing fastest
//   runner=2         which runner of a race is selected, counted from 0; the surface is of what that one minimises,
//                    as far as the page has it
//   bare             the picture and its captions alone, without any control
//
// A page around it, with the page in an iframe, tells it what to do; each part may be left out:
//   frame.contentWindow.postMessage({step: 12, play: true, speed: "5", theme: "dark", runner: 2,
//                                    set: {learning_rate: 0.05}, camera: {azimuth: 40, elevation: 30}}, "*")
// `step` may be a fraction, as a scrolling article wants it; `play: false` pauses. {ask: true} is answered at once.
//
// It hears, at the beginning and whenever something has changed, at most once in each frame:
//   {lossstudio: "state", title, step, position, steps, playing, speed, theme, run, runs, settings,
//    runner, runners, camera}
// `settings` has the value of each setting as it is read, by the setting's path.
// Messages are heeded from the page around it alone, and can do nothing but what is said here.

/** What the address asks for. */
function askedByAddress() {
  const asked = new URLSearchParams(window.location.search);
  const number = (name) => (asked.has(name) && Number.isFinite(Number(asked.get(name))) ? Number(asked.get(name)) : undefined);
  return {
    step: number("step"),
    run: number("run"),
    set: Object.fromEntries(asked.getAll("set").map((said) => said.split("="))),
    runner: number("runner"),
    play: asked.has("play") ? asked.get("play") !== "0" && asked.get("play") !== "false" : undefined,
    speed: asked.get("speed") ?? undefined,
    theme: asked.get("theme") ?? undefined,
    bare: asked.has("bare"),
  };
}

/** Between the page and the one around it. */
class Outside {
  /**
   * @param {(asked: Object) => void} heed
   * @param {() => Object} state
   */
  constructor(heed, state) {
    Object.assign(this, { state, said: "" });
    window.addEventListener("message", (event) => {
      const fromAround = event.source === window.parent && window.parent !== window;
      if (!fromAround || typeof event.data !== "object" || event.data === null || event.data.lossstudio) return;
      if (event.data.ask) this.said = "";
      heed(event.data);
      this.tell();
    });
  }

  /** Tell the page around what has changed. */
  tell() {
    if (window.parent === window || this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      const state = { lossstudio: "state", ...this.state() };
      const text = JSON.stringify(state);
      if (text !== this.said) window.parent.postMessage(state, "*");
      this.said = text;
    });
  }
}
