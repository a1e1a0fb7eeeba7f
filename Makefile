# Una orden por tarea. `make` a secas las enlista; .venv se prepara sola cuando hace falta.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help install ocr demo sandbox run quick test check format lock bench clean

BIN := .venv/bin
ARGS :=

# Tres procesos de prueba para dos núcleos: uno espera casi siempre a procesos de verdad. Cada archivo entero en uno
# (tests/side_by_side). Lo compilado se guarda aunque el entorno diga que no: sin ello cada proceso compila todo de nuevo.
PYTEST := $(BIN)/python -m pytest -n 3
unexport PYTHONDONTWRITEBYTECODE
QUICK := tests/domain tests/bot/texts tests/usecases tests/architecture

# Tres sellos, uno por candado: correr pide menos que desarrollar, y leer fotos es aparte y solo para quien quiere.
MARKS := .venv/.installed
RUN := $(MARKS)/requirements-run.lock
DEV := $(MARKS)/requirements.lock
OCR := $(MARKS)/requirements-ocr.lock

# Una instalación cortada, una carpeta que se movió u otro Python: los sellos no valen y se instala de nuevo.
ifneq ($(shell cat $(MARKS)/where 2>/dev/null),$(shell scripts/where))
$(RUN) $(DEV) $(OCR): again
endif

help: ## Enlista las tareas
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

install: $(RUN) ## Prepara .venv con el comando puntual
	@echo "» Listo: $(BIN)/puntual"

ocr: $(OCR) ## Prepara .venv también para leer fotos y escaneos (360 MB más)
	@echo "» Listo: Puntual lee el oficio de fotos y páginas escaneadas desde que arranque de nuevo"

demo: $(RUN) ## Muestra un trimestre completo, sin Telegram ni configuración
	@$(BIN)/puntual demo $(ARGS)

sandbox: $(RUN) ## Abre un Telegram de ensayo en el navegador, con el bot dentro
	@$(BIN)/puntual sandbox $(ARGS)

run: $(RUN) ## Corre el bot con la configuración de .env
	@$(BIN)/puntual run $(ARGS)

quick: $(DEV) ## Corre en un minuto las pruebas de reglas, textos, casos de uso (en SQLite) y arquitectura
	@$(PYTEST) --no-postgres $(QUICK) $(ARGS)

test: $(DEV) ## Corre todas las pruebas; por ejemplo: make test ARGS="-k prorroga"
	@$(PYTEST) $(ARGS)

check: $(DEV) ## Revisa todo, como en integración continua: formato, reglas, tipos, contratos y pruebas
	@echo "» Formato"
	@$(BIN)/ruff format --check .
	@echo "» Reglas"
	@$(BIN)/ruff check .
	@echo "» Tipos"
	@$(BIN)/mypy
	@echo "» Contratos de importación"
	@$(BIN)/lint-imports --no-logo --no-cache
	@echo "» Pruebas con cobertura: 90 % en total, con ramas"
	@$(PYTEST) --cov --cov-fail-under=90
	@echo "» Cobertura: 100 % en las reglas, los casos de uso y los textos"
	@$(BIN)/coverage report --include='domain/*,usecases/*,bot/texts/*' --fail-under=100

format: $(DEV) ## Da formato y corrige lo que se corrige solo
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: $(DEV) ## Fija de nuevo las versiones; las más nuevas con ARGS=--upgrade
	@scripts/lock $(ARGS)

bench: $(DEV) ## Mide rapidez y aguante, o dos versiones en turnos: make bench ARGS="--against 8165f50 --quick"
	@$(BIN)/python -m bench $(ARGS)

clean: ## Borra .venv y lo que dejan las herramientas; no toca data/ ni .env
	@rm -rf .venv .venv.before .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage .coverage.* htmlcov dist build
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(MARKS)/%: % pyproject.toml scripts/install scripts/find-python scripts/where
	@scripts/install $<

.PHONY: again
