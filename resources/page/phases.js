// The four phases of a step, with their numbers.

/** Four cards; the text comes with the data, as the program writes it. */
class Phases {
  /**
   * @param {HTMLElement} host
   * @param {(phase: number) => void} whenChosen
   */
  constructor(host, whenChosen) {
    this.host = host;
    this.note = host.querySelector(".phases-note");
    this.cards = Array.from({ length: 4 }, (_, at) => this._card(at + 1, whenChosen));
  }

  /**
   * Show the phases of a step, or of the last step before it that is explained.
   * @param {Run} run
   * @param {number} step
   * @param {number} runner
   * @param {number} lit
   */
  show(run, step, runner, lit) {
    const told = run.phases[runner] ?? run.phases[0];
    this.host.hidden = !told;
    if (!told) return;
    const at = between(told.steps, step).frame;
    const whose = run.phases[runner] ? "" : run.runners[0];
    this.note.textContent = [whose, told.steps[at] === step ? "" : `step ${told.steps[at]}`].filter(Boolean).join(", ");
    told.texts[at].forEach((text, number) => this._fill(this.cards[number], text));
    this.cards.forEach((card, number) => {
      card.root.classList.toggle("lit", lit === number + 1);
      card.root.setAttribute("aria-current", lit === number + 1 ? "step" : "false");
      card.head.setAttribute("aria-pressed", String(lit === number + 1));
    });
  }

  _card(number, whenChosen) {
    const root = element("article", "phase");
    const head = element("button", "phase-head");
    head.type = "button";
    const title = element("span", "phase-title");
    title.id = `phase-title-${number}`;
    root.setAttribute("aria-labelledby", title.id);
    head.append(element("span", "phase-number", String(number)), title);
    const [formula, lines] = [element("div", "phase-formula"), element("div", "phase-lines")];
    root.append(head, formula, lines);
    root.addEventListener("click", () => whenChosen(number));
    this.host.querySelector(".phase-cards").append(root);
    return { root, head, title, formula, lines };
  }

  _fill(card, [title, formula, lines]) {
    setText(card.title, title);
    setText(card.formula, formula);
    const rows = lines.map((line) => {
      const row = element("div", "phase-line");
      row.append(...line.map(([text, face]) => element("span", `face-${face}`, text)));
      return row;
    });
    card.lines.replaceChildren(...rows);
  }
}
