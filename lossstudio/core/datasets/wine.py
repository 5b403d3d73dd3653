"""Wines: a chemical analysis of three cultivators' wines."""

from lossstudio.core.datasets.real import ClassColumn, NumericColumn, RealTable

MEASURES = (
    "alcohol",
    "malic_acid",
    "ash",
    "alcalinity_of_ash",
    "magnesium",
    "total_phenols",
    "flavanoids",
    "nonflavanoid_phenols",
    "proanthocyanins",
    "color_intensity",
    "hue",
    "od280_od315",
    "proline",
)

WINE = RealTable(
    key="wine",
    label="Wines",
    summary="a chemical analysis of 178 Italian wines from three cultivators",
    source="Aeberhard and Forina, Wine, UCI Machine Learning Repository, 1992; CC BY 4.0",
    columns=(
        *(NumericColumn(key=name, label=name.replace("_", " ")) for name in MEASURES),
        ClassColumn(
            key="cultivar",
            label="cultivator",
            values=("1", "2", "3"),
            classes=("cultivator 1", "cultivator 2", "cultivator 3"),
        ),
    ),
    inputs=("flavanoids", "color_intensity"),
    target="cultivar",
    learning_rate=0.1,
    standardize=True,
).dataset()
