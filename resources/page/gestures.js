// What a reader does with mouse and fingers on the surface: one turns it, two move and zoom it.

/** A notch of the wheel is so many pixels, and comes so many times as near. */
const NOTCH_PX = 100;
const ZOOM_STEP = 1.12;

/** A press that goes no farther than this, in pixels, is a click. */
const CLICK_PX = 4;

/** Watches an element and moves a camera. */
class Gestures {
  /**
   * @param {HTMLElement} element
   * @param {ViewCamera} camera
   * @param {(place: number[]) => void} clicked - Called with a place, in pixels from the element's top left.
   */
  constructor(element, camera, clicked) {
    Object.assign(this, { element, camera, clicked });
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
    this.first = this.pointers.size > 1 ? null : [event.clientX, event.clientY];
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
    if (!this.pointers.delete(event.pointerId)) return;
    if (!this.pointers.size) this.element.style.cursor = "grab";
    const place = [event.clientX, event.clientY];
    if (event.type !== "pointerup" || !this.first || distanceOf(this.first, place) > CLICK_PX) return;
    const { left, top } = this.element.getBoundingClientRect();
    this.clicked([place[0] - left, place[1] - top]);
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
    // A page within another one lets that one scroll until its reader has clicked into it.
    if (window.parent !== window && !document.hasFocus() && !event.ctrlKey) return;
    event.preventDefault();
    const unitPx = [1, 16, NOTCH_PX][event.deltaMode];
    this.camera.zoom(ZOOM_STEP ** ((-event.deltaY * unitPx) / NOTCH_PX));
  }
}
