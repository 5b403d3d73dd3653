"""Learning rates that are too low, steps that get shorter, and runs that end on their way down."""

import numpy as np

from lossstudio.core.catalogue import Spec
from lossstudio.core.numbers import counted
from lossstudio.run.coach.action import Advice, SetSchedule, SetSteps
from lossstudio.run.coach.limits import SAFE_SHARE, another_rate, going, limit_in_words
from lossstudio.run.coach.trials import is_bowl_ahead, times_as_fast
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wording import eta, percent

FADED = 0.01
"""A rate has faded out when it is at most this share of the highest, ..."""
EARLY = 0.7
"""... and too early when that is so from this share of the plan on, or before."""


def faded(view: RunView) -> Advice | None:
    """Say that a schedule took the rate away while the loss still fell."""
    if not view.ended or view.runner not in going(view) or view.point is None:
        return None
    rates = view.timeline.learning_rate[: view.step, view.runner]
    alive = np.flatnonzero(rates > FADED * rates.max(initial=0.0))
    if not len(alive) or view.point.kind in ("minimum", "saddle", "maximum"):
        return None
    since = int(alive[-1]) + 1
    if since > EARLY * view.end:
        return None
    return Advice(
        key="faded",
        severity="warning",
        title="The rate fades out too early",
        text=f"From {eta(float(rates.max()))} the schedule is down to {percent(FADED)} of it at step {since} of "
        f"{view.end}: the ball stands still since then, and below it the surface still falls. A rate that fades over "
        "the whole plan goes on.",
        steps=(since, view.step),
        action=SetSchedule(view.name, Spec("cosine")),
        action_label="Fade over the whole plan",
    )


CRAWL_SHARE = 0.1
"""Below this share of the limit a learning rate crawls."""
STILL_FALLING = 0.03
"""A run is still on its way when the last tenth of its steps lowered the loss by this share of what is left, ..."""
WORTH_FALLING = 0.005
"""... and by this share of what all steps did; else it has all but arrived."""
CREEP_FALL = 0.3
"""Where there is no limit, a run creeps when all of its steps together lower the loss by less than this share, ..."""
CREEP_COSINE = 0.9
"""... when its last two quarters lead the same way, the cosine between them being at least this, ..."""
CREEP_PACE = 0.7
"""... and when the last one is at least this part of the other: it isn't arriving anywhere."""
CREEP_STEPS = 20
"""A shorter run shows nothing about its pace."""
BOLDER = 10.0
"""How many times the rate is offered where the limit isn't the same everywhere; more where straight on it leads down
for so long that this would not be enough."""
STRAIGHT = 0.5
"""A rate is too low only when the last two steps lead the same way, the cosine between them being at least this."""
SHORTER = 0.5
"""Steps get shorter when the last one is at most this part of the first."""
WORTH = 0.8
"""A rate nearer than this to the good one isn't worth another."""
SHORTEST_PLAN = 10
"""A plan of fewer steps is a look, not a run."""


def crawling(view: RunView) -> Advice | None:
    """Say that a learning rate is far below what the surface allows, once a run is done and still descends."""
    for runner in going(view):
        limit, rate = view.limits[runner], view.rate(runner)
        if not view.ended or limit is None or rate >= CRAWL_SHARE * limit or not _is_on_its_way(view, runner):
            continue
        if not is_bowl_ahead(view, runner) or (view.point is not None and view.point.kind == "endless"):
            continue  # elsewhere the highest curvature has nothing to do with the way down
        text = (
            f"After {counted(view.step, 'step')} the loss still falls. {eta(rate)} is {percent(rate / limit)} of the "
            f"limit here, {limit_in_words(view, runner)}."
        )
        better = SAFE_SHARE * limit if view.quadratic else min(SAFE_SHARE * limit, _bolder(view, runner))
        if not rate < WORTH * better:
            continue  # it bends more sharply ahead than here
        return another_rate("crawling", f"{view.of_runner(runner)} crawls", text, view, runner, better)
    return None


def creeping(view: RunView) -> Advice | None:
    """Say that a run goes straight on at an even, tiny pace, where no limit says what would be possible."""
    for runner in going(view):
        limit = view.limits[runner]
        careful = limit is None or view.rate(runner) < CRAWL_SHARE * limit
        if not view.ended or not careful or not _creeps(view, runner):
            continue
        text = (
            f"{view.loss_in_words(runner, 0)}, {view.last_loss_in_words(runner)}, and the ball goes straight on as "
            f"fast as before: {eta(view.rate(runner))} is far too careful."
        )
        better = min(_bolder(view, runner), np.inf if limit is None else SAFE_SHARE * limit)
        if not view.rate(runner) < WORTH * better:
            continue
        return another_rate("creeping", f"{view.of_runner(runner)} creeps", text, view, runner, better)
    return None


