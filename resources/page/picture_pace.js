// How finely the surface is drawn while it is turned: where that takes long, with fewer pixels until it rests.

/** Pictures that follow each other more slowly than this are too slow, in milliseconds. */
const SLOW_MS = 33;

/** After so many slow pictures one after another the next ones are coarser, by this share, down to the coarsest. */
const SLOW_PICTURES = 2;
const COARSER = 0.75;
const COARSEST = 0.4;

/** So long after the last picture of a movement the picture rests, in milliseconds. */
const RESTS_MS = 180;

/**
 * How finely a surface is drawn: how many points its mesh has along the longer side of the floor, and whether its edges
 * are smoothed. Meshes look the same but for what is seen nearly edge on.
 * @typedef {{points: number, smooth: boolean}} Quality
 */
const RESTING = { points: 201, smooth: true };
const MOVING = { points: 101, smooth: true };
const COARSE = { points: 51, smooth: false };

/** Chooses how finely a moving picture is drawn. */
class Pace {
  /** @param {() => void} rested - Called when the picture has come to rest and can be drawn finely. */
  constructor(rested) {
    this.rested = rested;
    this.coarse = 1;
    this.slow = 0;
    this.moves = false;
    this.last = null;
  }

  /** How many pixels there are along each side, as a share of those of a resting picture. */
  get share() {
    return this.moves ? this.coarse : 1;
  }

  /** How finely the surface is drawn. @returns {Quality} */
  get quality() {
    if (!this.moves) return RESTING;
    return this.coarse < 1 ? COARSE : MOVING;
  }

  /** Note that the camera has moved, so that a picture will be drawn. */
  moved() {
    this.moves = true;
    clearTimeout(this.timer);
  }

  /** Note that a picture was drawn at a time, in milliseconds. */
  drawn(now) {
    if (!this.moves) return;
    this.slow = this.last !== null && now - this.last > SLOW_MS ? this.slow + 1 : 0;
    this.last = now;
    if (this.slow >= SLOW_PICTURES) {
      this.slow = 0;
      this.coarse = Math.max(COARSEST, this.coarse * COARSER);
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.rest(), RESTS_MS);
  }

  /** Draw finely; the next movement begins a little finer, if it was too coarse. */
  rest() {
    this.moves = false;
    this.last = null;
    this.coarse = Math.min(1, this.coarse / COARSER);
    this.rested();
  }
}
