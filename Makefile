# One command for each task. `make` alone lists them; .venv is prepared when a task needs it.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help install ocr demo sandbox run quick test check format lock bench clean

BIN := .venv/bin
ARGS :=

# Three test processes for two cores: one of them nearly always waits for real processes. A file stays in one process
# (tests/side_by_side). Bytecode is kept whatever the environment says: without it each process compiles everything.
PYTEST := $(BIN)/python -m pytest -n 3
unexport PYTHONDONTWRITEBYTECODE
QUICK := tests/domain tests/texts tests/usecases tests/architecture

# One mark for each lock: running needs less than developing, and reading photos is an extra.
MARKS := .venv/.installed
RUN := $(MARKS)/requirements-run.lock
DEV := $(MARKS)/requirements.lock
OCR := $(MARKS)/requirements-ocr.lock

# After an interrupted installation, a moved folder or another Python the marks do not count: install again.
ifneq ($(shell cat $(MARKS)/where 2>/dev/null),$(shell scripts/where))
$(RUN) $(DEV) $(OCR): again
endif

help: ## List the tasks
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

install: $(RUN) ## Prepare .venv with the command puntual
	@echo "» Ready: $(BIN)/puntual"

ocr: $(OCR) ## Prepare .venv to read photos and scans as well (360 MB more)
	@echo "» Ready: from its next start Puntual reads the oficio on photos and scanned pages"

demo: $(RUN) ## Play a whole quarter without Telegram or settings
	@$(BIN)/puntual demo $(ARGS)

sandbox: $(RUN) ## Open a practice Telegram in the browser, with the bot in it
	@$(BIN)/puntual sandbox $(ARGS)

run: $(RUN) ## Run the bot with the settings of .env
	@$(BIN)/puntual run $(ARGS)

quick: $(DEV) ## Test rules, texts, use cases (on SQLite) and architecture in a minute
	@$(PYTEST) --no-postgres $(QUICK) $(ARGS)

test: $(DEV) ## Run all tests; for example: make test ARGS="-k prorroga"
	@$(PYTEST) $(ARGS)

check: $(DEV) ## Check everything, as CI does: format, rules, types, import contracts, tests and coverage
	@echo "» Format"
	@$(BIN)/ruff format --check .
	@echo "» Rules"
	@$(BIN)/ruff check .
	@echo "» Types"
	@$(BIN)/mypy
	@echo "» Import contracts"
	@$(BIN)/lint-imports --no-logo --no-cache
	@echo "» Tests with coverage: 90 % in all, branches included"
	@$(PYTEST) --cov --cov-fail-under=90
	@echo "» Coverage: 100 % of rules, use cases and texts"
	@$(BIN)/coverage report --include='domain/*,usecases/*,texts/*,bot/*/*words.py,bot/buttons/keyboards.py' --fail-under=100

format: $(DEV) ## Format, and fix what fixes itself
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: $(DEV) ## Pin the versions again; the newest with ARGS=--upgrade
	@scripts/lock $(ARGS)

bench: $(DEV) ## Measure speed and endurance, or two versions in turn: make bench ARGS="--against 8165f50 --quick"
	@$(BIN)/python -m bench $(ARGS)

clean: ## Remove .venv and what the tools leave; data/ and .env stay
	@rm -rf .venv .venv.before .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage .coverage.* htmlcov dist build
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(MARKS)/%: % pyproject.toml scripts/install scripts/find-python scripts/where
	@scripts/install $<

.PHONY: again
