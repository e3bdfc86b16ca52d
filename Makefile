# What people need is `make demo` and `make test`. Everything is installed into .venv, nothing outside this folder.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO ?= demo-case
# make demo SERVE=no ends after the report
SERVE ?= yes
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo test test-offline test-remote check bench docs web pictures clean

# what habeas needs to run
$(VENV)/.run: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "habeas needs Python 3.11 or newer; this is $$($(PYTHON) --version). Try: make demo PYTHON=python3.12"; exit 1; }
	@echo "Installing into $(VENV) (once) …"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) -e .
	@touch $@

# what its tests and checks need besides
$(VENV)/.dev: $(VENV)/.run
	@echo "Installing what the tests need (once) …"
	@$(PIP) -e ".[dev]"
	@touch $@

# the parts of the reading room that are script; the room works without them where they cannot be built
web:
	@$(PYTHON) web/build.py --notice

demo: $(VENV)/.run web
	@$(BIN)/habeas demo $(DEMO) $(if $(filter no,$(SERVE)),--no-serve)

test: $(VENV)/.dev web
	@$(BIN)/python tests/browser/chromium.py
	@$(BIN)/python tests/api/comunica.py
	@$(BIN)/python -c "import followthemoney" 2>/dev/null || $(PIP) -e ".[followthemoney]" >/dev/null 2>&1 || \
	  echo "followthemoney could not be installed (it needs the headers of ICU): one test is left out"
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

# the same where no network can be reached (Linux): what is needed is installed before, and only this computer itself answers
test-offline: $(VENV)/.dev web
	@$(BIN)/python tests/browser/chromium.py
	@$(BIN)/python tests/api/comunica.py
	unshare --net --map-root-user sh -c 'ip link set lo up && exec $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile'

# the same answers from real SPARQL services, as far as they can be had: oxigraph from PyPI, Virtuoso from Debian (apt-get install virtuoso-opensource-7-bin)
test-remote: $(VENV)/.dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "oxigraph>=0.5,<0.6"
	HABEAS_TEST_SERVICES=$$($(BIN)/python -m tests.remote.services) $(BIN)/python -m pytest tests/remote tests/contracts/test_stores.py

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python ontology/make_vocab.py --check
	$(BIN)/python docs/make_schema.py --check
	$(BIN)/python web/build.py --check --notice

bench: $(VENV)/.dev
	$(BIN)/python -m bench

docs: $(VENV)/.dev
	$(BIN)/python docs/make_schema.py
	$(BIN)/python docs/make_docs.py
	$(BIN)/python docs/make_errors.py
	$(BIN)/python docs/make_api_docs.py
	$(BIN)/python docs/make_diagrams.py

# screenshots of every page, from the example
pictures: $(VENV)/.dev web
	@$(BIN)/python tests/browser/chromium.py
	$(BIN)/python -m tests.browser.pictures

clean:
	rm -rf $(VENV) $(DEMO) web/node_modules web/.node api/habeas_api/static/built
