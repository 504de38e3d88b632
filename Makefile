# Everything a fresh machine needs: Python 3.11+, make, git.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PY := .venv/bin/python
MAHDAR := $(PY) -m mahdar
FROM ?= examples/astana
INTO ?= build/demo.duckdb
SHARED ?= ../shared
SINCE ?= HEAD

.DEFAULT_GOAL := help
.PHONY: help env dev demo test lint score unread diff bench readme docs lock

help:  ## what can be made
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

env: .venv/made  ## .venv at the root, with what mahdar needs, pinned in requirements.lock

dev: .venv/dev  ## the same, with what tests, checks and the notebook need, pinned in requirements-dev.lock

.venv/made: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "mahdar needs Python 3.11 or newer: install it, or say where it is: make env PYTHON=/path/to/python3" >&2; exit 2; }
	$(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: .venv/made requirements-dev.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

demo: env  ## the record of the sample, or of your own folder: make demo FROM=folder
	@mkdir -p $(dir $(INTO))
	@rm -f $(INTO)
	$(MAHDAR) build $(FROM) --into $(INTO)
	$(MAHDAR) sessions $(INTO)
	$(MAHDAR) statements $(INTO)
	$(MAHDAR) disagreements $(INTO)
	$(MAHDAR) why $(INTO)
	@echo && echo "Read it in the browser: $(MAHDAR) serve $(INTO)      A brief to print: $(MAHDAR) brief $(INTO) -o brief.docx"

test: dev  ## all tests
	$(PY) -m pytest -q -n 2 -rs

lint: dev  ## ruff and mypy --strict
	$(PY) -m ruff check .
	$(PY) -m mypy

score: dev  ## the project's own cases against their floors, and the shared gold where it is there
	$(PY) -m mahdar.scoring $(wildcard $(SHARED))

unread: env  ## what the reader could not place in a folder, most frequent first: make unread FROM=folder
	$(MAHDAR) unread $(FROM)

diff: env  ## claims gained, lost and changed by your changes since the last commit: make diff FROM=folder [SINCE=revision]
	@rm -rf build/since && mkdir -p build/since
	@git archive $(SINCE) mahdar | tar -x -C build/since
	PYTHONPATH=build/since $(MAHDAR) build $(FROM) --into build/before.duckdb > build/before.txt
	$(MAHDAR) build $(FROM) --into build/after.duckdb > build/after.txt
	$(MAHDAR) diff build/before.duckdb build/after.duckdb

bench: dev  ## documents a second, time per stage, memory, beside a bare loop; how reconciling grows to a million claims, and a record on another day
	$(PY) bench/run.py
	$(PY) bench/growth.py
	$(PY) bench/room.py
	$(PY) bench/days.py

readme: dev  ## paste the output of real runs into the README and the pages of docs/
	$(PY) docs/readme.py

docs: dev  ## the pages of docs/ with reference and figures, as a site: build/site/index.html
	$(PY) docs/site.py

COMPILE := $(PY) -m uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --upgrade --quiet

lock: env  ## pin every dependency anew, with hashes and no addresses
	$(PY) -m pip install --quiet --disable-pip-version-check uv
	$(COMPILE) --group build --output-file requirements.lock
	$(COMPILE) --group dev --constraints requirements.lock --output-file requirements-dev.lock
