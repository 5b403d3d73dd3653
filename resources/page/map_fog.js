// Fog upon the map: it has no edges, so that few pixels are enough.

/** How large a pixel of the fog is, in pixels of the picture. */
const FOG_PX = 6;

/** Hide the ground away from the balls. */
function paintMapFog(ink, balls, [clear, lost], theme, optics) {
  const { plot, corner } = optics;
  const [columns, rows] = [plot.width, plot.height].map((side) => Math.max(2, Math.round(side / FOG_PX)));
  const color = rgb(theme.canvas).map((part) => 255 * part);
  const fog = new ImageData(columns, rows);
  for (let at = 0; at < columns * rows; at++) {
    const x = corner[0] * ((2 * ((at % columns) + 0.5)) / columns - 1);
    const y = corner[1] * (1 - (2 * (Math.floor(at / columns) + 0.5)) / rows);
    const away = Math.min(Infinity, ...balls.map(({ place }) => Math.hypot(x - place[0], y - place[1])));
    const share = clamp((away - clear) / (lost - clear), 0, 1);
    fog.data.set([...color, 255 * share * share * (3 - 2 * share)], 4 * at);
  }
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [columns, rows];
  canvas.getContext("2d").putImageData(fog, 0, 0);
  ink.drawImage(canvas, plot.left, plot.top, plot.width, plot.height);
}
