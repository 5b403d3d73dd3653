"""The losses on distances between points."""

from lossstudio.core.catalogue import Catalogue
from lossstudio.core.objective.pairs.contrastive import CONTRASTIVE
from lossstudio.core.objective.pairs.pair_loss import PairLoss
from lossstudio.core.objective.pairs.triplet import TRIPLET

PAIR_LOSSES: Catalogue[PairLoss] = Catalogue("loss on pairs", (CONTRASTIVE, TRIPLET))
