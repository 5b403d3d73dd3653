"""The frame of one moment alone."""

from lossstudio.picture.frame import Frame
from lossstudio.picture.framing import Framer
from lossstudio.picture.moment import Moment


def frame_of(moment: Moment) -> Frame:
    """Return the frame as a new Framer makes it."""
    return Framer().frame(moment)
