// Paints labels with leader lines, and the marks of paths: where they leave the box, and where something else is
// minimised; as lossstudio/picture/text/overlay_ink.py.

/** The room within a label's edge, and how round its corners are, in points. */
const LABEL_PADDING_PT = [8, 5];
const LABEL_CORNER_PT = 5;

/** How far the square of a changed loss reaches, in points. */
const TURN_PT = 7;

/**
 * Paint a label into its area, with a line to what it names where that is far.
 * @param {CanvasRenderingContext2D} ink
 * @param {Object} label - With `lines`, `color`, `kind`, `target` in pixels and the `radius` around it.
 * @param {Area} area
 * @param {Object} theme - The colours.
 * @param {Lettering} letters
 * @param {number} scale - Pixels per point.
 */
function paintLabel(ink, label, area, theme, letters, scale) {
  paintLeader(ink, label, area, theme, scale);
  const quiet = label.kind === "arrow";
  paintCard(ink, area, LABEL_CORNER_PT * scale, theme.card, quiet ? 0.86 : 0.95);
  ink.lineWidth = 1.3 * scale;
  ink.strokeStyle = label.color;
  if (!quiet) ink.stroke();
  const left = area.left + LABEL_PADDING_PT[0] * scale;
  label.lines.forEach((line, row) => {
    const base = area.top + LABEL_PADDING_PT[1] * scale + letters.height * (1 + LEADING * row);
    letters.write(line, left, base, quiet ? label.color : theme.text);
  });
}

function paintLeader(ink, { target, radius }, area, theme, scale) {
  const near = area.nearest(target);
  const away = distanceOf(target, near);
  if (away <= radius + 6 * scale) return;
  const share = radius / away;
  const start = [target[0] + (near[0] - target[0]) * share, target[1] + (near[1] - target[1]) * share];
  for (const [color, width] of [[theme.casing, 3], [theme.secondary, 1.2]]) {
    ink.strokeStyle = color;
    ink.lineWidth = width * scale;
    strokeLines(ink, [[start, near]]);
  }
}

/** Paint the ground of something written; its outline is the path that may be stroked then. */
function paintCard(ink, area, corner, color, opacity) {
  ink.beginPath();
  ink.roundRect(area.left, area.top, area.width, area.height, corner);
  ink.fillStyle = color;
  ink.globalAlpha = opacity;
  ink.fill();
  ink.globalAlpha = 1;
}

/** Paint two chevrons that point along the way on which a path goes on. */
function paintMark(ink, ball, theme, optics) {
  const { scale } = optics;
  const foot = optics.pixel(ball.place);
  const ahead = optics.pixel(plus(ball.place, ball.direction, 0.02));
  const size = Math.max(distanceOf(foot, ahead), 1e-9);
  const along = [0, 1].map((at) => ((ahead[at] - foot[at]) / size) * scale);
  const place = (by, aside) => [foot[0] + along[0] * by - along[1] * aside, foot[1] + along[1] * by + along[0] * aside];
  ink.lineCap = ink.lineJoin = "round";
  for (const [color, width] of [[theme.casing, 4.8], [ball.color, 2.6]]) {
    ink.strokeStyle = color;
    ink.lineWidth = width * scale;
    strokeLines(ink, [11, 17].map((start) => [place(start, 6), place(start + 5, 0), place(start, -6)]));
  }
}

/** Paint a small square on its corner: no step and no ball looks like that. */
function paintTurn(ink, turn, theme, optics) {
  const { scale } = optics;
  const [x, y] = optics.pixel(turn.place);
  const reach = TURN_PT * scale;
  ink.lineJoin = "miter";
  for (const [color, width] of [[theme.casing, 4.4], [turn.color, 2.2]]) {
    ink.beginPath();
    ink.moveTo(x + reach, y);
    for (const [right, down] of [[0, reach], [-reach, 0], [0, -reach]]) ink.lineTo(x + right, y + down);
    ink.closePath();
    ink.fillStyle = theme.card;
    ink.fill();
    ink.strokeStyle = color;
    ink.lineWidth = width * scale;
    ink.stroke();
  }
}
