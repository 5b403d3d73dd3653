// Looking straight down, for the map: box units become pixels by scaling alone; as
// lossstudio/picture/map/map_camera.py.

/** What a map leaves free for numbers and names: left, top, right and bottom, in points. */
const MAP_MARGINS_PT = [64, 52, 40, 60];

/** The whole floor on a picture. */
class MapOptics {
  /**
   * @param {number[]} corner - Half the floor's sides, in box units.
   * @param {number[]} size - Of the picture, in pixels.
   * @param {number} scale - Pixels per point.
   */
  constructor(corner, size, scale) {
    Object.assign(this, { corner, size, scale, isFlat: true });
    const [left, top, right, bottom] = keptMargins(MAP_MARGINS_PT.map((margin) => margin * scale), size);
    const room = [size[0] - left - right, size[1] - top - bottom];
    this.perUnit = Math.min(...room.map((side, at) => Math.max(side, 8) / (2 * corner[at])));
    this.middle = [left + room[0] / 2, top + room[1] / 2].map(Math.round);
    this.plot = Area.around(this.middle, ...corner.map((half) => 2 * Math.round(half * this.perUnit)));
  }

  /** Return where a place is on the picture: x and y in pixels from the top left. */
  pixel([x, y]) {
    return [this.middle[0] + x * this.perUnit, this.middle[1] - y * this.perUnit, 1];
  }

  /** Say whether another way of looking is the same. */
  same(other) {
    return [...this.size, this.scale].join() === [...other.size, other.scale].join();
  }
}

/** Return the lower and the left side of a map, which carry the numbers. */
function mapEdges(surface, { corner: [halfX, halfY] }) {
  const share = (value, [low, high]) => (2 * (value - low)) / (high - low) - 1;
  const atX = (value) => [halfX * share(value, surface.x), -halfY, 0];
  const atY = (value) => [-halfX, halfY * share(value, surface.y), 0];
  const common = { start: [-halfX, -halfY, 0], step: null, log: false };
  const [nameX, nameY] = surface.names;
  return [
    { ...common, end: [halfX, -halfY, 0], outward: [0, -1, 0], values: surface.x, place: atX, name: nameX },
    { ...common, end: [-halfX, halfY, 0], outward: [-1, 0, 0], values: surface.y, place: atY, name: nameY },
  ];
}
