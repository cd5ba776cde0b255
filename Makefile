# Everything a person does with Recall. `make` alone lists it. Needs make, git and Python 3.11 or newer.
#   make play PORT=8090          another port
#   make test ARGS="tests/store" some tests
#   make env PYTHON=python3.12   another Python

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PORT ?= 8081
WORKERS ?= 3
ARGS ?=
UV := uv==0.13.9

PIP := .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input
# Tests start processes by the hundred; where PYTHONDONTWRITEBYTECODE is set, each would compile for itself, and
# each worker would rewrite every test's asserts anew.
COMPILE := .venv/bin/python -m compileall -q bot tests benchmarks
PYTEST := PYTHONDONTWRITEBYTECODE= .venv/bin/python -m pytest -n $(WORKERS) --dist worksteal
INSTALL := .venv/bin/python requirements/install.py
# A folder that was moved or copied needs its environment made again, so the stamps carry its name.
HERE := $(shell pwd -P | cksum | cut -d ' ' -f 1)
RUN := .venv/run-$(HERE)
DEV := .venv/dev-$(HERE)
BENCH := .venv/bench-$(HERE)

.PHONY: help play run env test thorough soak faults check lint types imports deck migrations bench bench-marking lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

play: $(RUN) ## Try the bot in a browser: no token, no account
	@exec .venv/bin/python -m bot play --port $(PORT)

run: $(RUN) ## Serve Telegram; needs BOT_TOKEN
	@exec .venv/bin/python -m bot run

env: $(RUN) ## Make .venv with what the bot needs, and nothing else
	@echo "Ready: .venv/bin/recall --help"

test: $(DEV) ## Run the tests, with a sample of the long suites
	@$(COMPILE)
	@$(PYTEST) $(ARGS)

thorough: $(DEV) ## Run every test, with a sample of the longest families alone
	@$(COMPILE)
	@RECALL_THOROUGH=1 $(PYTEST) $(ARGS)

soak: $(DEV) ## Run every test, with the long suites whole
	@$(COMPILE)
	@RECALL_SOAK=1 $(PYTEST) -m "" $(ARGS)

faults: $(DEV) ## Let everything go wrong, and count what is lost; ARGS="--whole --kills 500"
	@.venv/bin/python -m benchmarks.faults $(ARGS)

check: lint types imports deck migrations ## Style, types, import rules, decks, schemas, migrations

lint: $(DEV)
	@.venv/bin/python -m ruff check --quiet .
	@.venv/bin/python -m ruff format --quiet --check .
	@echo "style       in order"

types: $(DEV)
	@.venv/bin/python -m mypy --no-error-summary
	@echo "types       in order"

imports: $(DEV)
	@report=$$(.venv/bin/lint-imports 2>&1) || { echo "$$report"; exit 1; }
	@echo "imports     in order"

deck: $(DEV)
	@.venv/bin/python -m bot check content
	@.venv/bin/python -m bot schema --check

migrations: $(DEV)
	@report=$$(.venv/bin/python -m pytest --quiet -p no:cacheprovider tests/store/test_migrations.py 2>&1) \
		|| { echo "$$report"; exit 1; }
	@echo "migrations  up, down, up; equal to the tables on both databases"

bench: $(BENCH) ## Measure a turn beside the bot most people would write
	@.venv/bin/python -m benchmarks.turn $(ARGS)

bench-marking: $(DEV) ## Measure how long marking takes
	@.venv/bin/python -m benchmarks.marking $(ARGS)

lock: ## Renew the locked dependencies (requirements/*.txt)
	@$(find-python) \
	test -x var/uv/bin/uv || { "$$python" -m venv var/uv && var/uv/bin/python -m pip install --quiet $(UV); }; \
	lock="var/uv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header pyproject.toml"; \
	$$lock --extra build -o requirements/run.txt && $$lock --extra dev -c requirements/run.txt -o requirements/dev.txt && \
	$$lock --extra bench -c requirements/dev.txt -o requirements/bench.txt
	@echo "Locked. Now: make check test"

clean: ## Remove what can be made again; var/ (people's data) stays
	@rm -rf .venv dist build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +

# One after the other, also under -j: both fill the same folder.
$(RUN): requirements/run.txt pyproject.toml
	@$(find-python) $(make-venv)
	@$(INSTALL) requirements/run.txt "what the bot needs"
	@$(PIP) --no-deps --no-build-isolation --editable .
	@.venv/bin/python -m compileall -q bot
	@touch $@

$(DEV): $(RUN) requirements/dev.txt
	@$(INSTALL) requirements/dev.txt "what the tests need"
	@touch $@

$(BENCH): $(DEV) requirements/bench.txt
	@$(INSTALL) requirements/bench.txt "what the other bot needs"
	@touch $@

define find-python
	if [ -n "$(PYTHON)" ]; then choice="$(PYTHON)"; else choice="python3 python3.14 python3.13 python3.12 python3.11"; fi; \
	python=; \
	for name in $$choice; do \
		"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && python=$$name && break; \
	done; \
	if [ -z "$$python" ]; then \
		echo "Recall needs Python 3.11 or newer; $$choice is not that ($$($${choice%% *} --version 2>&1))." >&2; \
		echo "Install one (Debian, Ubuntu: apt install python3 python3-venv), or name one: make env PYTHON=python3.12" >&2; \
		exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
		version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
		echo "Python $$version is here, but not the part of it that makes environments (venv)." >&2; \
		echo "Debian, Ubuntu: apt install python$$version-venv      Then run this command again." >&2; \
		exit 1; \
	fi;
endef

define make-venv
	if ! .venv/bin/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		echo "Making .venv with $$("$$python" --version) …"; \
		rm -rf .venv && "$$python" -m venv .venv; \
	fi
endef
