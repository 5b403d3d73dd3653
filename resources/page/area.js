// An upright rectangle on the picture, in pixels from the top left.

class Area {
  constructor(left, top, right, bottom) {
    Object.assign(this, { left, top, right, bottom });
  }

  /** Return the area of this size about a place. */
  static around([x, y], width, height) {
    return new Area(x - width / 2, y - height / 2, x + width / 2, y + height / 2);
  }

  get width() {
    return this.right - this.left;
  }

  get height() {
    return this.bottom - this.top;
  }

  get middle() {
    return [(this.left + this.right) / 2, (this.top + this.bottom) / 2];
  }

  /** Return the area with each side this much farther out. */
  grown(by) {
    return new Area(this.left - by, this.top - by, this.right + by, this.bottom + by);
  }

  /** Return how much two areas have in common, in square pixels. */
  shared(other) {
    const wide = Math.min(this.right, other.right) - Math.max(this.left, other.left);
    const tall = Math.min(this.bottom, other.bottom) - Math.max(this.top, other.top);
    return wide > 0 && tall > 0 ? wide * tall : 0;
  }

  meets(other) {
    return this.shared(other) > 0;
  }

  /** Say whether another one lies wholly inside. */
  holds(other) {
    const across = other.left >= this.left && other.right <= this.right;
    return across && other.top >= this.top && other.bottom <= this.bottom;
  }

  /** Return the area moved by as little as brings it inside another. */
  pushedInto(other) {
    const right = Math.max(other.left - this.left, 0) + Math.min(other.right - this.right, 0);
    const down = Math.max(other.top - this.top, 0) + Math.min(other.bottom - this.bottom, 0);
    return new Area(this.left + right, this.top + down, this.right + right, this.bottom + down);
  }

  /** Return the place inside that is nearest to another. */
  nearest([x, y]) {
    return [clamp(x, this.left, this.right), clamp(y, this.top, this.bottom)];
  }
}
