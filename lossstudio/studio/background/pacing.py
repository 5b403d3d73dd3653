"""How a display frame's time is shared: the main thread paints, and the worker gets what is left until the next frame.

Python lets one thread at a time run. A worker that works whenever it likes takes the interpreter away from painting for
some 5 ms at a time, which drops frames; so it works only within a budget that ends before the next frame begins.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pacing:
    """The shares, in seconds except where the name says otherwise.

    Attributes
    ----------
    frame_s
        From one frame of the display to the next: about 60 a second.
    spare_s
        The worker stops this long before the next frame.
    least_s, least_share
        What the worker gets even when painting took the whole frame: some time, and a share of what painting took. The
        main thread then rests that long: it would take the interpreter away again and again, and the worker would come
        to nothing.
    longest_rest_s
        The main thread rests no longer than this, however long it was busy: a share of a long stall would make the
        stall felt longer still.
    training_share, blind_training_share
        How much of a budget is for training first: with a surface on show, and before there is one.
    """

    frame_s: float = 0.016
    spare_s: float = 0.001
    least_s: float = 0.003
    least_share: float = 0.2
    longest_rest_s: float = 0.03
    training_share: float = 0.7
    blind_training_share: float = 0.1

    def budget(self, frame_began: float, now: float) -> tuple[float, float]:
        """Return until when the worker may work, and for how many seconds the main thread rests meanwhile.

        Parameters
        ----------
        frame_began, now
            When the frame began, and when everything was painted, of one clock.
        """
        deadline = frame_began + self.frame_s - self.spare_s
        least = min(max(self.least_s, self.least_share * (now - frame_began)), self.longest_rest_s)
        return (deadline, 0.0) if deadline - now >= least else (now + least, least)


SHARED = Pacing()
"""How the window shares its frames with the worker."""
