"""What a kind of objective says of itself: what can't be had, and what a change of a part is called."""

import re

import pytest

from lossstudio.run.kinds import KINDS
from lossstudio.run.kinds.kind import ObjectiveKind
from lossstudio.run.recipe.errors import SceneError


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_what_cannot_be_had_is_refused_in_a_sentence_and_all_else_isnt(kind: ObjectiveKind) -> None:
    assert kind.allows("learning_rate")
    kind.check("learning_rate")
    for command, why in kind.refusals.items():
        assert not kind.allows(command)
        with pytest.raises(SceneError, match=re.escape(f"{kind.label}: {why}.")):
            kind.check(command)
