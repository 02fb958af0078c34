# Everything a contributor or a library runs. `make help` lists it.
# Paths stay relative, so that the folder may lie anywhere, spaces and accents included.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python
TOOLS := .tools
UV_VERSION := 0.13.9
LOCK_OPTIONS := --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header --no-annotate --no-emit-index-url --quiet
INSTALL := $(RUN) -m pip install --quiet --disable-pip-version-check
# A process for each processor; the tests of a file stay together, for they share what is dear to build.
SHARED_OUT := -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

define LINT
status=0; \
$(RUN) -m ruff check . || status=1; \
$(RUN) -m ruff format --check . || status=1; \
$(RUN) -m mypy || status=1; \
$(BIN)/lint-imports || status=1
endef

.DEFAULT_GOAL := help
.PHONY: help site serve test test-fast lint browser catalog-programs bench lock clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' Makefile

site: $(VENV)/site.stamp ## set up what is missing and build the website from courses/
	@$(RUN) -m courseforge build .
	@echo
	@echo 'The website lies in _build/site. To look at it: open _build/site/index.html, or run "make serve".'

serve: $(VENV)/site.stamp ## look at the website and see it change while you write
	@$(RUN) -m courseforge serve .

# Everything runs, whatever the first part says: one run shows all. `coverage report` then shows which lines no test runs.
test: $(VENV)/test.stamp ## set up what is missing (a browser too), check the code, run all tests
	@$(LINT); \
	$(RUN) tests/browser/chromium.py --install || status=1; \
	$(RUN) tests/catalog/programs.py --install || status=1; \
	$(RUN) -m pytest $(SHARED_OUT) --cov --cov-report= || status=1; \
	$(RUN) -m coverage report --ignore-errors --format=total | sed 's/^/Per cent of lines and branches that tests run: /'; \
	exit $$status

test-fast: $(VENV)/test.stamp ## run the everyday tests: no browser, no fresh environments
	@$(RUN) -m pytest $(SHARED_OUT) -m "not slow"

lint: $(VENV)/test.stamp ## check style, format, types and the layers of the design
	@$(LINT); exit $$status

browser: $(VENV)/test.stamp ## find or install the Chromium that the browser tests use
	@$(RUN) tests/browser/chromium.py --install

catalog-programs: $(VENV)/test.stamp ## find or install what the catalog's validators run besides Python
	@$(RUN) tests/catalog/programs.py --install

bench: $(VENV)/test.stamp ## measure the build against Jupyter Book (half an hour)
	@$(RUN) benchmarks/build_speed.py --json _build/build_speed.json

lock: $(TOOLS)/uv-$(UV_VERSION).stamp ## pin the newest versions that pyproject.toml allows, with their hashes
	@$(TOOLS)/bin/uv pip compile $(LOCK_OPTIONS) --upgrade --extra test pyproject.toml requirements/install.in \
		--output-file requirements/test.txt
	@$(TOOLS)/bin/uv pip compile $(LOCK_OPTIONS) --upgrade --constraint requirements/test.txt pyproject.toml \
		requirements/install.in --output-file requirements/site.txt
	@$(TOOLS)/bin/uv pip compile $(LOCK_OPTIONS) --upgrade --constraint requirements/test.txt requirements/lessons.in \
		--output-file requirements/lessons.txt
	@$(TOOLS)/bin/uv pip compile $(LOCK_OPTIONS) --upgrade requirements/readers.in \
		--output-file requirements/readers.txt
	@git diff --stat -- requirements

clean: ## remove what was built and installed; sources stay
	rm -rf _build dist $(VENV) $(TOOLS) .coverage .coverage.* htmlcov .pytest_cache .mypy_cache .ruff_cache \
		.hypothesis .import_linter_cache

# One environment; tests add to what the site needs. A stamp is older than its pins when they changed: install again.
$(VENV)/site.stamp: requirements/site.txt requirements/lessons.txt pyproject.toml | $(RUN)
	@echo 'Installing what courseforge needs (once; about a minute).'
	@$(INSTALL) --require-hashes --requirement requirements/site.txt --requirement requirements/lessons.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: requirements/test.txt $(VENV)/site.stamp
	@echo 'Installing what the tests need (once).'
	@$(INSTALL) --require-hashes --requirement requirements/test.txt
	@touch $@

$(RUN):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'courseforge needs Python 3.11 or newer. Name one: make PYTHON=python3.12 …' >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { \
		echo 'Python cannot make environments here. On Debian or Ubuntu: sudo apt-get install python3-venv' >&2; exit 1; }

$(TOOLS)/uv-$(UV_VERSION).stamp:
	@$(PYTHON) -m venv --clear $(TOOLS)
	@$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@
