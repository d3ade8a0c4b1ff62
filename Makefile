# `make demo` shows the product, `make test` proves it; each makes its own .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test fuzz lint types messages sample clean

$(VENV)/.installed: pyproject.toml $(wildcard dunning_cli/locale/*/LC_MESSAGES/*.po)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch $@

demo: $(VENV)/.installed
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh scripts/demo.sh

test: $(VENV)/.installed
	$(BIN)/python -m pytest

# A long run of tests/fuzz with new seeds: `make fuzz N=200000`.
N ?= 200000
fuzz: $(VENV)/.installed
	DUNNING_FUZZ=$(N) DUNNING_FUZZ_SEED=new $(BIN)/python -m pytest tests/fuzz

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed
	$(BIN)/mypy

messages: $(VENV)/.installed
	$(BIN)/python scripts/messages.py

sample: $(VENV)/.installed
	$(BIN)/python scripts/make_sample.py

clean:
	rm -rf $(VENV)
