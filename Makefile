# Gozaresh. `make run` and `make test` need nothing but Python 3.11+, make and, for the tests, Debian's packages.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PY := $(BIN)/python
MANAGE := $(PY) manage.py
HOST ?= 127.0.0.1
PORT ?= 8000
# Tests that ask no database: run once, not once per database. The cluster is thrown away, so nothing is dropped in it.
PURE := text annotation/test_anchoring.py annotation/test_anchoring_figures.py annotation/test_gazetteer.py annotation/test_projection.py annotation/test_statement_projection.py annotation/test_attribution.py annotation/test_statement_figures.py journeys test_architecture.py test_catalogues.py test_told.py base/test_pictures.py base/test_sandbox.py
# Where the two databases may answer differently: what is written, counted, ordered, locked and searched. `make verify` runs all.
DIFFERENT := annotation audit base content desk entities screens exchange/test_round_trip.py exchange/test_rules.py public/test_lists.py admin/test_search.py admin/test_editing_together.py
# What is alike all the same: rules of who may what and when, and verbs that write by the same few ways as those that are run.
ALIKE := base/test_fixtures.py annotation/test_hard_cases.py annotation/test_doubt.py $(addprefix desk/test_,annotate.py cards.py decisions.py demo.py demo_seeds.py images.py merged_pages.py notes.py pictures.py policy.py project.py quoting.py readiness.py review_spans.py statements.py suggesting_for_long.py workflow.py) screens/test_article_overview.py
# Tests that look at everything in every way when they are asked to (tests/depth.py), besides those of text and annotation.
DEEPER := journeys api/test_schema.py api/test_cursor.py exchange/test_round_trip.py desk/test_restore.py desk/test_undoing_a_merge.py desk/test_suggesting_for_long.py base access admin/test_finding_entities.py
# Eight and more Python processes start below: they read what the first one compiled, even where the shell says otherwise.
export PYTHONDONTWRITEBYTECODE =
# Three workers for two cores: some wait for the browser. What a file sets up, it sets up once, and the small files come
# last, so that no worker is left alone with a long one. The demo is told once (tests/told.py).
PYTEST := $(PY) -m pytest -n 3 --dist loadfile --no-loadscope-reorder --ignore=tests/verify
.DEFAULT_GOAL := help
.PHONY: help run demo serve test test-fast verify measure lint style types told on-sqlite on-postgres bench shell messages system

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
	@$(MAKE) --no-print-directory --jobs 3 --output-sync=target style types told
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=line on-sqlite on-postgres

# Beside each other, for one waits where the other works: for the browser, for the cluster, for its last long file.
on-sqlite: .venv/dev
	$(PYTEST)

on-postgres: .venv/dev
	$(PY) -m tests.cluster $(PYTEST) -n 2 $(addprefix tests/,$(DIFFERENT)) $(addprefix --ignore=tests/,$(PURE) $(ALIKE))

test-fast: .venv/dev ## The tests on SQLite without the browser
	$(PYTEST) --ignore=tests/journeys

verify: .venv/dev ## What takes longer: simulations, long property tests, valid HTML, the API fuzzed (under 8 minutes)
	@bash .ci/system verify
	HYPOTHESIS_PROFILE=thorough $(PYTEST) tests/text tests/annotation $(addprefix tests/,$(DEEPER))
	$(PY) -m pytest tests/verify
	$(PY) -m tests.cluster $(PYTEST) $(addprefix --ignore=tests/,$(PURE))
	$(PY) -m tests.annotation.simulate_edits 5000
	$(PY) -m tests.verify

measure: .venv/dev ## Figures of quality: blocks, ZWNJ repair, suggestions, projection, statements
	@$(PY) -m tests.text.measure_ingest
	@$(PY) -m tests.annotation.measure
	@$(PY) -m tests.annotation.measure_projection
	@$(PY) -m tests.annotation.measure_statement_projection
	@$(PY) -m tests.annotation.measure_statements

bench: .venv/dev ## Times, as ratios within one run
	@$(PY) -m bench.suggestions
	@$(PY) -m bench.archive 200
	@$(PY) -m bench.marks
	@$(PY) -m bench.pages
	@$(PY) -m bench.reanchoring
	@$(PY) -m bench.desk
	@$(PY) -m bench.concurrency

lint: style types ## Style, types, import rules, missing migrations
	$(BIN)/lint-imports --no-cache
	$(MANAGE) makemigrations --check --dry-run --verbosity 0

# `make test` asks for these two alone: import rules and migrations are checked by tests/test_architecture.py.
style: .venv/dev
	$(BIN)/ruff check .

types: .venv/dev
	$(BIN)/mypy

told: .venv/dev # the demo that all test databases are copied from; one core is free while the other checks types
	@$(PY) -c 'from tests.told import told; told().__enter__()'

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
