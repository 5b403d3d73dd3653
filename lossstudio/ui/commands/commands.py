"""The one list of all commands: menus, buttons, the palette and the sheet of shortcuts read it."""

from dataclasses import dataclass, replace

from lossstudio.ui.panels import PANELS


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a person can ask for.

    Attributes
    ----------
    key
        Its name in code.
    menu
        The menu that holds it.
    submenu
        The menu within that menu; empty for none.
    text
        Its name in menus, on buttons and for screen readers.
    tip
        One short sentence for the tooltip.
    shortcuts
        Its keys, the first of which is shown.
    icon
        The shipped icon's name; empty for none.
    checkable
        Whether it is on or off.
    group
        Commands of one menu with different groups are parted by a line.
    presenting
        Whether it is there in presenter mode alone, where its keys come before those of other commands.
    """

    key: str
    menu: str
    text: str
    tip: str
    shortcuts: tuple[str, ...]
    submenu: str = ""
    icon: str = ""
    checkable: bool = False
    group: int = 0
    presenting: bool = False


MENUS = ("File", "Edit", "View", "Run", "Compare", "Help")


def _command(place: str, key: str, text: str, tip: str, shortcuts: str, icon: str = "") -> Command:
    """Say a command in one line; `place` is its menus and group, several shortcuts are parted by blanks."""
    menus, group = place.rsplit(maxsplit=1)
    menu, _, submenu = menus.partition("/")
    keys = tuple(shortcuts.split())
    return Command(key, menu, text, tip, keys, submenu=submenu, icon=icon, group=int(group))


def _switch(place: str, key: str, text: str, tip: str, shortcuts: str) -> Command:
    return replace(_command(place, key, text, tip, shortcuts), checkable=True)


def _presenting(key: str, text: str, tip: str, shortcuts: str, icon: str, *, checkable: bool = False) -> Command:
    made = _command("View/Presenting 6", key, text, tip, shortcuts, icon)
    return replace(made, presenting=True, checkable=checkable)


_FILE = (
    _command("File 0", "open", "Open...", "Open a scene from a file.", "Ctrl+O", "folder-open"),
    _command("File 0", "import_data", "Import data...", "Learn from a table of your own: CSV, TSV, text.", "Ctrl+I"),
    _command("File 0", "examples", "Examples...", "A course of scenes, with pictures.", "Ctrl+Shift+O", "layout-grid"),
    _command("File 0", "next_example", "Next example", "Open the next scene of the course.", "Ctrl+PgDown"),
    _command("File 1", "save", "Save", "Save the scene to its file.", "Ctrl+S", "save"),
    _command("File 1", "save_as", "Save as...", "Save the scene to another file.", "Ctrl+Shift+S"),
    _command("File 1", "reload", "Reload", "Open the scene's file anew, as it is now on the disk.", "Ctrl+Alt+L"),
    _command("File 2", "film", "Make film...", "Make a film or a picture of this run.", "Ctrl+E", "video"),
    _switch("File 2", "direct", "Direct the film", "Camera keys, pauses, captions and shots.", "Ctrl+D"),
    _command("File 2", "film_camera", "Add a camera key here", "The film's camera passes here at this step.", "K"),
    _command("File 2", "film_pause", "Pause the film here", "The film rests at this step.", "P"),
    _command("File 2", "films", "All jobs...", "Films and maps in the making, and those that are ready.", "Ctrl+J"),
    _command("File 2", "code", "Copy as code...", "The same set-up in PyTorch, Keras or NumPy.", "Ctrl+Shift+E"),
    _command("File 2", "save_map", "Save the map of runs...", "Save it as a picture or a table.", "Ctrl+Alt+M"),
    _command("File 2", "steps", "Save the steps...", "Save every step's numbers as a table.", "Ctrl+Alt+S"),
    _command("File 3", "quit", "Quit", "Close Loss Studio.", "Ctrl+Q"),
)

_EDIT = (
    _command("Edit 0", "undo", "Undo", "Take the last change back.", "Ctrl+Z", "undo-2"),
    _command("Edit 0", "redo", "Redo", "Make the change again.", "Ctrl+Shift+Z Ctrl+Y", "redo-2"),
    _command("Edit 1", "paste_data", "Paste data", "Learn from the table on the clipboard.", "Ctrl+V"),
    _command(
        "Edit 1", "copy_picture", "Copy the picture", "Put the surface on the clipboard, for a slide.", "Ctrl+Shift+C"
    ),
    _command("Edit 2", "next_point", "Take the next point", "Take a point of the data in hand: arrows move it.", "J"),
    _command("Edit 2", "previous_point", "Take the previous point", "Take the point before in hand.", "Shift+J"),
    _command("Edit 2", "add_point", "Add a point", "Add a point to the data, and take it in hand.", "Ins"),
    _command("Edit 2", "remove_point", "Remove the point", "Take the point that is followed out of the data.", "Del"),
    _command("Edit 3", "title", "Title...", "Give the scene a title.", "F2"),
    _command("Edit 3", "notes", "Notes...", "Write notes that travel with the scene.", "Ctrl+Shift+N"),
)

_PRESENT = _command(
    "View/Presenting 6", "present", "Present", "Show everything large, for a talk; Esc leaves.", "F5", "presentation"
)
_PRESENTING = (
    _presenting(
        "example_back", "Previous of the series", "Open the scene before this one.", "Ctrl+PgUp", "chevron-left"
    ),
    _presenting("example_next", "Next of the series", "Open the scene after this one.", "Ctrl+PgDown", "chevron-right"),
    _presenting(
        *("live_film", "Film, live", "Play the film as it is directed; Page Down goes on after a pause."),
        *("Shift+F5", "clapperboard"),
        checkable=True,
    ),
    _presenting("note", "Note", "Show the scene's notes, or put them away.", "N", "sticky-note", checkable=True),
    _presenting("black", "Black screen", "Hide the picture, or show it again.", "B .", "moon", checkable=True),
    _presenting(
        "spot", "Spot", "Light the place under the pointer, and dim the rest.", "L", "spotlight", checkable=True
    ),
    _presenting("pen", "Pen", "Draw on the picture with the mouse.", "P", "pencil", checkable=True),
    _presenting("swap", "Swap the screens", "Exchange the picture and the speaker's notes.", "X", "arrow-left-right"),
    _presenting("wipe", "Wipe", "Take away what the pen has drawn.", "E", "eraser"),
)

_VIEW = (
    _switch("View 0", "surface", "Surface", "Show the loss as a surface.", "Ctrl+1"),
    _switch("View 0", "contour", "Contour", "Show the loss from above, as level lines.", "Ctrl+2"),
    _switch("View 0", "both", "Both", "Show surface and level lines side by side.", "Ctrl+3"),
    _switch("View 0", "map", "Map of runs", "Show what becomes of many runs, over two settings.", "Ctrl+4"),
    _command("View 1", "view_best", "Best view", "Look from where the paths read best.", "Ctrl+0"),
    _command("View 1", "view_top", "View from above", "Look straight down.", "T"),
    _command("View 1", "view_front", "View from the front", "Look along the second axis.", "F"),
    _command("View 1", "view_side", "View from the side", "Look along the first axis.", "S"),
    _command("View/Camera 1", "orbit_left", "Turn left", "Turn the view to the left.", "Ctrl+Left"),
    _command("View/Camera 1", "orbit_right", "Turn right", "Turn the view to the right.", "Ctrl+Right"),
    _command("View/Camera 1", "orbit_up", "Look from higher", "Raise the eye.", "Ctrl+Up"),
    _command("View/Camera 1", "orbit_down", "Look from lower", "Lower the eye.", "Ctrl+Down"),
    _command("View/Camera 1", "zoom_in", "Closer", "Move the eye closer.", "Ctrl++ Ctrl+="),
    _command("View/Camera 1", "zoom_out", "Farther", "Move the eye away.", "Ctrl+-"),
    _command("View/Camera 1", "pan_left", "Move the picture left", "Move the picture left.", "Ctrl+Shift+Left"),
    _command("View/Camera 1", "pan_right", "Move the picture right", "Move the picture right.", "Ctrl+Shift+Right"),
    _command("View/Camera 1", "pan_up", "Move the picture up", "Move the picture up.", "Ctrl+Shift+Up"),
    _command("View/Camera 1", "pan_down", "Move the picture down", "Move the picture down.", "Ctrl+Shift+Down"),
    _switch(
        *("View/Camera 2", "slow_camera", "Slow camera move"),
        *("While the run is played, let the eye swing slowly around the surface; not with reduced motion.", "O"),
    ),
    _command(
        "View/Picture 2", "plane", "Plane...", "Choose the slice through parameter space, and its options.", "Ctrl+P"
    ),
    _command(
        "View/Picture 2", "refit", "Fit the plane again", "Fit directions and range to the run as it is now.", "Shift+P"
    ),
    _switch("View/Picture 2", "fog", "Fog", "Show only the surface around the ball, as on a hike in fog.", "G"),
    _switch(
        "View/Picture 2", "test_rows", "Loss on the test rows", "Show the surface of the rows that are held back.", "U"
    ),
    _switch(
        "View/Picture 2",
        "curvature",
        "Curvature",
        "Show how the surface bends at the ball: tangent and curvatures.",
        "C",
    ),
    _switch(
        "View/Picture 2", "areas", "Residuals as areas", "Draw residuals so that the area is what each costs.", "Q"
    ),
    _command("View 3", "theme", "Light or dark", "Change between the light and the dark look.", "F8"),
    _command("View/Accessibility 3", "contrast", "High contrast", "Black and white, with strong edges.", "Shift+F8"),
    _switch(
        "View/Accessibility 3", "still", "Reduced motion", "Let nothing glide: balls and surfaces jump.", "Ctrl+F8"
    ),
    _command("View/Accessibility 3", "larger", "Larger writing", "Make all writing larger.", "Ctrl+Alt++ Ctrl+Alt+="),
    _command("View/Accessibility 3", "smaller", "Smaller writing", "Make all writing smaller.", "Ctrl+Alt+-"),
    *(
        _switch(
            "View/Cards 5", f"panel_{key}", panel.menu_name, f"Show or hide the card {panel.menu_name}.", panel.shortcut
        )
        for key, panel in PANELS.items()
    ),
    replace(
        _switch("View 5", "left_column", "Settings", "Show or hide the column with the settings.", "F9"),
        icon="panel-left",
    ),
    _command("View 5", "reset", "Reset the arrangement", "Put columns and cards back in place.", "Ctrl+Shift+R"),
    _switch("View 6", "full_screen", "Full screen", "Use the whole screen.", "F11"),
    _PRESENT,
    *_PRESENTING,
)

_RUN = (
    _command("Run 0", "play", "Play", "Let the ball roll, or pause it.", "Space", "play"),
    _command("Run 0", "step_forward", "Next step", "One step forward; at the end, add one.", "Right", "step-forward"),
    _command("Run 0", "step_back", "Previous step", "One step back.", "Left", "step-back"),
    _command("Run 0", "phase_forward", "Next phase", "The next phase of this step.", "Shift+Right PgDown"),
    _command("Run 0", "phase_back", "Previous phase", "The phase before.", "Shift+Left PgUp"),
    _command("Run 1", "restart", "Restart", "Back to the start, paused.", "Home", "skip-back"),
    _command("Run 1", "to_end", "To the end", "Go to the last step.", "End", "skip-forward"),
    _command("Run 1", "read_step", "Read this step", "Say this step with its numbers, aloud and in writing.", "V"),
    _command("Run 1", "more", "Train longer", "Add half as many steps again to the run.", "M"),
    _command("Run 2", "rate_up", "Higher learning rate", "Make the learning rate a little higher.", "Up"),
    _command("Run 2", "rate_down", "Lower learning rate", "Make the learning rate a little lower.", "Down"),
    _command("Run 2", "find_rate", "Find a learning rate...", "Try many rates, and take a good one.", "Ctrl+L"),
    _command("Run 2", "cross", "Cross on the surface", "Arrows move it, Enter starts there, Esc puts it away.", "H"),
    _command("Run 2", "acts_from", "From start or from here", "Choose whence changes act.", "A"),
    _command("Run 3", "faster", "Play faster", "The next higher speed.", "]"),
    _command("Run 3", "slower", "Play slower", "The next lower speed.", "["),
)

_COMPARE = (
    _command("Compare 0", "add_runner", "Add a runner", "Let another descent race on this surface.", "N", "plus"),
    _command("Compare 0", "remove_runner", "Remove this runner", "Take the selected runner out.", "Ctrl+Delete", "x"),
    _command("Compare 1", "next_runner", "Select the next runner", "Select the next runner of the race.", "R"),
    _switch("Compare 2", "side_by_side", "Side by side", "Show several surfaces next to each other, live.", "F6"),
    _command(
        "Compare/Losses side by side 2",
        "compare_losses",
        "Squared, absolute, Huber",
        "A runner and a surface for each of three losses of the same data.",
        "Shift+F6",
    ),
    _command(
        "Compare/Losses side by side 2",
        "compare_rows",
        "Train and test",
        "The loss on the training rows beside that on the rows that are held back.",
        "Ctrl+F6",
    ),
    _command(
        "Compare/Losses side by side 2",
        "compare_runners",
        "The runners",
        "A surface for each runner, of its own loss, with its ball alone.",
        "Ctrl+Shift+F6",
    ),
)

_HELP = (
    _command(
        "Help 0",
        "palette",
        "Find...",
        "Find a command, setting or example.",
        "Ctrl+K Ctrl+Shift+P",
        "search",
    ),
    _command("Help 0", "shortcuts", "Keyboard shortcuts", "All keys on one sheet.", "F1 ?"),
    _command("Help 0", "loss_guide", "Which loss when...", "Find the loss for an answer that is wanted.", "L", "info"),
    _command("Help 1", "about", "About Loss Studio", "Version, licence and thanks.", "Shift+F1"),
)

COMMANDS: tuple[Command, ...] = (*_FILE, *_EDIT, *_VIEW, *_RUN, *_COMPARE, *_HELP)
