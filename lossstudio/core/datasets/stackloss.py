"""Brownlee's stack loss: twenty-one days of a chemical plant, four of which don't fit the rest."""

from lossstudio.core.datasets.real import NumericColumn, RealTable

STACKLOSS = RealTable(
    key="stackloss",
    label="Stack loss",
    summary="how much ammonia escapes from a plant on 21 days; a few days are outliers",
    source="Brownlee, Statistical theory and methodology in science and engineering, 2nd edition, 1965; public domain",
    columns=(
        NumericColumn(key="airflow", label="air flow"),
        NumericColumn(key="water_temperature", label="water temperature"),
        NumericColumn(key="acid_concentration", label="acid concentration"),
        NumericColumn(key="stack_loss", label="stack loss"),
    ),
    inputs=("airflow",),
    target="stack_loss",
    learning_rate=0.1,
    standardize=True,
).dataset()
