"""Targets, families and divergences: what is matched, by what, and how the difference is measured."""

from lossstudio.core.catalogue import Catalogue
from lossstudio.core.objective.divergence.divergence import Divergence, Family, Target
from lossstudio.core.objective.divergence.forward_kl import FORWARD_KL
from lossstudio.core.objective.divergence.gaussian_family import GAUSSIAN_FAMILY
from lossstudio.core.objective.divergence.gaussian_target import GAUSSIAN_TARGET
from lossstudio.core.objective.divergence.hellinger import HELLINGER
from lossstudio.core.objective.divergence.jensen_shannon import JENSEN_SHANNON
from lossstudio.core.objective.divergence.mixture_family import MIXTURE_FAMILY
from lossstudio.core.objective.divergence.mixture_target import MIXTURE_TARGET
from lossstudio.core.objective.divergence.reverse_kl import REVERSE_KL
from lossstudio.core.objective.divergence.table_target import TABLE_TARGET

TARGETS: Catalogue[Target] = Catalogue("target", (GAUSSIAN_TARGET, MIXTURE_TARGET, TABLE_TARGET))
FAMILIES: Catalogue[Family] = Catalogue("family", (GAUSSIAN_FAMILY, MIXTURE_FAMILY))
DIVERGENCES: Catalogue[Divergence] = Catalogue("divergence", (FORWARD_KL, REVERSE_KL, JENSEN_SHANNON, HELLINGER))
