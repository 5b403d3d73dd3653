"""Breast tumours: ten measures of cell nuclei, and whether the tumour is malignant."""

from lossstudio.core.datasets.real import ClassColumn, NumericColumn, RealTable

MEASURES = (
    "radius",
    "texture",
    "perimeter",
    "area",
    "smoothness",
    "compactness",
    "concavity",
    "concave_points",
    "symmetry",
    "fractal_dimension",
)

BREAST_CANCER = RealTable(
    key="breast_cancer",
    label="Breast tumours",
    summary="measures of the cell nuclei of 569 breast tumours, 212 of them malignant",
    source=(
        "Wolberg, Mangasarian, Street and Street, Breast Cancer Wisconsin (Diagnostic), UCI Machine Learning "
        "Repository, 1993; CC BY 4.0"
    ),
    columns=(
        *(NumericColumn(key=name, label=name.replace("_", " ")) for name in MEASURES),
        ClassColumn(key="diagnosis", label="diagnosis", values=("benign", "malignant")),
    ),
    inputs=("radius", "texture"),
    target="diagnosis",
    learning_rate=0.1,
    standardize=True,
).dataset()
