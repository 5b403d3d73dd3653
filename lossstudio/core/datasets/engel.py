"""Engel's households: the richer spend more on food, and differ more."""

from lossstudio.core.datasets.real import NumericColumn, RealTable

ENGEL = RealTable(
    key="engel",
    label="Food and income",
    summary="income and spending on food of 235 Belgian households in 1857: the spread grows with the income",
    source=(
        "Engel, 1857; Koenker and Bassett, Robust tests of heteroscedasticity based on regression quantiles, "
        "Econometrica 50, 1982; public domain"
    ),
    columns=(
        NumericColumn(
            key="income_1000_francs", label="income (1000 francs)", header="income_francs", divisor=1000, origin=0.5
        ),
        NumericColumn(
            key="food_1000_francs", label="food (1000 francs)", header="food_francs", divisor=1000, origin=0.5
        ),
    ),
    inputs=("income_1000_francs",),
    target="food_1000_francs",
    learning_rate=0.2,
).dataset()
