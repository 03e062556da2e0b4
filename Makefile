# Luotu: two commands are enough, `make app` and `make test`. The work is done by tools/.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help app test format qgis-check score score-gem bench profile sample docs picture lock clean
unexport PYTHONHOME PYTHONPATH

PORT ?= 8501
export PORT PYTHON

in_venv := .venv/bin/python
# Finds a Python on the machine and lets tools/bootstrap.py see to the steps named after it.
ensure = @python=$$(sh tools/python.sh) && "$$python" tools/bootstrap.py

help: ## print this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r name what; \
	do printf '  make %-10s %s\n' "$$name" "$$what"; done

app: ## set everything up and open the map page on http://127.0.0.1:8501 (PORT=… for another port)
	$(ensure) port install boundaries
	@.venv/bin/luotu serve --port "$(PORT)"

test: ## format check, lint, types and all tests, the browser's too
	$(ensure) install boundaries browser nginx qgis
	@$(in_venv) -m ruff format --check .
	@$(in_venv) -m ruff check .
	@$(in_venv) -m mypy
	@$(in_venv) -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder --durations 40

format: ## format the code and mend what the linter can mend
	$(ensure) install
	@$(in_venv) -m ruff format .
	@$(in_venv) -m ruff check --fix .

qgis-check: ## have QGIS and GDAL judge exported layers, and draw them into build/layers
	$(ensure) install boundaries qgis
	@$(in_venv) -m tools.check_layers

score: ## score the reader on annotated plans (those of ../shared, where it is there, and our own)
	$(ensure) install
	@$(in_venv) -m tools.score $(ARGS)

score-gem: ## score the geocoder on real plants (needs ../shared)
	$(ensure) install
	@$(in_venv) -m tools.score_gem

bench: ## time all of it beside its peers: reader, geocoder, points, sums, files in and out, pictures, the map page
	$(ensure) install boundaries browser bench
	@$(in_venv) -m tools.bench $(ARGS)

profile: ## tell the functions in which the reader spends most time
	$(ensure) install
	@$(in_venv) -m tools.bench --profile

sample: ## read the plans of ../shared again and write data/sample
	$(ensure) install
	@$(in_venv) -m tools.make_sample

docs: ## write docs/kinds.md and docs/rules.md from the tables of kinds and rules
	$(ensure) install
	@$(in_venv) -m tools.kinds_doc
	@$(in_venv) -m tools.rules_doc

picture: ## make the pictures of README and docs
	$(ensure) install boundaries browser
	@$(in_venv) -m tools.screenshot
	@$(in_venv) -m tools.brief_pictures

lock: ## pin the requirements anew, with hashes
	$(ensure) install
	@$(in_venv) -m tools.lock

clean: ## remove what set-up and tests made; your registry stays
	@rm -rf .venv .venv-bench .pytest_cache .mypy_cache .ruff_cache .hypothesis build out *.egg-info
	@rm -rf static screenshots
	@rm -f data/boundaries/*.parquet data/boundaries/*.geojson data/boundaries/*.json
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
