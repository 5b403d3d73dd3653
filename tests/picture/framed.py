"""The frame of one moment alone."""

from lossstudio.picture.scene.frame import Frame
from lossstudio.picture.scene.frame_builder import Framer
from lossstudio.picture.scene.moment import Moment


def frame_of(moment: Moment) -> Frame:
    """Return the frame as a new Framer makes it."""
    return Framer().frame(moment)
