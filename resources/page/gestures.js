// What a reader does with mouse and fingers on the surface: one turns it, two move and zoom it.

/** A notch of the wheel is so many pixels, and comes so many times as near. */
const NOTCH_PX = 100;
const ZOOM_STEP = 1.12;

/** Watches an element and moves a camera. */
class Gestures {
  /**
   * @param {HTMLElement} element
   * @param {ViewCamera} camera
   */
  constructor(element, camera) {
    this.element = element;
    this.camera = camera;
    /** Where each finger, or the mouse, is. @type {Map<number, number[]>} */
    this.pointers = new Map();
    element.style.touchAction = "none";
    element.style.cursor = "grab";
    element.addEventListener("pointerdown", (event) => this.press(event));
    element.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) {
      element.addEventListener(name, (event) => this.lift(event));
    }
    element.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    element.addEventListener("dblclick", () => camera.home());
    element.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  press(event) {
    this.element.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
    this.pans = event.button === 2 || event.button === 1 || event.shiftKey;
    this.element.style.cursor = "grabbing";
  }

  move(event) {
    if (!this.pointers.has(event.pointerId)) return;
    const before = this.span();
    const [x, y] = this.pointers.get(event.pointerId);
    this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
    const [dx, dy] = [event.clientX - x, event.clientY - y];
    if (this.pointers.size > 1) this.pinch(before, this.span());
    else if (this.pans) this.camera.pan(dx, dy);
    else this.camera.turn(dx, dy);
  }

  lift(event) {
    this.pointers.delete(event.pointerId);
    if (!this.pointers.size) this.element.style.cursor = "grab";
  }

  /** Return where the middle of the first two fingers is, and how far they are apart. */
  span() {
    const [one, other = one] = [...this.pointers.values()];
    const middle = [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2];
    return { middle, apart: Math.hypot(one[0] - other[0], one[1] - other[1]) };
  }

  pinch(before, after) {
    this.camera.pan(after.middle[0] - before.middle[0], after.middle[1] - before.middle[1]);
    if (before.apart > 0 && after.apart > 0) this.camera.zoom(after.apart / before.apart);
  }

  wheel(event) {
    event.preventDefault();
    const unitPx = [1, 16, NOTCH_PX][event.deltaMode];
    this.camera.zoom(ZOOM_STEP ** ((-event.deltaY * unitPx) / NOTCH_PX));
  }
}
