// The keys: those of the program's window, as far as a page has what they do.

/** [keys as they are shown, what they do, the keys themselves, the page's method and what it is given]. */
const KEYS = [
  ["Space", "Play or pause", ["Space"], "toggle"],
  ["→  ←", "Next, previous step", ["ArrowRight"], "stepBy", 1],
  [null, "", ["ArrowLeft"], "stepBy", -1],
  ["Shift+→  Shift+←", "Next, previous phase; also Page Down, Page Up", ["Shift+ArrowRight", "PageDown"], "phaseBy", 1],
  [null, "", ["Shift+ArrowLeft", "PageUp"], "phaseBy", -1],
  ["Home  End", "To the start, to the end", ["Home"], "restart"],
  [null, "", ["End"], "toEnd"],
  ["↑  ↓", "Turn the first setting, where there is one", ["ArrowUp"], "turnSetting", 1],
  [null, "", ["ArrowDown"], "turnSetting", -1],
  ["Home  End  Page  ↑  ↓", "Scroll a page that is longer than its window", []],
  ["]  [", "Faster, slower", ["]"], "speedBy", 1],
  [null, "", ["["], "speedBy", -1],
  ["R", "Select the next runner", ["r"], "nextRunner"],
  ["V", "Read this step", ["v"], "readAloud"],
  ["Ctrl+arrows", "Turn the view", ["Ctrl+ArrowLeft"], "turnView", [-24, 0]],
  [null, "", ["Ctrl+ArrowRight"], "turnView", [24, 0]],
  [null, "", ["Ctrl+ArrowUp"], "turnView", [0, 16]],
  [null, "", ["Ctrl+ArrowDown"], "turnView", [0, -16]],
  ["Ctrl+Shift+arrows", "Move the picture", ["Ctrl+Shift+ArrowLeft"], "panView", [-30, 0]],
  [null, "", ["Ctrl+Shift+ArrowRight"], "panView", [30, 0]],
  [null, "", ["Ctrl+Shift+ArrowUp"], "panView", [0, -30]],
  [null, "", ["Ctrl+Shift+ArrowDown"], "panView", [0, 30]],
  ["+  −", "Closer, farther", ["+", "="], "zoomView", 1.15],
  [null, "", ["-"], "zoomView", 1 / 1.15],
  ["0", "The view as it was", ["0"], "homeView"],
  ["T  F  S", "View from above, the front, the side", ["t"], "viewFrom", { azimuth: 0, elevation: 89.9 }],
  [null, "", ["f"], "viewFrom", { azimuth: 0, elevation: 5 }],
  [null, "", ["s"], "viewFrom", { azimuth: 90, elevation: 5 }],
  ["N", "Notes", ["n"], "toggleNotes"],
  ["F8", "Light or dark", ["F8"], "toggleTheme"],
  ["F11", "Full screen", ["F11"], "toggleFull"],
  ["?  F1", "These keys", ["?", "F1"], "showKeys"],
];

/** Return a key press as the table writes it. */
function keyName(event) {
  const name = event.key === " " ? "Space" : event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const shift = event.shiftKey && event.key.length > 1 ? "Shift+" : "";
  return `${event.ctrlKey ? "Ctrl+" : ""}${shift}${name}`;
}

/** Let keys work wherever the focus is, but for controls that need them themselves; a click takes no focus. */
function listenToKeys(page) {
  let pointed = false;
  document.addEventListener("mousedown", (event) => {
    pointed = true;
    if (event.target.closest("button")) event.preventDefault();
  });
  document.addEventListener("change", (event) => {
    if (pointed) event.target.blur();
  });
  document.addEventListener("keydown", (event) => {
    pointed = false;
    if (event.altKey || event.metaKey || event.isComposing || document.querySelector("dialog[open]")) return;
    const name = keyName(event);
    if (needsItself(document.activeElement, name)) return;
    const found = KEYS.find(([, , keys]) => keys.includes(name));
    if (!found) return;
    event.preventDefault();
    page[found[3]](found[4]);
  });
}

/**
 * Say whether what has the focus needs a key: a button Space and Enter, a slider and a list their arrows, and what is
 * longer than there is room for the keys that scroll it, be it the whole page.
 */
function needsItself(focused, name) {
  if (focused instanceof HTMLSelectElement) return !["Ctrl", "Shift", "F"].some((start) => name.startsWith(start));
  if (focused instanceof HTMLInputElement) return (focused.id === "timeline" ? /^Arrow(Up|Down)/ : /^(Arrow|Home|End|Page)/).test(name);
  if (focused instanceof HTMLButtonElement && (name === "Space" || name === "Enter")) return true;
  return /^(Arrow(Up|Down)|Home|End|Page)/.test(name) && [focused, document.scrollingElement].some(scrolls);
}

/** Say whether an element is longer than what is seen of it, so that it is scrolled. */
function scrolls(place) {
  const seen = place === document.scrollingElement || /auto|scroll/.test(getComputedStyle(place).overflowY);
  return seen && place.scrollHeight > place.clientHeight + 1;
}

/** Fill the table of keys. */
function tellKeys(table) {
  for (const [keys, words] of KEYS.filter(([shown]) => shown)) {
    const row = table.insertRow();
    row.append(element("th", "", keys), element("td", "", words));
  }
}
