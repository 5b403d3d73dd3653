// The runners of a race as chips: one is selected, and each can be hidden.

/** A row of chips; with a single runner there is none. */
class Runners {
  /**
   * @param {HTMLElement} host
   * @param {string[]} names
   * @param {{select: (runner: number) => void, toggle: (runner: number) => void}} when
   */
  constructor(host, names, when) {
    this.host = host;
    host.hidden = names.length < 2;
    this.chips = names.map((name, number) => this._chip(name, number, when));
    host.append(...this.chips.map((chip) => chip.root));
  }

  /** Show who is selected, who is hidden, and each one's loss. */
  show(run, at, { runner, hidden, look }) {
    if (this.host.hidden) return;
    this.chips.forEach((chip, number) => {
      chip.root.style.setProperty("--runner", colorOf(`runner:${number}`, look));
      chip.root.classList.toggle("selected", number === runner);
      chip.root.classList.toggle("off", hidden.has(number));
      chip.choose.setAttribute("aria-pressed", String(number === runner));
      chip.see.setAttribute("aria-pressed", String(!hidden.has(number)));
      setText(chip.loss, run.lossText(at, number));
    });
  }

  _chip(name, number, when) {
    const root = element("span", "chip");
    const choose = element("button", "chip-name");
    choose.type = "button";
    const words = element("bdi", "", name);
    const loss = element("span", "chip-loss");
    choose.append(element("i", "chip-dot"), words, loss);
    choose.addEventListener("click", () => when.select(number));
    const see = element("button", "chip-eye");
    see.type = "button";
    see.setAttribute("aria-label", `Show ${name}`);
    see.title = "Show or hide";
    see.append(icon(["M2 12s3.5-7 10-7 10 7 10 7-3.5 7-10 7-10-7-10-7z", "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z"]));
    see.addEventListener("click", () => when.toggle(number));
    root.append(choose, see);
    return { root, choose, see, loss };
  }
}