def shorter(view: RunView) -> Advice | None:
    """Explain, while a run goes on, why its steps get shorter though the learning rate stays."""
    limit, rate = view.limits[view.runner], view.rate(view.runner)
    if (
        view.ended
        or view.step < 3
        or view.runner not in going(view)
        or limit is None
        or rate >= WORTH * SAFE_SHARE * limit
    ):
        return None
    lengths = np.linalg.norm(view.moves[:, view.runner], axis=-1)
    if not lengths[-1] <= SHORTER * lengths[0] or not view.rate_stays(view.runner) or not view.quadratic:
        return None
    text = (
        f"{eta(rate)} stays as it is, but the slope under the ball shrinks. Up to {eta(limit)} a longer step is "
        "safe here."
    )
    title = "Why are the steps getting shorter?"
    return another_rate("shorter", title, text, view, view.runner, SAFE_SHARE * limit)


def unfinished(view: RunView) -> Advice | None:
    """Offer more steps where a run is done and still descends."""
    if (
        not view.ended
        or view.end < SHORTEST_PLAN
        or view.runner not in going(view)
        or not _still_descends(view, view.runner)
    ):
        return None
    more, tenth = 2 * view.end, view.end * 9 // 10
    late = "one" if view.end - tenth == 1 else f"{view.end - tenth} of them"
    return Advice(
        key="unfinished",
        severity="hint",
        title="Still on its way down",
        text=f"The plan ends after {counted(view.end, 'step')}, and the last {late} still lowered "
        "the loss by a fair part.",
        steps=(tenth, view.end),
        action=SetSteps(more),
        action_label=f"Plan {counted(more, 'step')}",
    )


def _bolder(view: RunView, runner: int) -> float:
    """Return a rate at which a runner that goes straight on gets somewhere within its plan."""
    return view.rate(runner) * times_as_fast(view, runner, BOLDER)


def _is_on_its_way(view: RunView, runner: int) -> bool:
    """Say whether a runner still goes down, the last two steps the same way: by a fair share, or at an even pace."""
    moves = view.moves[-2:, runner]
    length = float(np.prod(np.linalg.norm(moves, axis=-1)))
    if len(moves) < 2 or not moves[0] @ moves[1] >= STRAIGHT * length > 0:
        return False
    return _still_descends(view, runner) or _creeps(view, runner)


def _creeps(view: RunView, runner: int) -> bool:
    """Say whether a runner has gone straight on at an even pace and lowered the loss by little."""
    loss = view.loss[:, runner]
    if len(loss) < CREEP_STEPS:
        return False
    return 0 < loss[0] - loss[-1] < CREEP_FALL * abs(loss[0]) and _goes_straight_on(view, runner)


def _still_descends(view: RunView, runner: int) -> bool:
    """Say whether the last tenth of the steps lowered the loss by a fair share."""
    loss = view.loss[:, runner]
    if view.in_batches and runner == view.runner and len(view.known_losses[1]) >= SHORTEST_PLAN:
        loss = view.known_losses[1]  # on all rows: what batches say of the last steps is chance
    if len(loss) < SHORTEST_PLAN:
        return False
    tenth = max(2, len(loss) // 10)
    late = loss[-tenth] - loss[-1]
    if view.in_batches:
        late = loss[-2 * tenth : -tenth].mean() - loss[-tenth:].mean()
        late *= late > loss[-2 * tenth :].std()  # else chance explains it
    return bool(late > STILL_FALLING * abs(loss[-1]) and late > WORTH_FALLING * abs(loss[0] - loss[-1]))


def _goes_straight_on(view: RunView, runner: int) -> bool:
    quarter = len(view.moves) // 4
    before = view.moves[-2 * quarter : -quarter, runner].sum(axis=0)
    after = view.moves[-quarter:, runner].sum(axis=0)
    first, last = float(np.linalg.norm(before)), float(np.linalg.norm(after))
    return bool(first > 0 and last >= CREEP_PACE * first and before @ after >= CREEP_COSINE * first * last)
