# Everything that a newcomer runs. `make help` lists it. Needs Python 3.11, 3.12 or 3.13, its pip, and make.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test slow lint bench readme golden lock wheel clean

VENV := .venv
BIN := $(VENV)/bin
DEMO := out/demo
# The first Python that fits, by its own word; PYTHON=... names one.
PYTHON ?=
FIT := $(shell for p in $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python); do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null \
	&& { echo "$$p"; break; }; done)
CODE := $(shell find coding datasets experiments configs -type f ! -name '*.pyc' 2>/dev/null)
say = @printf '\033[1m==> %s\033[0m\n'

help:
	@echo 'make demo   set up what it needs, code the sample corpus, show the first events'
	@echo 'make test   set up what it needs, run the tests'
	@echo 'make slow   the slow tests as well'
	@echo 'make lint   style, types and the rules on who may import whom'
	@echo 'make bench  measure speed and accuracy'
	@echo 'make readme write the output that the readme shows anew'
	@echo 'make golden write the golden file of the sample anew and show what changed'
	@echo 'make wheel  build the wheel into dist/'
	@echo 'make lock   pin the dependencies again (needs uv)'
	@echo 'make clean  delete what make made'

demo: $(BIN)/.ready $(DEMO)/manifest.json
	@$(BIN)/python -m dateline.experiments.cli show $(DEMO)

# The sample is coded again only when the code or a config is newer than the dataset.
$(DEMO)/manifest.json: $(BIN)/.ready $(CODE)
	$(say) 'Coding the sample corpus (about half a minute)'
	@$(BIN)/dateline build experiment=sample output=$(DEMO) overwrite=true
	@touch $@

test: $(BIN)/.ready-to-test
	$(say) 'Running the tests'
	@$(BIN)/python -m pytest -q

slow: $(BIN)/.ready-to-test
	$(say) 'Running the slow tests'
	@$(BIN)/python -m pytest -q -m slow

lint: $(BIN)/.ready-to-test
	$(say) 'Checking style'
	@$(BIN)/ruff check .
	$(say) 'Checking types'
	@$(BIN)/mypy
	$(say) 'Checking imports'
	@$(BIN)/lint-imports

bench: $(BIN)/.ready-to-test
	$(say) 'Measuring'
	@$(BIN)/python -m tests.bench

readme: $(BIN)/.ready
	$(say) 'Running the commands of the readme'
	@$(BIN)/python tests/readme.py
	@$(BIN)/python -m tests.accuracy

golden: $(BIN)/.ready-to-test
	@$(BIN)/python -m tests.golden

$(BIN)/python:
	@[ -n "$(FIT)" ] || { echo 'dateline needs Python 3.11, 3.12 or 3.13. Found:' \
		"$$($(or $(PYTHON),python3) --version 2>&1)." 'Name a fit one: make demo PYTHON=python3.12' >&2; exit 1; }
	$(say) 'Making a virtual environment in $(VENV) with $(FIT)'
	@# Debian's Python may lack ensurepip; then the pip it has fills the environment.
	@"$(FIT)" -m venv --clear $(VENV) >/dev/null 2>&1 || { "$(FIT)" -m venv --clear --without-pip $(VENV) \
		&& "$(FIT)" -m pip --python $(BIN)/python install -q pip; }

$(BIN)/.ready: requirements.lock pyproject.toml | $(BIN)/python
	$(say) 'Installing dateline and what it needs (a few minutes the first time)'
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

$(BIN)/.ready-to-test: requirements-dev.lock $(BIN)/.ready
	$(say) 'Installing what the tests need'
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

wheel: $(BIN)/.ready
	@$(BIN)/python -m pip wheel -q --disable-pip-version-check --no-deps -w dist .
	@ls dist/*.whl

UV_LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q
lock:
	@$(UV_LOCK) -o requirements.lock
	@$(UV_LOCK) --group dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf $(VENV) build dist $(DEMO) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
