# Everything runs in .venv and node_modules, made from pyproject.toml and package-lock.json.

VENV := .venv
BIN := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export FLASK_APP := webapp
# npm trusts what this machine trusts, so it also works behind a company proxy.
export NODE_USE_SYSTEM_CA := 1

TRANSLATIONS := webapp/translations
SOURCES := $(shell find static -type f -not -path 'static/dist/*')

# Rooms that lock, upsert, compare rows of many people or rely on a constraint: what of them asks a database must
# hold on PostgreSQL as it does on SQLite; skipped where there is no server.
ON_BOTH := $(addprefix tests/,people answers voting trust points deals standings schedule badges competitions insights huddle alerts need mastery ready coaching lines playbook)

BENCHES := $(addprefix bench-,votes live huddle push letters coaching forgetting memory deals insights)

.PHONY: run dev test check format words assets demo-reset screenshots $(BENCHES) lighthouse store-pictures pins

run: $(BIN)/.serves assets
	@deploy/run

dev: $(BIN)/.develops assets
	@FLASK_DEBUG=1 deploy/run --reload

test: $(BIN)/.develops assets
	@deploy/browser
	@pytest -n 2 --dist loadfile --ignore tests/live --ignore tests/journeys
	@pytest -n 2 --dist loadfile --postgresql $(ON_BOTH)
	@pytest -n 2 --dist loadfile tests/live tests/journeys

check: $(BIN)/.develops node_modules/.installed
	ruff format --check .
	ruff check .
	mypy
	lint-imports
	djlint --quiet --lint webapp
	npx prettier --log-level warn --check static/js static/css static/build.mjs

format: $(BIN)/.develops node_modules/.installed
	ruff format .
	ruff check --fix .
	npx prettier --log-level warn --write static/js static/css static/build.mjs

assets: static/dist/manifest.json $(patsubst %.po,%.mo,$(wildcard $(TRANSLATIONS)/*/LC_MESSAGES/messages.po))

# After a change of sentences: brings the catalogues up to date, for what is new to be translated in them.
words: $(BIN)/.develops
	@pybabel --quiet extract --mapping babel.cfg --keywords _l --no-location --omit-header --sort-output \
	  --output-file $(VENV)/messages.pot webapp
	@pybabel --quiet update --input-file $(VENV)/messages.pot --output-dir $(TRANSLATIONS) \
	  --no-fuzzy-matching --ignore-obsolete --omit-header
	@rm $(VENV)/messages.pot

demo-reset: $(BIN)/.serves
	@flask db upgrade
	@flask demo --again

screenshots: $(BIN)/.develops assets
	@deploy/browser
	@python -m bench.screenshots

$(BENCHES): bench-%: $(BIN)/.develops assets
	@python -m bench.$*

bench-judging: $(BIN)/.develops
	@python -m bench.judging --plot docs/judging.svg

lighthouse: $(BIN)/.develops assets
	@python -m bench.lighthouse

# What the manifest shows of the app; committed, since a build has no running app to look at.
store-pictures: $(BIN)/.develops assets
	@deploy/browser
	@python -m bench.store_pictures

# After a change of the dependencies in pyproject.toml: choose and pin versions anew.
pins: $(BIN)/.develops
	pip install --quiet uv
	uv pip compile --quiet --universal --upgrade --all-extras --python-version 3.11 --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links pyproject.toml -o constraints.txt

$(BIN)/python:
	python3 -m venv $(VENV)

$(BIN)/.serves: $(BIN)/python pyproject.toml constraints.txt
	@echo "Installing what Repartee needs into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[build]'
	@touch $@

$(BIN)/.develops: $(BIN)/.serves
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[build,dev]'
	@touch $@

node_modules/.installed: $(BIN)/.serves package.json package-lock.json
	@npm ci --silent --no-audit --no-fund
	@touch $@

# Our catalogues have no header, which Babel calls fuzzy.
%.mo: %.po $(BIN)/.serves
	@pybabel --quiet compile --use-fuzzy --directory $(TRANSLATIONS)

static/dist/manifest.json: node_modules/.installed $(SOURCES)
	@npm run --silent build
