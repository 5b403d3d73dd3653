// The icons of the buttons: lines in a square of 24; what ends in z is filled where the style says so.

const ICONS = {
  play: ["M7 4.5v15l12-7.5z"],
  pause: ["M7 5h3v14H7z", "M14 5h3v14h-3z"],
  forward: ["M5 5v14l10-7z", "M19 5v14"],
  back: ["M19 5v14L9 12z", "M5 5v14"],
  restart: ["M20 5v14l-9-7z", "M11 5v14l-7-7z"],
  home: ["M4 11l8-7 8 7", "M6 10v9h12v-9"],
  theme: ["M12 4a8 8 0 1 0 0 16z", "M12 4a8 8 0 0 1 0 16"],
  notes: ["M5 4h14v11l-5 5H5z", "M14 20v-5h5", "M8 8h8", "M8 12h5"],
  keys: ["M3 7h18v11H3z", "M7 11h.01", "M11 11h.01", "M15 11h.01", "M8 15h8"],
  full: ["M4 9V4h5", "M15 4h5v5", "M20 15v5h-5", "M9 20H4v-5"],
};

/** Give a button an icon; say whether it was another one before. */
function setIcon(button, name) {
  if (button.dataset.icon === name) return;
  button.dataset.icon = name;
  button.replaceChildren(icon(ICONS[name]));
}
