// How finely the surface is drawn while it is turned: where that takes long it is drawn with fewer pixels until it rests.

/** Pictures that follow each other more slowly than this are too slow, in milliseconds. */
const SLOW_MS = 33;

/** So many slow pictures one after another make the next ones coarser, by this share, down to the coarsest. */
const SLOW_PICTURES = 3;
const COARSER = 0.8;
const COARSEST = 0.5;

/** After so long without a movement the picture rests, in milliseconds. */
const RESTS_MS = 160;

/** Chooses how many pixels a moving picture has. */
class Pace {
  /** @param {() => void} rested - Called when the picture has come to rest and can be drawn finely. */
  constructor(rested) {
    this.rested = rested;
    this.coarse = 1;
    this.slow = 0;
    this.moves = false;
    this.last = 0;
  }

  /** How many pixels there are along each side, as a share of those of a resting picture. */
  get share() {
    return this.moves ? this.coarse : 1;
  }

  /** Note that the camera has moved. */
  moved() {
    this.moves = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.moves = false;
      this.last = 0;
      this.rested();
    }, RESTS_MS);
  }

  /** Note that a picture was drawn at a time, in milliseconds. */
  drawn(now) {
    if (!this.moves) return;
    const isSlow = this.last > 0 && now - this.last > SLOW_MS && now - this.last < RESTS_MS;
    this.slow = isSlow ? this.slow + 1 : 0;
    this.last = now;
    if (this.slow < SLOW_PICTURES) return;
    this.slow = 0;
    this.coarse = Math.max(COARSEST, this.coarse * COARSER);
  }
}
