"""How much of a label is seen in a film's frame: it has faded before there is no room for it, and comes back as softly.

Where labels stand and what they would cover differs from frame to frame; alone, a frame might have a label wholly and
the next one not at all.
"""

from collections.abc import Sequence
from dataclasses import replace

from lossstudio.core.easing import smoothstep
from lossstudio.picture.text.writing import FrameWriting, Stay, WrittenLabel

_FELT = 0.25
"""From so much ink on its neighbours heed wholly what isn't seen of a label."""


def steadied(
    now: FrameWriting, before: Sequence[FrameWriting], after: Sequence[FrameWriting], frames: int
) -> FrameWriting:
    """Return what is written upon a frame, with labels that fade as they do in its neighbours too.

    Parameters
    ----------
    now
        What is written.
    before, after
        The same of the frames beside it, the nearest first.
    frames
        So many it takes a label to come or go.
    """
    if all(label.seen == 1.0 for each in (now, *before, *after) for label in each.labels):
        return now
    labels = (
        replace(label, seen=min(label.seen, _most(label, before, frames, back=True), _most(label, after, frames)))
        for label in now.labels
    )
    return replace(now, labels=tuple(labels))


def _most(label: WrittenLabel, frames_beside: Sequence[FrameWriting], frames: int, *, back: bool = False) -> float:
    """Return how much (0..1) of a label may be seen, for it has to come from or go to what is seen of it beside.

    Where it has come or gone nearly wholly it matters less that it isn't seen.
    """
    most, known = 1.0, label
    for away, beside in enumerate(frames_beside, 1):
        found = [each for each in beside.labels if (_goes_on(each, known) if back else _goes_on(known, each))]
        if not found:
            break
        known = found[0]
        unseen = min(1.0, known.ink / _FELT) * (1.0 - known.seen)
        most = min(most, 1.0 - unseen + smoothstep(min(1.0, away / frames)))
    return most


_GOES_ON = {
    *((stay, stay) for stay in Stay),
    (Stay.COMES, Stay.STAYS),
    (Stay.STAYS, Stay.GOES),
}
"""How a label is there in a frame and in the next: where it goes another one of its key may come meanwhile."""


def _goes_on(one: WrittenLabel, later: WrittenLabel) -> bool:
    return one.key == later.key and (one.stay, later.stay) in _GOES_ON
