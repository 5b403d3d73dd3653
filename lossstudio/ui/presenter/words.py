"""What a document says of its run on stage; where the run was changed since, that it is about the one before."""

from lossstudio.studio.studio import Studio

NONE = "This scene has no notes. Ctrl+Shift+N writes some, which travel with it."
BEFORE = "Written before the run was changed:"


def title_on_stage(studio: Studio, title: str) -> str:
    """Return a document's title, given what it is called; one without a title says nothing that could be untrue."""
    says = bool(studio.document.scene.title)
    return f"{title} (changed)" if says and not studio.document.is_about("title") else title


def notes_on_stage(studio: Studio) -> str:
    """Return a document's notes, or how to write some."""
    notes = studio.document.scene.notes.strip()
    return f"{BEFORE}\n\n{notes}" if notes and not studio.document.is_about("notes") else notes or NONE
