"""What the names of files with tables end with; where somebody says that a file is a table, any other will do.

It stands by itself, for a window asks it without reading a table.
"""

WORKBOOK = ".xlsx"
SUFFIXES = (".csv", ".tsv", ".tab", ".txt", ".dat", WORKBOOK)
