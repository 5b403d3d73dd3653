// Edges of the box on the picture, and where the names of its axes stand: along them, beyond the numbers; as
// lossstudio/picture/text/axis_name_places.py.

/** How long a tick is, and how far beyond the numbers a name stands, in points. */
const TICK_PT = 5;
const NAME_GAP_PT = 12;

/** A name that would stand outside by more of its own height than this is left out: its axis is hardly seen. */
const FARTHEST_PUSH = 0.5;

/** Where along its axis a name may stand, the best place first. */
const SLIDES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9];

/** A name of so few letters is never turned: a "b" on its side might be a "q". */
const FEW_LETTERS = 3;

/** How long an axis' name may be, as a share of the picture's height; what stands between a name and its unit. */
const LONGEST_NAME = 0.6;
const UNIT = "  ";

/** An edge as a camera sees it, and what is written along it. */
class SeenEdge {
  /**
   * @param {Edge} edge
   * @param {Optics} optics
   * @param {Object<string, Lettering>} letters
   */
  constructor(edge, optics, letters) {
    Object.assign(this, { edge, optics, letters, scale: optics.scale });
    this.ends = [edge.start, edge.end].map((end) => this.pixel(end));
    this.outward = edge.outward ? this.seenOutward() : [-1, 0];
    const [width, height] = optics.size;
    this.inside = new Area(0, 0, width, height).grown(-2 * this.scale);
  }

  pixel(place) {
    return this.optics.pixel(place).slice(0, 2);
  }

  /** Return where a value is on the picture. */
  foot(value) {
    return this.pixel(this.edge.place(value));
  }

  /** Return how long the edge is on the picture. */
  get length() {
    return distanceOf(...this.ends);
  }

  seenOutward() {
    const middle = plus(this.edge.start, plus(this.edge.end, this.edge.start, -1), 0.5);
    const [a, b] = [this.pixel(middle), this.pixel(plus(middle, this.edge.outward, 0.05))];
    const way = distanceOf(a, b);
    return way > 1e-6 ? [(b[0] - a[0]) / way, (b[1] - a[1]) / way] : [0, 1];
  }

  /** Return the direction at right angles to the axis, on the outer side. */
  across() {
    const [[ax, ay], [bx, by]] = this.ends;
    const size = Math.max(this.length, 1e-9);
    const across = [-(by - ay) / size, (bx - ax) / size];
    const inward = across[0] * this.outward[0] + across[1] * this.outward[1] < 0;
    return inward ? [-across[0], -across[1]] : across;
  }

  /** Return the axis' name at each place where it may stand, then at the same places without its unit. */
  names(numbers) {
    const [short] = this.edge.name.split(UNIT);
    const fits = this.letters.names.size(this.edge.name)[0] <= LONGEST_NAME * this.optics.size[1];
    const texts = [...new Set(fits ? [this.edge.name, short] : [short])].filter(Boolean);
    const reach = Math.max(0, ...numbers.map((number) => this.reach(number)));
    return texts.flatMap((text) =>
      this.edge.outward ? SLIDES.map((slide) => this.floorName(text, slide, reach)) : this.uprightNames(text, numbers),
    );
  }

  /** Return how far a number goes away from its axis. */
  reach({ area }) {
    const across = this.across();
    const [x, y] = area.middle;
    const away = (x - this.ends[0][0]) * across[0] + (y - this.ends[0][1]) * across[1];
    return away + (Math.abs(across[0]) * area.width) / 2 + (Math.abs(across[1]) * area.height) / 2;
  }

  /** Return the height's name above its axis, then to the left of its numbers. */
  uprightNames(text, numbers) {
    const [width, height] = this.letters.names.size(text);
    const [top, foot] = [...this.ends].sort((one, other) => one[1] - other[1]);
    const gap = NAME_GAP_PT * this.scale;
    const left = Math.min(top[0], ...numbers.map((number) => number.area.left)) - (gap + width) / 2;
    const places = [[top[0], top[1] - height / 2 - 2 * gap], [left, (top[1] + foot[1]) / 2]];
    return places.map((middle, slide) => nameAt(text, middle, 0, [width, height], slide));
  }

  /** Return a name at a share of the way along an axis of the floor, beyond its numbers. */
  floorName(text, slide, reach) {
    const size = this.letters.names.size(text);
    const [[ax, ay], [bx, by]] = this.ends;
    const angle = text.length <= FEW_LETTERS ? 0 : upright(Math.atan2(by - ay, bx - ax));
    const away = Math.max(reach, TICK_PT * this.scale) + NAME_GAP_PT * this.scale + size[1] / 2;
    const across = this.across();
    const middle = [ax + slide * (bx - ax) + across[0] * away, ay + slide * (by - ay) + across[1] * away];
    return nameAt(text, middle, angle, size, slide);
  }
}

/** Return the angle of a line as it is read: no text stands on its head. Angles are in radians. */
function upright(angle) {
  if (angle > Math.PI / 2 - 0.002) return angle - Math.PI;
  return angle < -Math.PI / 2 - 0.002 ? angle + Math.PI : angle;
}

function distanceOf(a, b) {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}

/** Return a name about a middle, turned by an angle, with the area that it covers. */
function nameAt(text, middle, angle, [width, height], slide) {
  const [sin, cos] = [Math.abs(Math.sin(angle)), Math.abs(Math.cos(angle))];
  const area = Area.around(middle, cos * width + sin * height, sin * width + cos * height);
  return { text, middle, angle, size: [width, height], area, slide };
}

/** Return small areas that cover a name together: one that is turned leaves the corners of its area free. */
function piecesOfName({ middle, angle, size: [width, height] }) {
  const count = Math.max(1, Math.ceil(width / Math.max(height, 1)));
  const along = [(Math.cos(angle) * width) / count, (Math.sin(angle) * width) / count];
  const tall = height * (1 + Math.abs(Math.sin(2 * angle)) / 2);
  return Array.from({ length: count }, (_, number) => {
    const by = number + 0.5 - count / 2;
    const place = [middle[0] + by * along[0], middle[1] + by * along[1]];
    return Area.around(place, Math.max(Math.abs(along[0]), tall), Math.max(Math.abs(along[1]), tall)).grown(1);
  });
}

/** Return a name moved inside by a little; null where it would have to be moved far. */
function pushedName(name, inside) {
  if (name.area.width > inside.width || name.area.height > inside.height) return null;
  const area = name.area.pushedInto(inside);
  const [right, down] = [area.left - name.area.left, area.top - name.area.top];
  if (Math.hypot(right, down) > FARTHEST_PUSH * Math.min(name.area.width, name.area.height)) return null;
  return { ...name, area, middle: [name.middle[0] + right, name.middle[1] + down] };
}
