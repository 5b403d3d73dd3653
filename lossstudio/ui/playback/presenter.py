"""Presenting: the surface large, one band with the phases of the step, and charts in a column of their own."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from lossstudio.picture.camera.camera import Camera
from lossstudio.picture.charts import LossCurves
from lossstudio.picture.charts.fit.fit import Fit
from lossstudio.picture.charts.fit.fit_view import shows_data
from lossstudio.picture.gl.host import ImageHost, NoOpenGLError
from lossstudio.picture.page.composition import Composition, Shown
from lossstudio.picture.page.pane import Pane
from lossstudio.picture.phases.texts import phase_texts
from lossstudio.picture.scene.frame import StaticScene
from lossstudio.picture.text.captions import PhaseBand, ReadOut
from lossstudio.studio.background.plane import same_space
from lossstudio.studio.changes import Notice
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.canvas.navigation import Navigation
from lossstudio.ui.canvas.scene_controller import SceneController
from lossstudio.ui.playback.step_on_show import (
    FitOnShow,
    draws_areas,
    fit_on_show,
    loss_on_show,
    losses_on_show,
    step_on_show,
)


class Presenter(QWidget):
    """Covers the window; the window's keys go on working, Escape or F5 ends it."""

    def __init__(self, studio: Studio, appearance: Appearance, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._appearance, self._window = studio, appearance, window
        self.scene_controller = SceneController(studio, appearance)
        self._host: ImageHost | None = None
        self._composition: Composition | None = None
        self._composed_for: tuple[object, ...] = ()
        self._curves: tuple[object, LossCurves | None] = (None, None)
        self._view = step_on_show(studio)
        self._loss: ReadOut | None = None
        self._fits = studio.inquiry("presented fit", self._take_fit)
        self._fit: FitOnShow | None = None
        self._texts: tuple[object, PhaseBand | None] = (None, None)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setAccessibleName("Presentation")
        self._connect()
        self.hide()

    def begin(self) -> Notice | None:
        """Cover the window; where that can't be done, return why."""
        try:
            self._host = self._host or ImageHost()
        except NoOpenGLError as error:
            return Notice("warning", f"{error}: there is nothing to present with.")
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self._ask_fit()
        return None

    def close_host(self) -> None:
        """Give graphics resources back, and ask nothing any more."""
        self._fits.cancel()
        self._drop_composition()
        if self._host is not None:
            self._host.close()
            self._host = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._fits.cancel()
        self._drop_composition()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ContextMenu:
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        image = self._image()
        if image is None:
            painter.fillRect(self.rect(), self._appearance.color("canvas"))
            return
        image.setDevicePixelRatio(self.devicePixelRatioF())
        painter.drawImage(QPointF(0, 0), image)

    def _connect(self) -> None:
        studio = self._studio
        for signal in (
            *(studio.cursor_moved, studio.timeline_replaced, studio.landscape_changed, studio.curves_changed),
            *(studio.explanation_changed, studio.selection_changed, studio.scene_changed),
        ):
            signal.connect(self.update)
            signal.connect(self._ask_fit)
        self._appearance.changed.connect(self.update)
        mouse = Navigation(self, lambda _place: False)
        mouse.turned.connect(self._turn)
        mouse.zoomed.connect(lambda notches, _place: self._zoom(notches))

    def _turn(self, across: float, down: float) -> None:
        if self.scene_controller.frame is not None and self._composition is not None:
            static_scene = self.scene_controller.frame.static_scene
            distance = self._camera(static_scene, self._composition).distance
            self.scene_controller.view_camera = self.scene_controller.view_camera.turned(
                across, down, static_scene, distance
            )
            self.update()

    def _zoom(self, notches: float) -> None:
        if self.scene_controller.frame is not None and self._composition is not None:
            distance = self._camera(self.scene_controller.frame.static_scene, self._composition).distance
            self.scene_controller.view_camera = self.scene_controller.view_camera.zoomed(notches, distance)
            self.update()

    def _camera(self, static_scene: StaticScene, composition: Composition) -> Camera:
        view_camera = self.scene_controller.view_camera
        return composition.camera(static_scene, *view_camera.direction(static_scene), view_camera.distance)

    def _image(self) -> QImage | None:
        frame = self.scene_controller.make_frame()
        composition = self._fitting_composition()
        if frame is None or composition is None:
            return None
        studio = self._studio
        place = studio.playback.step + studio.playback.fraction
        return composition.image(
            Shown(
                panes=(Pane(frame=frame, camera=self._camera(frame.static_scene, composition)),),
                step=place,
                progress=place / max(studio.run.steps, 1),
                read_outs=self.read_outs,
                phases=self._phases(),
                curves=self._loss_curves(),
                fit=self._fit_on_show(),
                runner=studio.selection.runner,
            )
        )

    def _fitting_composition(self) -> Composition | None:
        if self._host is None:
            return None
        ratio = self.devicePixelRatioF()
        size = QSize(max(2, round(self.width() * ratio)), max(2, round(self.height() * ratio)))
        data = shows_data(self._studio.run.compiled)
        wanted = (size.width(), size.height(), self._appearance.theme, data)
        if self._composition is None or wanted != self._composed_for:
            self._drop_composition()
            self._composition = Composition(
                (self._host,),
                (size.width(), size.height()),
                self._appearance.theme,
                insets=("loss", "data") if data else ("loss",),
                phases=True,
            )
            self._composed_for = wanted
        return self._composition

    def _drop_composition(self) -> None:
        if self._composition is not None:
            self._composition.close()
            self._composition = None

    @property
    def read_outs(self) -> tuple[ReadOut, ...]:
        """What is told of the step on show."""
        studio = self._studio
        self._view = step_on_show(studio, self._view)
        self._loss = loss_on_show(self._view, self._loss)
        loss = replace(self._loss, widest="0.0000")
        return ReadOut("step", str(studio.playback.step), str(studio.run.steps)), loss

    def _phases(self) -> PhaseBand | None:
        studio = self._studio
        told = studio.analysis.explanation
        if told is None:
            return None
        key = (told, studio.analysis.sample, studio.analysis.parameter, studio.playback.phase)
        if self._texts[0] != key:
            texts = phase_texts(
                studio.analysis.explained_recipe,
                told,
                sample=studio.analysis.sample,
                parameter=studio.analysis.parameter,
            )
            self._texts = (key, PhaseBand(texts, studio.playback.phase))
        return self._texts[1]

    def _loss_curves(self) -> LossCurves | None:
        studio = self._studio
        key = (studio.analysis.curves, studio.run.compiled)
        if self._curves[0] != key:
            losses = losses_on_show(studio)
            self._curves = (key, None if losses is None else LossCurves.of(studio.run.compiled, losses))
        return self._curves[1]

    def _ask_fit(self) -> None:
        """Ask what the data chart shows at the moment on show."""
        if self.isVisible() and shows_data(self._studio.run.compiled):
            self._fits.ask(partial(fit_on_show, step_on_show(self._studio), areas=draws_areas(self._studio)))

    def _take_fit(self, fit: FitOnShow) -> None:
        self._fit = fit
        self.update()

    def _fit_on_show(self) -> Fit | None:
        """Return what the data chart shows; what it showed a moment ago while the new one comes."""
        shown = self._fit
        return shown.fit if shown is not None and same_space(shown.compiled, self._studio.run.compiled) else None
