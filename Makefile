# Two commands do everything on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV ?= .venv
# Where PyTorch's CPU wheels are, if you want those instead of your registry's default build (see README).
TORCH_INDEX ?=
BIN = $(VENV)/bin
FROM_TORCH = $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX))
PIP = $(BIN)/python -m pip install --quiet --constraint constraints.txt
# `make run INSTALL='$(PIP)'` installs with pip, which takes minutes where uv takes seconds.
INSTALL ?= $(BIN)/python -m tools.uv pip install --quiet --python $(BIN)/python --constraint constraints.txt

.PHONY: run install install-dev ingest test check bench screenshots evaluate clean

run: ingest
	$(BIN)/gfa-assistant serve

ingest: install
	$(BIN)/gfa-assistant ingest

install: $(VENV)/.installed

install-dev: $(VENV)/.installed-dev

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) uv
	$(INSTALL) $(FROM_TORCH) --editable .
	touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) uv
	$(INSTALL) $(FROM_TORCH) --editable '.[dev]'
	touch $(VENV)/.installed $@

test: install-dev
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

check: install-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install-dev
	$(BIN)/python -m benchmarks.xquad_retrieval
	$(BIN)/python -m benchmarks.xquad_abstention
	$(BIN)/python -m benchmarks.xquad_answers
	$(BIN)/python -m benchmarks.retrieval_variants
	$(BIN)/python -m benchmarks.pdf_readers
	$(BIN)/python -m benchmarks.html_extraction
	$(BIN)/python -m benchmarks.gap_grouping
	$(BIN)/python -m benchmarks.kill_ingest
	$(BIN)/python -m benchmarks.bulk_ingest
	$(BIN)/python -m benchmarks.side_by_side
	$(BIN)/python -m benchmarks.load visitors
	$(BIN)/python -m benchmarks.load limit
	$(BIN)/python -m benchmarks.load memory

# Writes docs/screenshots and prints how fast the desk is; needs Debian's chromium.
screenshots: ingest install-dev
	$(BIN)/python -m benchmarks.desk_screenshots

# The page with plots needs the development packages.
evaluate: ingest install-dev
	$(BIN)/gfa-assistant evaluate dev held_out held_out_a held_out_b --report build/evaluation

clean:
	rm -rf $(VENV) build dist *.egg-info
	find index -mindepth 1 ! -name README.md -delete
