// Which labels a moment has: names in a race, the losses of balls beyond the box, what arrows mean, and what is
// minimised from where on.

/** With more than so many runners only the selected one's name is written. */
const MOST_NAMED = 24;

/** Of more changes on a path only the last ones are told; all are marked. */
const MOST_TURNS = 3;

/**
 * Return the labels of a frame, in order of importance.
 * @param {Object} frame - What `frameOf` returns.
 * @param {number} runners - How many there are.
 * @param {string} height - What heights are called.
 * @returns {Object[]} With `key`, `text`, `color`, `kind`, `place` in box units, `hollow`, `runner`, and in a race the `name` in a
 *   legend.
 */
function labelsOf(frame, runners, height) {
  const ordered = [...frame.balls].reverse();
  const names = ordered.flatMap((ball, at) => {
    const text = tagOf(ball, runners, height);
    if (!text || (runners > MOST_NAMED && at > 0)) return [];
    const { place, color, runner, beyond, guest } = ball;
    const name = runners > 1 ? nameOf(ball) : "";
    return [{ key: `runner ${runner}`, text, color, kind: beyond ? "mark" : "name", place, hollow: guest, runner, name }];
  });
  const turns = frame.turns.filter((turn) => turn.runner === ordered[0]?.runner).slice(-MOST_TURNS);
  const told = turns.map(({ words, color, place }, at) => {
    return { key: `turn ${at}`, text: `from here: ${words}`, color, kind: "arrow", place, runner: null };
  });
  const arrows = [...frame.arrows, ...frame.bends].map(({ kind, words, color, points }) => {
    const place = points[points.length - 1];
    return { key: `${kind}: ${words}`, text: words, color, kind: "arrow", place, runner: null };
  });
  return [...names, ...arrows, ...told];
}

/** Return what is written beside a ball; "" for nothing. */
function tagOf(ball, runners, height) {
  const name = nameOf(ball);
  if (!ball.beyond) return runners > 1 ? name : "";
  const loss = ball.loss === STOPPED ? STOPPED : `${height} ${ball.loss}`;
  const told = ball.guest || !ball.loss ? "" : loss;
  return besideName(runners > 1 || ball.guest ? name : "", told, ": ");
}

/** Return what a ball is called. */
function nameOf({ guest, name, words }) {
  return guest ? guestName(name, words) : name;
}

/** Return a guest's name and what it minimises, unless one of them says the other. */
function guestName(name, words) {
  const [one, other] = [name, words].map((text) => text.toLowerCase().replaceAll(",", "").split(/\s+/));
  const says = (all, some) => some.every((word) => all.includes(word));
  return besideName(name, says(one, other) || says(other, one) ? "(guest)" : `(guest: ${words})`, " ");
}
