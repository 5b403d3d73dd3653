"""A page that is nothing but the picture, which a test can ask and drive as `picture`."""

import json
from pathlib import Path

from lossstudio.core.resources import resource
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.films.webpage.picture_part import picture_part

FEW_STEPS = 24
"""Of so many steps the page knows the arrows."""
BEGIN = """
  const said = JSON.parse(document.getElementById("data").textContent);
  window.picture = new Picture(document.getElementById("host"), said);
"""
NO_WEBGL = """
  const context = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, wanted) {
    return kind === "webgl2" ? null : context.call(this, kind, wanted);
  };
"""


BROKEN_WEBGL = "WebGL2RenderingContext.prototype.getProgramParameter = () => false;"
"""No shader can be compiled, as with a driver that says more than it can."""


def bare_picture(trained: TrainedScene, out: Path, *, before: str = "") -> Path:
    """Write such a page of a scene; `before` is a script that runs before all others."""
    explained = [range(min(FEW_STEPS, trained.end))] * len(trained.compiled.names)
    scripts = [path.read_text() for path in sorted(resource("page").glob("*.js")) if path.name != "main.js"]
    script = "\n".join(('(() => {"use strict";', before, *scripts, BEGIN, "})();"))
    data = json.dumps(picture_part([trained], [explained]), allow_nan=False).replace("<", "\\u003c")
    out.write_text(
        '<!doctype html><meta charset="utf-8"><body style="margin: 0">'
        '<div id="host" style="position: absolute; inset: 0; overflow: hidden"></div>'
        f'<script type="application/json" id="data">{data}</script><script>{script}</script></body>'
    )
    return out
