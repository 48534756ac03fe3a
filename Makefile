# `make help` lists what can be made. The Swift toolchain builds everything that ships; Python 3 runs the client, the conformance
# examples and the accuracy tables; a virtual environment in .venv holds what the tests need from PyPI.

SERVICE := .build/release/article-service
VENV := .venv
VENV_READY := $(VENV)/.ready
PYTEST := $(VENV)/bin/pytest
MYPY := $(VENV)/bin/mypy
# Where the development data is; `make accuracy` and `make train` need it.
DATA ?=
DUMPS := .build/dumps
PEERS := .build/peers
DEMO_ARTICLE := Tests/Fixtures/articles/biden-hanoi-2023.txt
CLIENT := PYTHONPATH=clients/python/src ARTICLE_SERVICE=$(CURDIR)/$(SERVICE)
SWIFT_SOURCES := Sources Tests Package.swift

.DEFAULT_GOAL := help
.PHONY: help demo build test swift-test python-test conformance check-format check-types format \
	data train accuracy peers dumps bench bench-rpc sanitize fuzz readme clean need-swift need-python need-venv need-data

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: need-python build ## Build a release and read an article with it: outline, names, summary
	@$(CLIENT) python3 clients/python/examples/read_article.py $(DEMO_ARTICLE)

# On Linux the Swift runtime is linked in, so that the executable is one file that needs nothing else and starts at once.
STATIC := $(if $(filter Linux,$(shell uname)),--static-swift-stdlib)

build: need-swift ## Build the release executable
	swift build -c release $(STATIC) --product article-service

# MARK: Tests

test: need-swift need-venv check-format swift-test conformance check-types python-test ## Everything that must pass: format, Swift, protocol.md, types, Python

swift-test: need-swift ## The Swift tests
	swift test

conformance: need-python build ## Execute every example of protocol.md and compare it with rpc.discover
	python3 Tests/Conformance/run.py --openrpc -- $(SERVICE)

python-test: $(VENV_READY) build ## The Python client, the process as a whole, the conformance runner
	$(CLIENT) $(PYTEST) -q Tests/Python

check-types: $(VENV_READY)
	cd clients/python && ../../$(MYPY)
	cd Tests/Conformance && ../../$(MYPY) --strict --python-version 3.10 *.py

check-format: need-swift ## The format of the Swift code
	swift format lint --strict --parallel --recursive $(SWIFT_SOURCES)

format: need-swift ## Format the Swift code, and the Python code where ruff is installed
	swift format --in-place --parallel --recursive $(SWIFT_SOURCES)
	@if command -v ruff >/dev/null; then ruff check --fix . && ruff format .; else echo "ruff is not installed: Python code left as it is"; fi

sanitize: need-swift ## The Swift tests under the address sanitizer and the thread sanitizer
	@# Blobs made at run time are immortal by design, and XCTest keeps its suites: leaks are not looked for.
	ASAN_OPTIONS=detect_leaks=0 swift test --sanitize=address --scratch-path .build-asan
	swift test --sanitize=thread --scratch-path .build-tsan

bench: need-python build bench-rpc ## Articles a second over the wire, start-up, memory; JSON against a copy of the bytes
	@$(CLIENT) python3 Benchmarks/throughput.py
	swift run -c release --package-path Benchmarks/JSONBenchmark
	swift run -c release --package-path Benchmarks/TextBenchmark

bench-rpc: need-swift need-python ## RPCCore against a floor in C, written to docs/performance.md
	@Benchmarks/rpc/run

# Seconds for each of the three targets.
FUZZ_SECONDS ?= 60

