# Gozaresh. `make run` and `make test` need nothing but Python 3.11+, make and, for the tests, Debian's packages.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PY := $(BIN)/python
MANAGE := $(PY) manage.py
HOST ?= 127.0.0.1
PORT ?= 8000
# Tests that ask no database: run once, not once per database. The cluster is thrown away, so nothing is dropped in it.
PURE := text annotation/test_anchoring.py annotation/test_anchoring_figures.py annotation/test_gazetteer.py journeys test_architecture.py test_catalogues.py
# Tests that ask the database nothing in which the two differ: of documents, formats, rights and screens. The demo is told on both.
ALIKE := api/test_schema.py api/test_door.py api/test_cursor.py public/test_crawler.py admin/test_languages.py admin/test_access.py exchange/test_formats.py exchange/test_formulas.py exchange/test_waiting.py desk/test_demo_seeds.py desk/test_demo.py
.DEFAULT_GOAL := help
.PHONY: help run demo serve test test-fast verify measure lint bench shell messages system

help: ## List what can be done here
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

run: demo ## Install, prepare the database, load the demo and serve the site
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@$(MANAGE) show_addresses --host $(HOST) --port $(PORT)
	@exec $(BIN)/granian --interface wsgi --host $(HOST) --port $(PORT) --workers 1 --blocking-threads 4 --no-ws --log-level warning cms.wsgi:application

demo: .venv/runtime ## Load the demo report and publish it in three languages
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) demo

test: .venv/dev system ## All tests: lint, SQLite, PostgreSQL, browser (under 5 minutes)
	@$(MAKE) --no-print-directory lint
	$(PY) -m pytest -n 2 --dist loadfile
	$(PY) -m tests.cluster $(PY) -m pytest -n 2 --dist loadfile --reuse-db $(addprefix --ignore=tests/,$(PURE) $(ALIKE))

test-fast: .venv/dev ## The tests on SQLite without the browser
	$(PY) -m pytest -n 2 --dist loadfile --ignore=tests/journeys

verify: .venv/dev ## What takes longer: simulations, long property tests, valid HTML, the API fuzzed (under 8 minutes)
	@bash .ci/system verify
	HYPOTHESIS_PROFILE=thorough $(PY) -m pytest -n 2 tests/text tests/annotation
	$(PY) -m tests.annotation.simulate_edits 5000
	HYPOTHESIS_PROFILE=thorough $(PY) -m pytest -n 2 tests/journeys/test_pages.py tests/journeys/test_pages_on_a_phone.py
	$(PY) -m tests.verify

measure: .venv/dev ## Figures of quality: blocks, ZWNJ repair, suggestions
	@$(PY) -m tests.text.measure_ingest
	@$(PY) -m tests.annotation.measure

bench: .venv/dev ## Times, as ratios within one run
	@$(PY) -m bench.suggestions

lint: .venv/dev ## Style, types, import rules, missing migrations
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(MANAGE) makemigrations --check --dry-run --verbosity 0

shell: .venv/runtime ## Django's shell
	$(MANAGE) shell

messages: .venv/dev system ## Collect and compile the interface strings
	$(MANAGE) makemessages --locale fa --locale ru --no-location --no-wrap --extension py,html --ignore .venv --ignore var --ignore tests --ignore bench
	$(MANAGE) compilemessages --ignore .venv

system: ## Debian's packages that the tests need (chromium, postgresql, fonts, gettext)
	@bash .ci/system

.venv/bin/python:
	$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11), "Python 3.11 or newer is needed"'
	$(PYTHON) -m venv .venv

.venv/runtime: requirements.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt requirements.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ .venv/runtime
