# SPDX-License-Identifier: AGPL-3.0-or-later
# What a person types to run, test and pack Emenda; `make help` lists it. Each step does nothing when nothing changed.

PORT ?= 8000
DEMO ?= yes
export PORT
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

SHELL := /bin/sh
VENV := .venv/bin
PIP := $(VENV)/python -m pip --disable-pip-version-check --no-input -qq
NEWEST := import sys; sys.exit(sys.version_info < (3, 11))
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/*.po))
# Everything the built assets are made from; the stamp keeps a checksum of it, since dates of files say little after a
# checkout or an unpacking. Templates too: only the icons they name are built.
ASSETS := $(wildcard package.json package-lock.json static templates)
CHECKSUM := find $(ASSETS) -type f -not -path 'static/built/*' | LC_ALL=C sort | xargs cksum | cksum
STRICT := $(wildcard redline permissions.py */*actions.py */*/*actions.py)

.PHONY: help
help:  ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

.PHONY: run
run: runtime assets $(CATALOGUES)  ## serve on 127.0.0.1, with demo content (PORT=8000, DEMO=no)
	@exec $(VENV)/python deploy/serve.py $(if $(filter no,$(DEMO)),--no-demo)

.PHONY: install
install: runtime assets $(CATALOGUES)  ## install what a server needs, and start nothing

.PHONY: test
test: check assets $(CATALOGUES)  ## install what tests need, then run all of them, on SQLite and on PostgreSQL
	@$(VENV)/python -m tests.chromium
	$(PYTEST)
	$(PYTEST) --database=postgresql -m "not browser" --ignore=tests/redline

# Playwright drives the browser with the Node that is here: its own one misses a library on small systems.
PYTEST = $(if $(NODE),PLAYWRIGHT_NODEJS_PATH=$(NODE) )$(VENV)/python -m pytest -q -n 2 --dist loadscope
NODE = $(shell command -v node)

.PHONY: test-deep
test-deep: development  ## try the laws of the text engine on 10,000 examples each, as a nightly job does
	HYPOTHESIS_PROFILE=deep $(PYTEST) tests/redline

.PHONY: check
check: lint  ## what must hold before any test runs

.PHONY: lint
lint: development  ## ruff, mypy (strict where it matters most) and djlint
	$(VENV)/python -m ruff check .
	$(VENV)/python -m mypy
	$(if $(STRICT),$(VENV)/python -m mypy --strict --follow-imports=silent --cache-dir=.mypy_cache/strict $(STRICT))
	$(if $(wildcard templates),$(VENV)/python -m djlint templates --lint --quiet)

.PHONY: words
words: development  ## collect the words of pages into every catalogue of translations/, where theirs are written beside them
	@$(BABEL) extract --mapping-file pyproject.toml --keywords _ --keywords N_ --keywords ngettext:1,2 --no-wrap \
		--add-location file --sort-by-file --project Emenda --output-file translations/messages.pot .
	@$(BABEL) update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap \
		--input-file translations/messages.pot --output-dir translations
	@rm translations/messages.pot
BABEL = $(VENV)/python -m babel.messages.frontend --quiet

.PHONY: lock
lock: python  ## write the pinned requirements anew (UPGRADE=1 takes newer releases)
	@test -x .venv/lock/bin/uv || { $(PYTHON) -m venv .venv/lock && .venv/lock/bin/pip install --quiet uv; }
	$(LOCK) -o requirements.txt
	$(LOCK) -o requirements-dev.txt --extra dev -c requirements.txt
LOCK = .venv/lock/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-config $(if $(UPGRADE),--upgrade)

.PHONY: release
release: runtime assets $(CATALOGUES)  ## pack dist/emenda-VERSION.tar.gz, which runs without Node
	@$(VENV)/python deploy/release.py

.PHONY: bench-pages
bench-pages: development assets $(CATALOGUES)  ## measure the pages on a large seeded database
	@$(VENV)/python -m benchmarks.pages

.PHONY: bench
bench: development  ## measure the text engine, and write docs/benchmarks.md
	@$(VENV)/python -m benchmarks.engine

.PHONY: pictures
pictures: development assets $(CATALOGUES)  ## take pictures of every kind of page into pictures/, those of the READMEs and of the tour
	@$(VENV)/python -m docs.every_page

.PHONY: demo-reset
demo-reset: runtime  ## delete instance/ with all its data, and load the demo content anew (SURE=yes)
	@test "$(SURE)" = yes || { echo "This deletes instance/ with all its data: say so with make demo-reset SURE=yes" >&2; \
		exit 1; }
	rm -rf instance
	@$(VENV)/python -m flask prepare --demo

.PHONY: clean
clean:  ## remove what was made, but keep instance/
	rm -rf .venv node_modules static/built dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -f $(CATALOGUES)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The steps behind those words.

PYTHON = $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c '$(NEWEST)' 2>/dev/null && echo $$name && break; done)

.PHONY: python
python:
	@test -n "$(PYTHON)" || { echo "Emenda needs Python 3.11 or newer, and found none: please install it." >&2; exit 1; }

# Put the pinned packages of one file into .venv, unless just these are there already.
define install
	@$(VENV)/python -c '$(NEWEST)' 2>/dev/null || $(PYTHON) -m venv --clear .venv || { \
		echo "Python cannot make a virtual environment: please install its venv module (Debian: python3-venv)." >&2; \
		exit 1; }
	@cmp -s $(1) .venv/$(1) || { echo "Installing the packages of $(1) …"; \
		$(PIP) install --require-hashes -r $(1) && cp $(1) .venv/$(1); }
endef

.PHONY: runtime
runtime: python
	$(call install,requirements.txt)

.PHONY: development
development: python
	$(call install,requirements-dev.txt)

.PHONY: assets
assets:
	@test -z "$(wildcard package.json)" || test "$$($(CHECKSUM))" = "$$(cat static/built/.made-from 2>/dev/null)" \
		|| $(MAKE) build

.PHONY: build
build: node
	@cmp -s package-lock.json node_modules/.installed-lock || { echo "Installing the packages of package-lock.json …"; \
		npm ci --ignore-scripts --no-audit --no-fund --silent && cp package-lock.json node_modules/.installed-lock; }
	@echo "Building scripts and styles …"
	@npm run --silent build
	@$(CHECKSUM) > static/built/.made-from

.PHONY: node
node:
	@node -e 'process.exit(+(parseInt(process.versions.node) < 20))' 2>/dev/null || { \
		echo "Emenda needs Node 20 or newer to build its assets, and found none: please install it." >&2; exit 1; }

translations/%.mo: translations/%.po | runtime
	@$(BABEL) compile --use-fuzzy --input-file $< --output-file $@
