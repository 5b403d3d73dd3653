// Making elements, whose words are always text and never markup.

/** Return a new element with a class and words. */
function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/** Let an element say something, unless it does already. */
function setText(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

/** Return the element with this name. */
function byId(name) {
  return document.getElementById(name);
}

/** Return a drawing of an icon: paths in a square of 24. */
function icon(paths) {
  const name = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(name, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  for (const path of paths) {
    const line = document.createElementNS(name, "path");
    line.setAttribute("d", path);
    drawing.append(line);
  }
  return drawing;
}
