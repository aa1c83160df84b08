# The commands people run are the ones CI runs.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: digest test lint format bench clean

digest: $(BIN)/songngu  ## the digest of samples/ with the embedded model
	$(BIN)/songngu run samples

test: .venv/dev  ## every test
	$(BIN)/python -m pytest

lint: .venv/dev  ## style, types, the shipped glossary
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/songngu glossary check

format: .venv/dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean:
	rm -rf .venv output build dist

$(BIN)/songngu: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/dev: $(BIN)/songngu
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
