# make run     the program; where there is no display, the default example's film
#              (make run LOCKED=1: with the very versions that the package has)
# make test    every check: format, lint, types, layers, tests and what they cover
# make package  the program for people without Python, as an archive and for Debian (build/)
# make stress  kills, failing disks, hostile files, random hands; say how much: make stress FACTOR=0.01 ROWS=kill,scenes
# make bench   frames and steps per second on this machine
# make bench-scale  time and memory over rows, parameters, steps, runners and grid; say which: make bench-scale PARTS="rows grid" MOST=1e5
# make format  put the code into its house style, and the catalogues into the README's table

PYTHON ?= python3
bin := .venv/bin
# How often `make stress` tries things, as a share of what is aimed at; what share was tried on another day; and which
# rows, by parts of their names.
FACTOR ?= 0.01
START ?= 0
ROWS ?=
# Which parts of the table `make bench-scale` measures (all where nothing is said), and the largest size.
PARTS ?=
WORKS ?=
MOST ?=
film := build/penguins.mp4
# The tests whose coverage is measured, which takes them twice as long, and the report of it.
measured := tests/core tests/run tests/project
report := build/coverage.json

# What is installed: what pyproject.toml allows, or what was written down with the hashes of its files.
LOCKED ?=
locks := --requirement packaging/requirements.lock --requirement packaging/tools.lock
install = $(bin)/pip install --quiet --disable-pip-version-check
program = $(if $(LOCKED),.venv/.locked,.venv/.program)

# Compiled modules are kept, whatever the shell says: tests begin a hundred processes of the program.
unexport PYTHONDONTWRITEBYTECODE

# As the program does: linear algebra works in the thread that asks for it.
export OPENBLAS_NUM_THREADS ?= 1

.PHONY: run test types covered package stress bench bench-scale format

run: $(program)
	@packaging/run $(bin) $(film)

# Tests of the window wait for its clock now and then: one process more than there are cores keeps these busy, and takes
# tests over from others at the end, where files with few long tests would leave a core idle.
waiting = $(shell echo $$(($$(nproc) + 1)))

# Types are checked by one core while the other begins with the tests; what each says is printed whole.
test: .venv/.tools
	$(bin)/ruff format --check .
	$(bin)/ruff check .
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target types covered
	$(bin)/pytest -n $(waiting) --dist worksteal $(measured:%=--ignore=%)

types:
	$(bin)/mypy
	$(bin)/lint-imports

covered:
	$(bin)/pytest -n auto --dist worksteal $(measured) --cov --cov-report=json:$(report)
	$(bin)/python -m tests.coverage_floor $(report)

package:
	@PYTHON="$(PYTHON)" packaging/package

stress: .venv/.tools
	nice $(bin)/python tests/stress/run.py --factor $(FACTOR) --start $(START) --rows "$(ROWS)"

bench: .venv/.bench
	$(bin)/python tests/benchmarks/run.py

bench-scale: .venv/.bench
	$(bin)/python tests/benchmarks/scale.py --parts "$(PARTS)" --works "$(WORKS)" --most "$(MOST)"

format: .venv/.tools
	$(bin)/ruff format .
	$(bin)/ruff check --fix .
	$(bin)/python packaging/tables

# Stamps: a step is done again only when what it depends on is newer.

.venv/.python:
	@PYTHON="$(PYTHON)" packaging/system-libraries
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Loss Studio needs Python 3.11 or newer; say which with: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.program: pyproject.toml | .venv/.python
	$(install) --editable .
	@touch $@

.venv/.locked: packaging/requirements.lock packaging/tools.lock | .venv/.python
	$(install) --require-hashes $(locks)
	$(install) --no-deps --no-build-isolation --editable .
	@touch $@ .venv/.program

.venv/.bench: pyproject.toml | .venv/.tools
	$(install) --editable '.[bench]'
	@touch $@

# Modules are compiled when they are used: compiling all takes a quarter of the installation.
.venv/.tools: pyproject.toml | .venv/.python
	@PYTHON="$(PYTHON)" packaging/system-libraries --tests
	$(install) --no-compile --editable '.[dev]'
	@touch $@ .venv/.program
