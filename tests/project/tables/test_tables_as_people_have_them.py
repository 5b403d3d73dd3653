"""Kinds of tables that are easily misread: by their names, quotes, headings, classes, signs, units or letters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from lossstudio.project.tables import ReadingChoices, ReadTable, parse_table, suggested


@dataclass(frozen=True)
class Wanted:
    """What a table has to hold: its names, and the values of its last column (None: no value)."""

    text: str
    names: Sequence[str]
    last: Sequence[float | str | None]
    encoding: str = "utf-8"


def rows(*cells: str) -> str:
    return "".join(f"{cell}\n" for cell in cells)


def held(table: ReadTable) -> list[float | str | None]:
    column = table.columns[-1]
    known = [None if np.isnan(value) else float(value) for value in column.values]
    return [value if value is None or not column.classes else column.classes[int(value)] for value in known]


NAMES_THAT_ARE_NUMBERS = [
    Wanted("name,2019,2020\nA,1,2\nB,2,3\nC,3,5\n", ["name", "2019", "2020"], [2, 3, 5]),
    Wanted("country;1990;2000;2010\nPeru;1;2;3\nChad;4;5;6\n", ["country", "1990", "2000", "2010"], [3, 6]),
    Wanted("2019,2020,2021\n5,6,7\n8,9,10\n", ["2019", "2020", "2021"], [7, 10]),
    Wanted("2021,2020\n0.5,1.5\n2.5,3.5\n", ["2021", "2020"], [1.5, 3.5]),
    Wanted(",2019,2020\nA,1,2\nB,2,3\n", ["column 1", "2019", "2020"], [2, 3]),
    Wanted("name,2019,2020,total\nA,1,2,3\nB,2,3,5\nC,3,5,8\n", ["name", "2019", "2020", "total"], [3, 5, 8]),
    Wanted("city\t2020\nKöln\t1.5\nBonn\t2.5\n", ["city", "2020"], [1.5, 2.5]),
    Wanted('"name","2019","2020"\n"A","1","2"\n"B","2","3"\n', ["name", "2019", "2020"], [2, 3]),
    Wanted("id,code,2018,2019\n1,x,NA,2\n2,y,3,4\n", ["id", "code", "2018", "2019"], [2, 4]),
    Wanted("x,2\n1.5,3.5\n2.5,4.5\n", ["x", "2"], [3.5, 4.5]),
    Wanted("name,2019,2020\nA,2001,2002\nB,190,180\nC,1,2\n", ["name", "2019", "2020"], [2002, 180, 2]),
    Wanted("year,a\n2019,1\n2020,2\n2021,3\n", ["year", "a"], [1, 2, 3]),
    # ... and numbers that are none.
    Wanted("A,1,2\nB,2,3\nC,3,5\n", ["column 1", "column 2", "column 3"], [2, 3, 5]),
    Wanted("2019,2020\n2020,2021\n2021,2022\n", ["column 1", "column 2"], [2020, 2021, 2022]),
    Wanted("2000,3.5\n2001,4.5\n2002,5\n", ["column 1", "column 2"], [3.5, 4.5, 5]),
]

FIFTEEN = [f"{number},{number}" for number in range(15)]


def with_line(at: int, line: str) -> str:
    return rows("x,y", *FIFTEEN[:at], line, *FIFTEEN[at + 1 :])


NUMBERS = [float(number) for number in range(15)]
OPEN_QUOTES = [
    Wanted(with_line(4, '4,"4'), ["x", "y"], NUMBERS),
    Wanted(with_line(4, '"4,4'), ["x", "y"], NUMBERS),
    Wanted(with_line(0, '0,"0'), ["x", "y"], NUMBERS),
    Wanted(with_line(14, '14,"14'), ["x", "y"], NUMBERS),
    Wanted(with_line(4, '4,4"'), ["x", "y"], [*NUMBERS[:4], None, *NUMBERS[5:]]),
    Wanted(with_line(4, '4,"4').replace("11,11", '11,"11'), ["x", "y"], NUMBERS),
    Wanted(with_line(4, '4,"4').replace("11,11", '"11",11'), ["x", "y"], NUMBERS),
    Wanted(with_line(4, '4,"4').replace("7,7", '7,"7"'), ["x", "y"], NUMBERS),
    Wanted(with_line(4, '4,"4').replace(",", ";"), ["x", "y"], NUMBERS),
    Wanted(with_line(4, '4,"4').replace("\n", "\r\n"), ["x", "y"], NUMBERS),
    Wanted(with_line(4, '4,"4').replace(",", "\t"), ["x", "y"], NUMBERS),
    Wanted('"x,y\n' + rows(*FIFTEEN), ["x", "y"], NUMBERS),
    Wanted('size,word\n1,6" pipe\n2,8" pipe\n3,plain\n', ["size", "word"], ['6" pipe', '8" pipe', "plain"]),
    Wanted('x,word\n1,"two, or\nthree lines"\n2,"one"\n', ["x", "word"], ["two, or three lines", "one"]),
]

SCOPE = [f"{step / 10},{step / 5},{step / 100}" for step in range(40)]
CURRENT = [step / 100 for step in range(40)]
ABOVE = [
    Wanted(rows("Device,ACME 3000", "Serial,12345", "Date,2020-01-01", "", "t,V,A", *SCOPE), ["t", "V", "A"], CURRENT),
    Wanted(rows("Device,ACME 3000", "Serial,12345", "t,V,A", *SCOPE), ["t", "V", "A"], CURRENT),
    Wanted(rows("Measured on Monday", "", "t,V,A", *SCOPE), ["t", "V", "A"], CURRENT),
    Wanted(rows("Sales", "x,y", "1,2", "3,4"), ["x", "y"], [2, 4]),
    Wanted(
        rows("Model,3000", "Serial,12345", "", "t,V", *(f"{k},{2 * k}" for k in range(9))), ["t", "V"], range(0, 18, 2)
    ),
    Wanted(
        rows("Model,ACME", "Owner,Jo", "time,U", *(f"{k},{2 * k}" for k in range(9))), ["time", "U"], range(0, 18, 2)
    ),
    Wanted(
        rows("Device;ACME;;", "", "t;V;A;", *(line.replace(",", ";") + ";" for line in SCOPE)), ["t", "V", "A"], CURRENT
    ),
    Wanted(rows("# Device: ACME", "# Serial 5", "t,V,A", *SCOPE), ["t", "V", "A"], CURRENT),
    Wanted(rows("Report,made,by,Jo,on,Monday", "t,V,A", *SCOPE), ["t", "V", "A"], CURRENT),
    Wanted(rows("Device,ACME 3000", "", *SCOPE), ["column 1", "column 2", "column 3"], CURRENT),
    Wanted(rows("t,V,A", "(s),(V),(A)", *SCOPE), ["t (s)", "V (V)", "A (A)"], CURRENT),
    Wanted(rows("[Header]", "Version,1.2", "[Data]", "t,V,A", *SCOPE), ["t", "V", "A"], CURRENT),
    Wanted(rows("# t,V,A", *SCOPE), ["t", "V", "A"], CURRENT),
    Wanted(rows(",A,A", "t,V,I", *SCOPE), ["t", "V", "I"], CURRENT),
    Wanted(rows("t,V,A", *SCOPE[:3], "", *SCOPE[3:]), ["t", "V", "A"], CURRENT),
]

REGIONS = ["EU", "NA", "AS"] * 4
CLASSES_CALLED_NA = [
    Wanted(rows("x,region", *(f"{k},{word}" for k, word in enumerate(REGIONS))), ["x", "region"], REGIONS),
    Wanted(rows("x,r", "1,NA", "2,EU", "3,NA", "4,EU"), ["x", "r"], ["NA", "EU", "NA", "EU"]),
    Wanted(rows("x,cc", "1,na", "2,de", "3,fr"), ["x", "cc"], ["na", "de", "fr"]),
    Wanted(rows("x,pain", "1,None", "2,Mild", "3,Severe", "4,None"), ["x", "pain"], ["None", "Mild", "Severe", "None"]),
    Wanted(rows("x,pain", "1,none", "2,mild", "3,full"), ["x", "pain"], ["none", "mild", "full"]),
    Wanted(rows("x,r", "1,NA", "2,EU", "3,", "4,EU"), ["x", "r"], ["NA", "EU", None, "EU"]),
    Wanted(rows("x,state", "1,missing", "2,present", "3,present"), ["x", "state"], ["missing", "present", "present"]),
    Wanted(rows("x;r", '1;"NA"', '2;"EU"', '3;"NA"'), ["x", "r"], ["NA", "EU", "NA"]),
    # ... and words that mean no value.
    Wanted(rows("x,color", "1,red", "2,NA", "3,blue"), ["x", "color"], ["red", None, "blue"]),
    Wanted(rows("x,color", "1,red", "2,#N/A", "3,blue"), ["x", "color"], ["red", None, "blue"]),
    Wanted(rows("x,color", "1,red", "2,NaN", "3,blue"), ["x", "color"], ["red", None, "blue"]),
    Wanted(rows("x,r", "1,EU", "2,-", "3,AS"), ["x", "r"], ["EU", None, "AS"]),
    Wanted(rows("r,x", "EU,1", "AS,NA", "EU,3"), ["r", "x"], [1, None, 3]),
]

SIGNS = [
    Wanted("Date;Text;Sum\n2025-02-02;S;−100,00\n2025-02-02;T;-90,50\n2025-02-03;S;900,00\n",
           ["Date (days since 2025-02-02)", "Text", "Sum"], [-100, -90.5, 900]),
    Wanted(rows("x,y", "1,−2", "2,−3.5", "3,4"), ["x", "y"], [-2, -3.5, 4]),
    Wanted(rows("x,y", "1,–2", "2,3"), ["x", "y"], [-2, 3]),
    Wanted(rows("x,y", "1,‐2", "2,3"), ["x", "y"], [-2, 3]),
    Wanted(rows("x,y", "1,－2", "2,3"), ["x", "y"], [-2, 3]),
    Wanted(rows("x,y", "1,1.5e−3", "2,3"), ["x", "y"], [0.0015, 3]),
    Wanted(rows("x,y", "1,2.5D-03", "2,1.0d+01", "3,4"), ["x", "y"], [0.0025, 10, 4]),
    Wanted(rows("x,y", "1,1.64 × 10⁻⁸", "2,−10⁻³"), ["x", "y"], [1.64e-8, -0.001]),
    Wanted(rows("x,y", "1,(250.50)", "2,100.00"), ["x", "y"], [-250.5, 100]),
    Wanted(rows('x,y', '1,"(1,250)"', '2,"1,100"'), ["x", "y"], [-1250, 1100]),
    Wanted(rows("x,y", "1,not a number", "2,3", "3,−1"), ["x", "y"], [None, 3, -1]),
    Wanted(rows("x,y", "1,–", "2,3", "3,−1"), ["x", "y"], [None, 3, -1]),
    Wanted(rows("x;y", "1;−1.234,5", "2;3,0"), ["x", "y"], [-1234.5, 3]),
    Wanted(rows("x,y", "1,+2", "2,−0"), ["x", "y"], [2, 0]),
]  # fmt: skip

SHORT_WITH_UNITS = [
    Wanted("time,mass\ns,kg\n1,2\n2,3\n3,5\n4,6\n", ["time (s)", "mass (kg)"], [2, 3, 5, 6]),
    Wanted("time;mass\ns;kg\n1,5;2,5\n2,5;3,5\n", ["time (s)", "mass (kg)"], [2.5, 3.5]),
    Wanted("t\tv\n[s]\t[m/s]\n1\t2\n2\t3\n", ["t (s)", "v (m/s)"], [2, 3]),
    Wanted("t,v\n(s),(m s^-1)\n1,2\n2,3\n", ["t (s)", "v (m s^-1)"], [2, 3]),
    Wanted("name,T\n,°C\na,20\nb,21\n", ["name", "T (°C)"], [20, 21]),
    Wanted("t,count\ns,-\n1,2\n2,3\n", ["t (s)", "count"], [2, 3]),
    Wanted("t (s),U (mV)\ns,mV\n1,2\n2,3\n", ["t (s)", "U (mV)"], [2, 3]),
    Wanted("x,share\n1,12 %\n2,14.5 %\n", ["x", "share (%)"], [12, 14.5]),
    Wanted("x,price\n1,€12.50\n2,€14\n", ["x", "price (€)"], [12.5, 14]),
    Wanted("x;price\n1;12,50 €\n2;1.014,00 €\n", ["x", "price (€)"], [12.5, 1014]),
    Wanted("x,length\n1,12 cm\n2,14 cm\n3,\n", ["x", "length (cm)"], [12, 14, None]),
    Wanted("x,loss\n1,-$5.25\n2,$6.00\n", ["x", "loss ($)"], [-5.25, 6]),
    Wanted("x,y\n1,2\n2,n.d.\n3,4\n4,5\n", ["x", "y"], [2, None, 4, 5]),
    Wanted("x,y\n1,2\n2,3\n3,below\n4,5\n5,below\n6,5\n7,8\n", ["x", "y"], [2, 3, None, 5, None, 5, 8]),
    Wanted("x,age\n1,20\n2,60+\n3,60+\n4,30\n5,60+\n", ["x", "age"], ["20", "60+", "60+", "30", "60+"]),
    Wanted("x,room\n1,1A\n2,2A\n3,3A\n", ["x", "room"], ["1A", "2A", "3A"]),
]  # fmt: skip

LETTERS = [
    Wanted("x,体重\n1,2\n2,3\n3,5\n", ["x", "体重"], [2, 3, 5], "gbk"),
    Wanted("姓名,身高\n王,170\n李,165\n", ["姓名", "身高"], [170, 165], "gb18030"),
    Wanted("城市,价格\n北京,3\n上海,4\n", ["城市", "价格"], [3, 4], "gbk"),
    Wanted("番号,身長\n1,170\n2,180\n", ["番号", "身長"], [170, 180], "shift_jis"),
    Wanted("なまえ,ねだん\nあ,170\nい,180\n", ["なまえ", "ねだん"], [170, 180], "euc_jp"),
    Wanted("編號,身高\n1,170\n2,180\n", ["編號", "身高"], [170, 180], "big5"),
    Wanted("도시,가격,매출\n서울,2,3\n부산,3,4\n", ["도시", "가격", "매출"], [3, 4], "euc_kr"),
    Wanted("рост;вес\n1;2\n2;3\n", ["рост", "вес"], [2, 3], "cp1251"),
    Wanted("výška;váha\n1;2\n2;3\nŘíčany;4\n", ["výška", "váha"], [2, 3, 4], "cp1250"),
    Wanted("Miasto;Wysokość\nŁódź;2\nKraków;3\n", ["Miasto", "Wysokość"], [2, 3], "cp1250"),
    Wanted("ύψος;βάρος\n1;2\n2;3\n", ["ύψος", "βάρος"], [2, 3], "cp1253"),
    Wanted("Größe;Länge (µm)\n1;2\n2;3\n", ["Größe", "Länge (µm)"], [2, 3], "cp1252"),
    Wanted("Température (°C);Année\n1;2\n2;3\n", ["Température (°C)", "Année"], [2, 3], "cp1252"),
    Wanted("año;lunedì\n1;2\n2;3\n", ["año", "lunedì"], [2, 3], "latin-1"),
]

HABITS = [
    Wanted("x;y\n1.234,5;2\n2.000,0;3\n", ["x", "y"], [2, 3], "utf-16"),
    Wanted("\ufeffx,y\n1,2\n2,3\n", ["x", "y"], [2, 3]),
    Wanted("x,y,\n1,2,\n2,3,\n", ["x", "y"], [2, 3]),
    Wanted("\n\nx,y\n\n1,2\n\n\n2,3\n\n", ["x", "y"], [2, 3]),
    Wanted("x,y\n1,2\n# a pause\n2,3\n", ["x", "y"], [2, 3]),
    Wanted('x,"y\n(m)"\n1,2\n2,3\n', ["x", "y (m)"], [2, 3]),
    Wanted("x,x,,y\n1,2,3,4\n2,3,4,5\n", ["x", "x (2)", "column 3", "y"], [4, 5]),
    Wanted("x,day\n1,31.01.2025\n2,01.02.2025\n", ["x", "day (days since 2025-01-31)"], [0, 1]),
    Wanted("x,day\n1,1/31/2025\n2,2/1/2025\n", ["x", "day (days since 2025-01-31)"], [0, 1]),
    Wanted("x,day\n1,3/4/2025\n2,5/6/2025\n", ["x", "day"], ["3/4/2025", "5/6/2025"]),
    Wanted("x,at\n1,2025-01-31T12:00:00Z\n2,2025-01-31T12:00:01.5Z\n",
           ["x", "at (seconds since 2025-01-31 12:00:00)"], [0, 1.5]),
    Wanted("a;b;c\n1;2\n2;3\n", ["a", "b", "c"], [None, None]),
    Wanted("x,y\n1,1_000\n2,2_000\n", ["x", "y"], ["1_000", "2_000"]),
    Wanted("x,y\r\n1,TRUE\r\n2,FALSE\r\n", ["x", "y"], ["TRUE", "FALSE"]),
]  # fmt: skip


BELOW = [
    Wanted("x,y\n1,2\n2,4\n3,6\n4,8\n\nMean,5\nNote: by hand\n", ["x", "y"], [2, 4, 6, 8]),
    Wanted("x;y\n1,5;2\n2,5;4\n3,5;6\n\nEnde der Messung\n", ["x", "y"], [2, 4, 6]),
    Wanted("x,y\n1,2\n2,4\n3,6\n4,8\nTotal,20\n", ["x", "y"], [2, 4, 6, 8]),
    Wanted("month,cost\nJan,5\nFeb,6\nMar,7\nApr,8\nTotal,26\n", ["month", "cost"], [5, 6, 7, 8]),
    # ... and what is no remark.
    Wanted("x,y\n1,2\n2,4\n3,6\n4,8\n5,n.d.\n", ["x", "y"], [2, 4, 6, 8, None]),
    Wanted("kind,y\nsum,2\ntotal,4\nsum,6\nsum,8\ntotal,10\n", ["kind", "y"], [2, 4, 6, 8, 10]),
]
RAGGED = [
    Wanted("x,y,comment\n1,2\n2,4,ok\n3,6\n4,8\n5,10\n", ["x", "y", "comment"], [None, "ok", None, None, None]),
]
TIMES = [
    Wanted("y,time\n1,00:00:01\n2,00:01:00.5\n3,\n4,12:00:00\n", ["y", "time (s)"], [1, 60.5, None, 43200]),
    Wanted("y,ratio\n1,1:30\n2,2:45\n", ["y", "ratio"], ["1:30", "2:45"]),
]
ANSWERS = [
    Wanted("x,ok\n1,yes\n2,Yes\n3,no\n4,NO\n5,yes\n6,no\n", ["x", "ok"], ["yes", "yes", "no", "no", "yes", "no"]),
    Wanted("x,ok\n1,TRUE\n2,True\n3,FALSE\n4,TRUE\n", ["x", "ok"], ["TRUE", "TRUE", "FALSE", "TRUE"]),
]


def every_case() -> Iterator[Wanted]:
    yield from NAMES_THAT_ARE_NUMBERS + OPEN_QUOTES + ABOVE + CLASSES_CALLED_NA + SIGNS
    yield from SHORT_WITH_UNITS + LETTERS + HABITS + BELOW + RAGGED + TIMES + ANSWERS


@pytest.mark.parametrize("wanted", list(every_case()), ids=lambda wanted: repr(wanted.text[:40]))
def test_a_table_is_read_as_it_is_meant(wanted: Wanted) -> None:
    table = parse_table(wanted.text.encode(wanted.encoding))
    assert [column.name for column in table.columns] == list(wanted.names)
    assert held(table) == list(wanted.last)


@pytest.mark.parametrize("wanted", list(every_case()), ids=lambda wanted: repr(wanted.text[:40]))
def test_what_was_guessed_reads_the_same_table_when_it_is_said(wanted: Wanted) -> None:
    content = wanted.text.encode(wanted.encoding)
    guessed = parse_table(content)
    assert guessed.reading.skip is not None
    assert guessed.reading.header is not None
    said = parse_table(content, choices=guessed.reading)
    assert said.reading == guessed.reading
    assert [(column.name, column.kind) for column in said.columns] == [
        (column.name, column.kind) for column in guessed.columns
    ]
    assert said.lines.tolist() == guessed.lines.tolist()
    assert held(said) == held(guessed)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (NAMES_THAT_ARE_NUMBERS[0].text, "Line 1 was taken for the columns' names, though it holds numbers."),
        (OPEN_QUOTES[0].text, "In line 6 a quotation mark isn't closed; it was left out."),
        (ABOVE[0].text, "Lines 1 to 4 above the table were left out."),
        (CLASSES_CALLED_NA[0].text, "4 of its cells say 'NA', which was taken for a class"),
        (CLASSES_CALLED_NA[8].text, "1 of its cells says 'NA', which was taken for a missing value"),
        ("x,y\n1,2\n2,n.d.\n3,4\n4,5\n", "Column 'y': 1 of its cells aren't numbers, such as 'n.d.' in line 3."),
        ("x,y\n1,2\n# a pause\n2,3\n", "Comments between the rows were left out: 1 (line 3)."),
        (BELOW[0].text, "Lines 7 to 8 below the table were left out."),
        (BELOW[1].text, "Line 6 below the table was left out."),
        ("x,y\n1,2\n2,-999\n3,4\n4,5\n", "Column 'y': 1 of its cells says -999, which often means no value"),
        ("x,day\n1,3/4/2025\n2,5/6/2025\n", "'3/4/2025' may be two days"),
    ],
)
def test_what_is_doubtful_is_told_with_its_place(text: str, said: str) -> None:
    assert said in " ".join(parse_table(text).notices)


def test_a_year_may_be_said_to_be_data() -> None:
    table = parse_table("name,2019,2020\nA,1,2\nB,2,3\n", choices=ReadingChoices(header=False))
    assert [column.name for column in table.columns] == ["column 1", "column 2", "column 3"]
    assert held(table) == [2020, 2, 3]


def test_said_choices_win_over_guesses() -> None:
    text = "junk\na;b\n1,5;EU\n-999;NA\n3,5;AS\n"
    table = parse_table(
        text.encode("utf-16"),
        choices=ReadingChoices(
            encoding="utf-16",
            delimiter=";",
            decimal=",",
            skip=1,
            header=True,
            missing=("-999", "na"),
            kinds=(("a", "classes"),),
        ),
    )
    assert table.column("a").classes == ("1,5", "3,5")
    assert held(table) == ["EU", None, "AS"]
    table = parse_table(text, choices=ReadingChoices(skip=1, missing=("-999",)))
    np.testing.assert_array_equal(table.column("a").values, [1.5, np.nan, 3.5])
    assert held(table) == ["EU", "NA", "AS"]
    assert parse_table("a;b\n1;2\n3;4\n", choices=ReadingChoices(delimiter="")).column("a;b").classes == ("1;2", "3;4")
    forced = parse_table("x,y\n1,a\n2,b\n3,7\n", choices=ReadingChoices(kinds=(("y", "numbers"),)))
    assert held(forced) == [None, None, 7]
    none = parse_table("x,y\n1,a\n2,b\n", choices=ReadingChoices(kinds=(("y", "numbers"),)))
    assert none.column("y").kind == "text"


@pytest.mark.parametrize("name", ["", "id", "Index"])
def test_a_column_that_numbers_the_rows_is_no_input_unless_it_is_asked_for(name: str) -> None:
    table = parse_table(f"{name},x,y\n0,1.5,2\n1,2.5,3\n2,3.5,5\n3,4.5,6\n")
    assert suggested(table).inputs == ("x",)
    first = table.columns[0].name
    assert suggested(table, inputs=[first]).inputs == (first,)
    assert suggested(parse_table("x,y\n1,2\n2,4\n3,6\n")).inputs == ("x",)
    assert suggested(parse_table(f"{name},y\n1,2\n2,4\n3,6\n")).inputs == (first,)
