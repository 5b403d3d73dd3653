"""Palmer penguins: the body sizes of three species."""

from lossstudio.core.datasets.real import ClassColumn, NumericColumn, RealTable

PENGUINS = RealTable(
    key="penguins",
    label="Penguins",
    summary="body sizes of 344 penguins of three species; two lack measurements",
    source=(
        "Gorman, Williams and Fraser, Ecological sexual dimorphism and environmental variability within a community of "
        "Antarctic penguins (genus Pygoscelis), PLoS ONE 9(3): e90081, 2014; from palmerpenguins; CC0"
    ),
    columns=(
        NumericColumn(
            key="flipper_length_cm", label="flipper length (cm)", header="flipper_length_mm", divisor=10, origin=19
        ),
        NumericColumn(key="flipper_length_mm", label="flipper length (mm)", origin=190),
        NumericColumn(key="bill_length_cm", label="bill length (cm)", header="bill_length_mm", divisor=10, origin=4),
        NumericColumn(key="bill_length_mm", label="bill length (mm)", origin=40),
        NumericColumn(key="bill_depth_cm", label="bill depth (cm)", header="bill_depth_mm", divisor=10, origin=1.5),
        NumericColumn(key="bill_depth_mm", label="bill depth (mm)", origin=15),
        NumericColumn(key="body_mass_kg", label="body mass (kg)", header="body_mass_g", divisor=1000, origin=4),
        NumericColumn(key="body_mass_g", label="body mass (g)", origin=4000),
        NumericColumn(key="year", label="year", origin=2008),
        ClassColumn(key="species", label="species", values=("Adelie", "Chinstrap", "Gentoo")),
        ClassColumn(key="sex", label="sex", values=("female", "male")),
        ClassColumn(key="island", label="island", values=("Biscoe", "Dream", "Torgersen")),
    ),
    inputs=("flipper_length_cm",),
    target="body_mass_kg",
    learning_rate=0.05,
).dataset()
