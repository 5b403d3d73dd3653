"""What a table of entries promises."""

import pytest

from lossstudio.core.catalogue import Catalogue, UnknownEntryError
from lossstudio.core.losses import LOSSES


def test_no_two_entries_have_one_key():
    with pytest.raises(ValueError, match="two loss entries share a key"):
        Catalogue("loss", (LOSSES["mse"], LOSSES["mse"]))


def test_an_unknown_key_is_told_with_the_nearest_one():
    with pytest.raises(UnknownEntryError, match="did you mean 'mse'"):
        LOSSES["mes"]
