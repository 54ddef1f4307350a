# The commands of the project; README says the same in plain words.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Where it is set, Python compiles all modules anew at each start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test install check soak bench docs

run: install
	@if grep -qs '^DISCORD_TOKEN=.' .env || [ -n "$$DISCORD_TOKEN" ]; \
	then exec $(BIN)/attune run; else exec $(BIN)/attune playground; fi

# A file's tests share a playground, so they stay in one process.
test: $(VENV)/dev
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

install: $(VENV)/ready

check: $(VENV)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/attune catalog check

soak: $(VENV)/dev
	$(BIN)/python -m pytest -m soak --timeout=3600

bench: $(VENV)/dev
	$(BIN)/python -m bench
	$(BIN)/python -m bench.jobs
	$(BIN)/python -m bench.search

docs: $(VENV)/dev
	$(BIN)/python -m bot.cli.document > docs/commands.md

$(VENV)/bin/pip:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Attune needs Python 3.11 or newer; try make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/ready: pyproject.toml constraints.txt | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/dev: pyproject.toml constraints.txt | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/ready
