# The commands people run are the ones CI runs.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: digest test lint format model clean

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

# The embedded model's recipe, every step for real: on the slice in the repository in two minutes, and with what
# models/recipes/README.md says, the model that ships.
PARALLEL ?= models/recipes/slice
DEV ?= models/recipes/slice/dev.tsv
BASE ?= --least 1 --layers 0 5 11 17
MIX ?= news=1
TRAIN ?= --steps 8 --step-pieces 800 --rate 2e-4 --dev-lines 4 --chrf-lines 4 --no-bfloat16
BUILD ?= build/model
RECIPE := $(BIN)/python models/recipes

model: .venv/train  ## make a model: base, vocabulary, training text, training, int8, scores
	test -e $(BUILD)/base/weights.json || $(RECIPE)/base.py --corpus $(wildcard $(PARALLEL)/*.tsv*) $(BASE) --out $(BUILD)/base
	test -e $(BUILD)/train.tsv || $(RECIPE)/annotate.py --parallel $(PARALLEL) --mix $(MIX) --held-out $(DEV) \
		--glossary glossary/*.csv --names --out $(BUILD)/train.tsv
	$(RECIPE)/train.py --weights $(BUILD)/base --data $(BUILD)/train.tsv --dev $(DEV) --work $(BUILD)/work $(TRAIN)
	$(RECIPE)/export.py --weights $(BUILD)/base --checkpoint $(BUILD)/work/last.pt --out $(BUILD)/vi-en
	$(RECIPE)/score.py --model $(BUILD)/vi-en --write $(DEV)

clean:
	rm -rf .venv output build dist

$(BIN)/songngu: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -qq --disable-pip-version-check --editable .
	@touch $@

.venv/dev: $(BIN)/songngu
	$(BIN)/pip install -qq --disable-pip-version-check --editable '.[dev]'
	@touch $@

.venv/train: $(BIN)/songngu
	$(BIN)/pip install -qq --disable-pip-version-check --editable '.[train]'
	@touch $@
