"""A choice from a catalogue as a document keeps it."""

from lossstudio.core.catalogue import Spec


def test_an_option_of_none_is_not_said_any_more():
    spec = Spec.of("mlp", hidden=(4,), activation="tanh")
    changed = spec.with_options(hidden=(8,), activation=None)
    assert changed == Spec.of("mlp", hidden=(8,))
    assert spec.with_options() == spec
