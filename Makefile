# Fineprint. `make help` lists what there is. Nothing but Python 3.11 and make is needed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# Each of the many processes that the tests and the runner start would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install run test bench faults accuracy lint demo-reset
.DEFAULT_GOAL := help

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */  make \1\t/' | expand -t 20

install: $(STAMP) ## install everything into .venv

$(STAMP): requirements.txt
	@command -v "$(PYTHON)" >/dev/null || { echo "There is no $(PYTHON) here. Install Python 3.11 or newer, or name it: make install PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Fineprint needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Install it, or name it: make install PYTHON=python3.12")'
	@echo "  Packages     installing into $(VENV); this takes a minute or two"
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || "$(PYTHON)" -m venv $(VENV)
	@$(BIN)/pip install -qq --disable-pip-version-check -r requirements.txt
	@touch $@

run: $(STAMP) ## start everything on this machine and say where to go (PORT=8000)
	@PORT=$(or $(PORT),8000) PYTHONUNBUFFERED=1 exec $(BIN)/python -m config.run --until-parent-ends

test: $(STAMP) ## run the tests
	@$(BIN)/python -m pytest -n 2 --dist worksteal

bench: $(STAMP) ## measure speed and memory
	@$(BIN)/python -m bench

faults: $(STAMP) ## kill and misuse everything while reminders are due (PARTS="kills clock", takes ten minutes or more)
	@$(BIN)/python -m bench.faults $(PARTS)

accuracy: $(STAMP) ## score the analysis against labelled agreements (DATA=directory)
	@$(BIN)/python -m bench.accuracy $(DATA)

lint: $(STAMP) ## check style, types and imports
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

demo-reset: ## forget everything under var/ (stop `make run` first)
	@rm -rf var && echo "Forgotten. The next make run starts anew."
