"""The frame of one moment alone."""

from lossstudio.picture.scene.frame import Frame
from lossstudio.picture.scene.frame_builder import FrameBuilder
from lossstudio.picture.scene.moment import Moment


def frame_of(moment: Moment) -> Frame:
    """Return the frame as a new FrameBuilder makes it."""
    return FrameBuilder().frame(moment)
