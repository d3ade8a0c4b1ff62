# `make demo` shows the product, `make test` proves it; each makes its own .venv first.
PYTHON ?= python3
# the tests start the program hundreds of times; compiled files halve each start
unexport PYTHONDONTWRITEBYTECODE
VENV := .venv
BIN := $(VENV)/bin

INSTALL := $(BIN)/python -m pip install --quiet --constraint constraints.txt

.PHONY: demo test fuzz mutate lint types messages sample smoke constraints clean

$(VENV)/.installed: pyproject.toml constraints.txt $(wildcard dunning_cli/locale/*/LC_MESSAGES/*.po)
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --upgrade pip
	$(INSTALL) hatchling babel editables
	$(INSTALL) --no-build-isolation --editable ".[dev]"
	touch $@

demo: $(VENV)/.installed
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh scripts/demo.sh

test: $(VENV)/.installed
	$(BIN)/python -m pytest

# A long run of tests/fuzz with new seeds, then of every property on new and many more examples:
# `make fuzz N=200000 EXAMPLES=50`.
N ?= 200000
EXAMPLES ?= 50
fuzz: $(VENV)/.installed
	DUNNING_FUZZ=$(N) DUNNING_FUZZ_SEED=new $(BIN)/python -m pytest tests/fuzz
	DUNNING_EXAMPLES=$(EXAMPLES) DUNNING_FUZZ_SEED=new $(BIN)/python -m pytest -m hypothesis

# Small changes of the code that no test notices, of everything or of a part; goes on where it was stopped:
# `make mutate PART=dunning_cli/domain/account/caps.py`. With SAMPLE=200 so many changes, spread over all of it; with
# NEAREST=1 the nearest tests alone are run.
PART ?=
SAMPLE ?=
NEAREST ?=
$(VENV)/.mutation: $(VENV)/.installed
	$(INSTALL) --editable ".[dev,mutation]"
	touch $@

mutate: $(VENV)/.mutation
	$(BIN)/python scripts/mutate.py $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(NEAREST),--nearest) $(PART)

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed
	$(BIN)/mypy

# the main job with the oldest versions allowed, and with the newest on every Python at hand
smoke:
	(echo $(PYTHON) lowest; for python in $$(sh scripts/pythons.sh); do echo $$python newest; done) \
	    | xargs -L 1 -P 2 sh scripts/smoke.sh

# what the tests are run with, brought up to date; run them, then commit
constraints:
	PYTHON=$(PYTHON) sh scripts/constraints.sh

messages: $(VENV)/.installed
	$(BIN)/python scripts/messages.py

sample: $(VENV)/.installed
	$(BIN)/python scripts/make_sample.py

clean:
	rm -rf $(VENV)
