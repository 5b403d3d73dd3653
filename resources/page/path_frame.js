// What moves over the surface at one moment: paths, balls, and the marks where they have left the box.

/**
 * @typedef {Object} Moment
 * @property {number} step - With fractions.
 * @property {number} phase - Whose arrows are drawn, 1 to 4; 0 is none.
 * @property {number} selected - The runner whose ball lies on top.
 * @property {{error: string, secondary: string}} theme - The colours of gradients and momentum.
 * @property {Set<number>} hidden - Runners that are not drawn.
 * @property {string[]} colors - The runners'.
 * @property {string[]} names - The runners'.
 */

/**
 * Return what is drawn of the runners at a moment.
 * @param {Course[]} courses - One for each runner.
 * @param {Moment} moment
 * @param {Object} look - The page's measures.
 * @param {Heights} heights - Of the surface that they run upon.
 */
function frameOf(courses, moment, look, heights) {
  const shown = courses.map((_, runner) => runner).filter((runner) => !moment.hidden.has(runner));
  const balls = shown.map((runner) => ballOf(courses[runner], runner, moment, heights));
  const own = balls.find((ball) => ball.runner === moment.selected);
  const linesOf = (phase) => linesAt(courses[moment.selected], own, moment, phase);
  const bends = linesOf(ALWAYS);
  const hasPatch = own && !own.beyond && (moment.phase === GRADIENT_PHASE || bends.length);
  return {
    arrows: moment.phase === ALWAYS ? [] : linesOf(moment.phase),
    bends,
    patch: hasPatch ? patchAt(own) : null,
    paths: [...pathsOf(courses, shown, moment, look), ...bends.map((bend) => thinPath(bend, look))],
    balls: selectedLast(balls, moment.selected, look),
    marks: balls.filter((ball) => ball.beyond),
    turns: shown.flatMap((runner) => turnsOf(courses[runner], runner, moment)),
  };
}

function ballOf(course, runner, moment, heights) {
  const { place, beyond, direction } = course.at(moment.step);
  const loss = course.lossAt(moment.step);
  const section = course.sectionsUntil(moment.step).pop();
  const { guest, words } = section;
  const [color, name] = [moment.colors[runner], moment.names[runner]];
  return {
    runner, place, beyond, direction, loss, guest, words, color, name, around: 0, normal: heights.normal(...place),
  };
}

/** Return the lines of a phase at a ball; none for a ball that isn't upon this surface. */
function linesAt(course, ball, { step, theme }, phase) {
  if (!ball || ball.beyond || !Number.isInteger(step)) return [];
  const colors = { gradient: theme.error, momentum: theme.secondary, step: ball.color, curvature: theme.text };
  return course.arrows.at(step, phase).map((line) => ({ ...line, color: colors[line.kind] }));
}

/** Return a line upon the surface as a thin path without steps. */
function thinPath({ points, color }, look) {
  return { points, beads: [], color, widthPt: look.bend_pt, opacity: 1, rank: 0, lanePx: 0, isThin: true };
}

/** Return the runners' paths, the slowest last and so on top, each a little aside. */
function pathsOf(courses, shown, moment, look) {
  const lanePx = Math.min(look.lane_px, look.lanes_px / Math.max(1, courses.length - 1));
  const slowestLast = [...shown].sort((one, other) => courses[one].rank - courses[other].rank);
  return slowestLast.flatMap((runner) => {
    const { rank } = courses[runner];
    const lane = lanePx * (rank - (courses.length - 1) / 2);
    return pathOf(courses[runner], moment.step, look, { rank, lanePx: lane, color: moment.colors[runner] });
  });
}

/** Return what is drawn of a runner's path: guests' parts dashed, old swings faded; the oldest first. */
function pathOf(course, moment, look, common) {
  const fading = new Fading(course, moment, look);
  const parts = course.sectionsUntil(moment).flatMap((section) => {
    const way = course.between(section.since, section.until);
    const plain = { ...common, points: way.points, beads: way.beads, widthPt: look.path_pt, opacity: 1 };
    if (section.guest) {
      return [{ ...plain, points: dashed(way.points, look), widthPt: look.guest_share * look.path_pt }];
    }
    return fadedParts(way, fading).map(({ faded, points, beads }) => ({
      ...plain, points, beads, widthPt: look.fading.widths[faded] * look.path_pt, opacity: look.fading.opacities[faded],
    }));
  });
  return parts.sort((one, other) => one.opacity - other.opacity);
}

/** Return where a runner began to minimise something else, and what. */
function turnsOf(course, runner, moment) {
  const begun = course.sectionsUntil(moment.step).slice(1);
  const own = { runner, color: moment.colors[runner] };
  const places = begun.map((section) => ({ ...course.at(section.since), ...own, words: section.turn }));
  return places.filter((turn) => !turn.beyond);
}

/** Return the balls with the selected one on top; those that it would hide are rings around it. */
function selectedLast(balls, selected, look) {
  const laid = [];
  const ordered = [...balls].sort((one, other) => (one.runner !== selected) - (other.runner !== selected));
  for (const ball of ordered) {
    const around = laid.map((other) => (other.around + 1) * hiddenBy(ball, other, look.same_place));
    laid.push({ ...ball, around: Math.max(0, ...around) });
  }
  return laid.reverse();
}

/** Return how much (0 to 1) a ball would be hidden by another one: softly more, as they come together. */
function hiddenBy(ball, other, samePlace) {
  const apart = Math.hypot(...plus(other.place, ball.place, -1)) / samePlace;
  const share = clamp(2 * (apart - 1), 0, 1);
  return 1 - share * share * (3 - 2 * share);
}

/** Return how much (0 to 1) of a ring a ball is: no ball upon this surface, or one around others. */
function ringShare(ball) {
  return ball.beyond || ball.guest ? 1 : Math.min(1, ball.around);
}

/** Return how large a ball is drawn, in points: smaller beyond the box, larger around others. */
function radiusPt(ball, look) {
  return (look.ball_pt / 2) * ((ball.beyond ? 0.7 : 1) + look.around_share * Math.min(ball.around, look.most_around));
}
