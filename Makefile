# make            install what is missing, build policyc, compile policy/ to generated/
# make lic        the same for lic, the liver iron module
# make test       the tests, that policy/ is formatted and generated/ what it compiles to, and that
#                 worked cases hold and show every criterion
# make conformance  what is made, judged by validators, a browser, a DICOM node and an oracle that others wrote
# make oracle     decisions on requests that are partly known, against solvers that others wrote
# make install    put policyc and lic into $(PREFIX)/bin, with completions and the manual page
# make docs       the reference of the library that other programs embed, with DocC
# make bench      deciding beside other programs, as ratios
# make simulate-lic  how often the intervals of simulated liver studies contain the truth, and what stresses do
# make bench-lic  the liver iron fits beside other programs, and a study from DICOM to its results
# make fuzz       made-up bytes for the readers, FUZZ_SECONDS each
# make kill-test  builds that are killed at KILL_POINTS random moments, next to others and to readers
SHELL := /bin/bash
PREFIX ?= /usr/local
share = $(PREFIX)/share
policyc := .build/release/policyc
lic := .build/release/lic
packages := libyaml-dev libxml2-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libssl-dev libcadical-dev pkg-config
# lic alone needs images, DICOM, reports and HTTP.
lic_packages := libssl-dev libnifti2-dev libpng-dev zlib1g-dev libdcmtk-dev libopenjp2-7-dev \
  libpango1.0-dev fonts-dejavu-core libcurl4-openssl-dev pkg-config
# The phantom of the liver iron tests is made in Python.
test_packages := python3-venv
FUZZ_SECONDS ?= 60
KILL_POINTS ?= 1000
STUDIES ?= 500
KILL_SECONDS ?= 360

.PHONY: build docs dependencies lic-dependencies test-dependencies release lic test conformance oracle install \
  kill-test phantom bench bench-lic simulate-lic fuzz fuzz-dicom fuzz-requests fuzz-sources
build: release
	$(policyc) build

release: dependencies
	POLICYC_ALONE=1 swift build -c release --static-swift-stdlib --product policyc

lic: lic-dependencies
	swift build -c release --static-swift-stdlib --product lic

# apt is asked only where a package is missing.
install_missing = @missing=(); for package in $(1); do \
  dpkg -s $$package >/dev/null 2>&1 || missing+=($$package); done; \
