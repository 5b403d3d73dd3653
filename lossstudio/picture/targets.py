"""Where the still layer is drawn: a picture and its depth as textures, with more samples per pixel where asked."""

import moderngl

from lossstudio.picture.camera import Size


class Targets:
    """Framebuffers of one size.

    Attributes
    ----------
    picture, depth
        The textures that everything ends in.
    drawn
        Draw here, with depth.
    plain
        The picture alone: draw upon it what looks the depth up.
    """

    def __init__(self, ctx: moderngl.Context, size: Size, samples: int) -> None:
        self._ctx, self._size, self._samples = ctx, size, samples
        self.picture = ctx.texture(size, 4)
        self.picture.filter = moderngl.NEAREST, moderngl.NEAREST
        self.depth = ctx.depth_texture(size)
        self.depth.filter = moderngl.NEAREST, moderngl.NEAREST
        self.depth.compare_func = ""
        self.depth.repeat_x = self.depth.repeat_y = False
        self.plain = ctx.framebuffer([self.picture])
        self._held: list[moderngl.Renderbuffer] = []
        if samples:
            self._held = [ctx.renderbuffer(size, 4, samples=samples), ctx.depth_renderbuffer(size, samples=samples)]
            self.drawn = ctx.framebuffer([self._held[0]], self._held[1])
            self.deep = ctx.framebuffer([], self.depth)
        else:
            self.drawn = self.deep = ctx.framebuffer([self.picture], self.depth)

    def fit(self, size: Size, samples: int) -> bool:
        """Say whether these are of that size and kind."""
        return (size, samples) == (self._size, self._samples)

    def resolve(self) -> bool:
        """Bring what was drawn into the picture, and say whether the depth is still to be drawn."""
        if self.drawn is self.deep:
            return False
        self._ctx.copy_framebuffer(self.plain, self.drawn)
        return True

    def release(self) -> None:
        """Give everything back to the context."""
        for framebuffer in {id(each): each for each in (self.plain, self.drawn, self.deep)}.values():
            framebuffer.release()
        for held in self._held:
            held.release()
        self.picture.release()
        self.depth.release()
