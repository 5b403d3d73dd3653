"""Where the still layer is drawn: its picture and depth as textures, and the picture before its edges were smoothed."""

import moderngl

from lossstudio.picture.camera.camera import Size


class Targets:
    """Framebuffers of one size.

    Attributes
    ----------
    rough, depth
        The textures that the surface is drawn into.
    picture
        The texture that everything ends in.
    drawn
        Draw here, with depth.
    plain
        The picture alone: draw upon it what looks the depth up.
    """

    def __init__(self, ctx: moderngl.Context, size: Size) -> None:
        self._ctx = ctx
        self.size = size
        self.rough, self.picture, self.depth = ctx.texture(size, 4), ctx.texture(size, 4), ctx.depth_texture(size)
        for texture in (self.rough, self.picture, self.depth):
            texture.filter = moderngl.NEAREST, moderngl.NEAREST
        self.depth.compare_func = ""
        self.depth.repeat_x = self.depth.repeat_y = False
        self.drawn = ctx.framebuffer([self.rough], self.depth)
        self.plain = ctx.framebuffer([self.picture])

    def take_over(self) -> None:
        """Bring what was drawn into the picture, and draw upon that from now on."""
        self._ctx.copy_framebuffer(self.plain, self.drawn)
        self.plain.use()

    def release(self) -> None:
        """Give everything back to the context."""
        for held in (self.plain, self.drawn, self.rough, self.picture, self.depth):
            held.release()
