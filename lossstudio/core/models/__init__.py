"""The models."""

from lossstudio.core.catalogue import Catalogue
from lossstudio.core.models.constant import CONSTANT
from lossstudio.core.models.linear import LINEAR
from lossstudio.core.models.mlp import MLP
from lossstudio.core.models.model import Model
from lossstudio.core.models.polynomial import POLYNOMIAL

MODELS: Catalogue[Model] = Catalogue(
    "model",
    (
        CONSTANT,
        LINEAR,
        POLYNOMIAL,
        MLP,
    ),
)
