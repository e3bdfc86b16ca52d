# What people need is `make demo` and `make test`. Everything is installed into .venv, nothing outside this folder.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO ?= demo-case

.PHONY: demo test check bench docs clean

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@

demo: $(VENV)/.ready
	@$(BIN)/habeas demo $(DEMO)

test: $(VENV)/.ready
	$(BIN)/python -m pytest

check: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python ontology/make_vocab.py --check

bench: $(VENV)/.ready
	$(BIN)/python -m bench

docs: $(VENV)/.ready
	$(BIN)/python docs/make_docs.py

clean:
	rm -rf $(VENV) $(DEMO)
