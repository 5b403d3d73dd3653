// Paints the axes upon the picture.

/**
 * Paint lines, ticks, numbers and names.
 * @param {CanvasRenderingContext2D} ink
 * @param {Axis[]} axes
 * @param {Object} theme - The colours.
 * @param {Object<string, Lettering>} letters
 * @param {number} scale - Pixels per point.
 */
function paintAxes(ink, axes, theme, letters, scale) {
  ink.strokeStyle = theme.axis;
  ink.lineWidth = 1.1 * scale;
  ink.lineCap = "round";
  const numbers = axes.flatMap((axis) => axis.numbers);
  const lines = axes.filter((axis) => axis.drawn).map((axis) => axis.ends);
  strokeLines(ink, [...lines, ...numbers.map((number) => [number.foot, number.end])]);
  for (const { text, area } of numbers) letters.numbers.write(text, area.left, area.bottom, theme.secondary);
  for (const { name } of axes.filter((axis) => axis.name)) paintName(ink, name, theme, letters.names);
}

function paintName(ink, { text, middle, angle, size: [width, height] }, theme, letters) {
  ink.save();
  ink.translate(...middle);
  ink.rotate(angle);
  letters.write(text, -width / 2, height / 2, theme.text);
  ink.restore();
}

/** Draw lines with the pen as it is. */
function strokeLines(ink, lines) {
  ink.beginPath();
  for (const [first, ...others] of lines) {
    ink.moveTo(...first);
    for (const place of others) ink.lineTo(...place);
  }
  ink.stroke();
}