# The compiler heeds the last -sanitize alone: without both in one, Swift code would run without coverage.
fuzz: need-swift ## Fuzz framing, JSON and dispatch, FUZZ_SECONDS (60) each
	@for target in Framing JSON Dispatch; do \
		FUZZ=1 swift build -c release --sanitize=fuzzer --sanitize=address -Xswiftc -sanitize=fuzzer,address \
			-Xswiftc -enable-testing \
			--scratch-path .build-fuzz --product Fuzz$$target && \
		mkdir -p .build-fuzz/corpus/$$target && \
		.build-fuzz/release/Fuzz$$target -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -verbosity=0 -print_final_stats=1 \
			.build-fuzz/corpus/$$target Tests/Fuzz/corpus/$$target || exit 1; \
	done

# MARK: Data and models

data: need-swift ## Compile Data/ into the blobs that the executable embeds
	swift run -c release DataCompiler knowledge
	swift run -c release DataCompiler text

train: need-swift need-data dumps ## Train the models again: make train DATA=../shared
	swift run -c release DataCompiler words --data $(DATA)
	swift run -c release DataCompiler names --data $(DATA)
	swift run -c release DataCompiler lines --data $(DUMPS)
	swift run -c release DataCompiler summaries --data $(DATA)

accuracy: need-python need-data build ## Accuracy on the development data: make accuracy DATA=../shared
	@$(CLIENT) python3 Benchmarks/accuracy/accuracy.py --data $(DATA) $(if $(wildcard $(DUMPS)/*.jsonl),--pages $(DUMPS)) \
		$(if $(wildcard $(PEERS)/*.jsonl),--peers $(PEERS))
	@swift run -c release DataCompiler evaluate-text --data $(DATA)
	@$(if $(wildcard $(DUMPS)/*.jsonl),swift run -c release DataCompiler lines --evaluate $(DUMPS),true)
	@swift build -c release --product DataCompiler
	@.build/release/DataCompiler links --data $(DATA)
	@.build/release/DataCompiler summaries --evaluate $(DATA)/data/summaries --data $(DATA) $(if $(wildcard $(PEERS)/*.jsonl),--peers $(PEERS))

peers: $(VENV_READY) need-data ## Names by underthesea, summaries by LexRank and TextRank (sumy), for accuracy to print beside ours
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check sumy underthesea
	$(VENV)/bin/python Benchmarks/accuracy/names_underthesea.py $(DATA)/data/names/dev.jsonl $(PEERS)/names.underthesea.jsonl
	$(VENV)/bin/python Benchmarks/accuracy/summary-peers.py $(DATA)/data/summaries $(PEERS)

dumps: need-venv need-data ## Turn the HTML of the development data into pages as readers paste them; accuracy then reads them too
	python3 Benchmarks/accuracy/dump-pages.py $(DATA) $(DUMPS)

readme: need-python build ## Run the commands that README.md shows and put their output in
	PATH=$(CURDIR)/.build/release:$$PATH $(CLIENT) python3 Tests/Python/readme.py

clean: ## Remove what was built
	rm -rf .build .build-* $(VENV)

# MARK: What is needed

$(VENV_READY): Tests/Python/requirements.txt | need-venv
	python3 -m venv --clear $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r Tests/Python/requirements.txt
	@touch $@

need-swift:
	@command -v swift >/dev/null || { echo "swift was not found: install Swift 6.2 or later, see https://www.swift.org/install" >&2; exit 1; }

need-python:
	@command -v python3 >/dev/null || { echo "python3 was not found: install Python 3.9 or later (Debian: apt-get install python3)" >&2; exit 1; }
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))' || { echo "python3 is older than 3.9: install Python 3.9 or later" >&2; exit 1; }

need-venv: need-python
	@python3 -c 'import ensurepip, venv' 2>/dev/null || { echo "python3 lacks its venv module: install it (Debian: apt-get install python3-venv)" >&2; exit 1; }

need-data:
	@test -n "$(DATA)" || { echo "say where the development data is: make $(firstword $(MAKECMDGOALS)) DATA=../shared" >&2; exit 1; }
	@test -d "$(DATA)/data" || { echo "$(DATA) holds no development data (no folder $(DATA)/data)" >&2; exit 1; }
