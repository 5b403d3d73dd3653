"""Irises: sepals and petals of three species."""

from lossstudio.core.datasets.real import ClassColumn, NumericColumn, RealTable

IRIS = RealTable(
    key="iris",
    label="Irises",
    summary="sepals and petals of 150 irises of three species",
    source=(
        "Fisher, The use of multiple measurements in taxonomic problems, Annals of Eugenics 7, 1936; from the UCI "
        "Machine Learning Repository; CC BY 4.0"
    ),
    columns=(
        NumericColumn(key="petal_length_cm", label="petal length (cm)", origin=4),
        NumericColumn(key="petal_width_cm", label="petal width (cm)", origin=1),
        NumericColumn(key="sepal_length_cm", label="sepal length (cm)", origin=6),
        NumericColumn(key="sepal_width_cm", label="sepal width (cm)", origin=3),
        ClassColumn(key="species", label="species", values=("setosa", "versicolor", "virginica")),
    ),
    inputs=("petal_length_cm", "petal_width_cm"),
    target="species",
    learning_rate=0.1,
).dataset()