if [ $${\#missing[@]} -gt 0 ]; then \
  echo "installing $${missing[*]}"; \
  sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
  $$sudo apt-get update -qq && \
  DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq $${missing[*]} >/dev/null; \
fi

dependencies:
	$(call install_missing,$(packages))

lic-dependencies:
	$(call install_missing,$(lic_packages))

test-dependencies:
	$(call install_missing,$(packages) $(lic_packages) $(test_packages))

test: test-dependencies phantom
	swift format lint --strict --recursive Sources Tests bench Package.swift
	swift build --build-tests
	swift test --skip-build
	.build/debug/policyc fmt --check
	.build/debug/policyc build --check
	.build/debug/policyc test --coverage

# It stops after KILL_SECONDS at the latest. SEED=… repeats its random choices.
kill-test: release
	Tests/Kill/run $(policyc) $(KILL_POINTS) $(KILL_SECONDS)

conformance: release lic
	Tests/Conformance/run

oracle: release
	[ -x .venv/bin/python ] || python3 -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check $$(grep '^z3-solver==' Tests/Conformance/requirements.txt)
	Tests/Conformance/oracle/run $(policyc) .venv/bin/python all

install: release lic
	install -D -s $(policyc) $(DESTDIR)$(PREFIX)/bin/policyc
	install -D -s $(lic) $(DESTDIR)$(PREFIX)/bin/lic
	mkdir -p .build/share
	for shell in bash zsh fish; do \
	  $(policyc) --generate-completion-script $$shell >.build/share/policyc.$$shell || exit 1; done
	install -D -m 644 .build/share/policyc.bash $(DESTDIR)$(share)/bash-completion/completions/policyc
	install -D -m 644 .build/share/policyc.zsh $(DESTDIR)$(share)/zsh/site-functions/_policyc
	install -D -m 644 .build/share/policyc.fish $(DESTDIR)$(share)/fish/vendor_completions.d/policyc.fish
	swift build --product generate-manual
	.build/debug/generate-manual $(policyc) --date 2026-11-01 --output-directory .build/share
	install -D -m 644 .build/share/policyc.1 $(DESTDIR)$(share)/man/man1/policyc.1

# The phantom of the liver iron tests that need one; they are skipped without it.
phantom: test-dependencies
	PEERS=0 bench/liver/setup.sh

# Speed of deciding beside other programs, on the same requests in one run.
bench: build
	bench/decisions/setup.sh
	POLICYC_BENCH=1 swift build -c release --product DecisionBench --scratch-path .build-bench/swift
	python3 bench/decisions/bench_decisions.py

# Speed and accuracy of the liver iron fits beside other programs, on the same voxels in one run.
bench-lic:
	bench/liver/setup.sh
	swift build -c release --product lic
	LIC_BENCH=1 swift build -c release --product LiverFitBench
	.build-bench/venv/bin/python -W ignore bench/liver/bench_lic.py
	Tests/Conformance/centre/tools
	.venv/bin/python -W ignore bench/liver/bench_centre.py

# Studies with known iron through all checks, STUDIES in each band, then one stress at a time.
simulate-lic: lic-dependencies
	LIC_BENCH=1 swift build -c release --product LiverSimulation --scratch-path .build-bench/swift
	.build-bench/swift/release/LiverSimulation bands $(STUDIES)
	.build-bench/swift/release/LiverSimulation stresses

fuzz: fuzz-dicom fuzz-requests fuzz-sources

# Whole policies at the edges of every type, compiled with everything that is made from them. What was
# found stays in .build-fuzz/sources.
fuzz-sources: dependencies
	POLICYC_FUZZ=1 swift build --sanitize=fuzzer -Xswiftc -sanitize=fuzzer,address \
	  -Xcc -fsanitize=address --product SourceFuzz --scratch-path .build-fuzz
	mkdir -p .build-fuzz/sources .build-fuzz/source-seeds
	for size in {40..340..5}; do head -c $$size /dev/urandom >.build-fuzz/source-seeds/$$size; done
	ASAN_OPTIONS=detect_leaks=0 .build-fuzz/debug/SourceFuzz -max_total_time=$(FUZZ_SECONDS) -timeout=60 \
	  -rss_limit_mb=4096 -max_len=400 -len_control=0 -artifact_prefix=.build-fuzz/sources- \
	  .build-fuzz/sources .build-fuzz/source-seeds

# JSON and requests; what was found stays in .build-fuzz/requests. Leaks are not looked for: Swift keeps
# marks in the bits of pointers, which are then not known as such.
fuzz-requests: release
	POLICYC_FUZZ=1 swift build --sanitize=fuzzer -Xswiftc -sanitize=fuzzer,address \
	  -Xcc -fsanitize=address --product RequestFuzz --scratch-path .build-fuzz
	mkdir -p .build-fuzz/requests .build-fuzz/request-seeds
	$(policyc) test CMS.NCD.210.14 --classes | grep 2022-02 | split -l 3 - .build-fuzz/request-seeds/
	printf 'id;age;procedure\r\n"a;b";55;true\r\n"c\nd";"5""6";\r\n' >.build-fuzz/request-seeds/csv
	ASAN_OPTIONS=detect_leaks=0 TABLE=generated/CMS.NCD.210.14/2022-02/decision-table.json .build-fuzz/debug/RequestFuzz \
	  -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 -max_len=4096 \
	  -artifact_prefix=.build-fuzz/requests- .build-fuzz/requests .build-fuzz/request-seeds

# The reader of DICOM: no crash, no hang, no unbounded memory. What was found stays in .build-fuzz/dicom.
# DCMTK may ask for 4 GB of addresses for a damaged length, and then reads the few bytes that are there.
fuzz-dicom: test-dependencies
	Tests/Conformance/centre/tools
	[ -d .build-fuzz/seeds ] || .venv/bin/python -W ignore Tests/Conformance/centre/seeds.py .build-fuzz/seeds
	LIC_FUZZ=1 swift build --sanitize=fuzzer -Xswiftc -sanitize=fuzzer,address \
	  -Xcxx -fsanitize=fuzzer-no-link,address -Xcc -fsanitize=fuzzer-no-link,address \
	  -Xlinker -lstdc++ --product DICOMFuzz --scratch-path .build-fuzz
	mkdir -p .build-fuzz/dicom
	.build-fuzz/debug/DICOMFuzz -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 -malloc_limit_mb=8192 \
	  -max_len=16384 -artifact_prefix=.build-fuzz/dicom- .build-fuzz/dicom .build-fuzz/seeds

# The module that other programs embed, and the values that it uses, in .build/docs. Docc stops at any
# reference that it cannot resolve; the two pages must exist.
docs: dependencies
	rm -rf .build/docs .build/docs-symbols
	POLICYC_LIBRARY=1 swift package --scratch-path .build/library dump-symbol-graph \
	  --minimum-access-level public >/dev/null
	mkdir -p .build/docs-symbols
	cp .build/library/*/symbolgraph/{DecisionTable,Values}*.symbols.json .build/docs-symbols
	docc convert Sources/DecisionTable/DecisionTable.docc --warnings-as-errors \
	  --additional-symbol-graph-dir .build/docs-symbols --output-path .build/docs \
	  --fallback-display-name DecisionTable --fallback-bundle-identifier policyc.DecisionTable \
	  --transform-for-static-hosting
	test -s .build/docs/documentation/decisiontable/index.html
	test -s .build/docs/documentation/values/index.html
