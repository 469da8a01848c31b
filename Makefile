# make            install what is missing, build policyc, compile policy/ to generated/
# make test       the tests, that generated/ is what policy/ compiles to, and that worked cases
#                 hold and show every criterion
# make conformance  what is made, judged by validators, a browser and an oracle that others wrote
# make install    put policyc and lic into $(PREFIX)/bin
# make bench      deciding beside other programs, as ratios
# make bench-lic  the liver iron fits beside other programs
SHELL := /bin/bash
PREFIX ?= /usr/local
policyc := .build/release/policyc
lic := .build/release/lic
packages := libyaml-dev libxml2-dev libcmark-dev libssl-dev libnifti2-dev libpng-dev zlib1g-dev libcadical-dev \
  pkg-config python3-venv

.PHONY: build dependencies release test conformance install phantom bench bench-lic
build: release
	$(policyc) build

release: dependencies
	swift build -c release --static-swift-stdlib --product policyc
	swift build -c release --static-swift-stdlib --product lic

# apt is asked only where a package is missing.
dependencies:
	@missing=(); for package in $(packages); do \
	  dpkg -s $$package >/dev/null 2>&1 || missing+=($$package); done; \
	if [ $${#missing[@]} -gt 0 ]; then \
	  echo "installing $${missing[*]}"; \
	  sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$sudo apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq $${missing[*]} >/dev/null; \
	fi

test: dependencies phantom
	swift format lint --strict --recursive Sources Tests Package.swift
	swift build --build-tests
	swift test --skip-build
	.build/debug/policyc build --check
	.build/debug/policyc test --coverage

conformance: release
	Tests/Conformance/run

install: release
	install -D $(policyc) $(DESTDIR)$(PREFIX)/bin/policyc
	install -D $(lic) $(DESTDIR)$(PREFIX)/bin/lic

# The phantom of the liver iron tests that need one; they are skipped without it.
phantom:
	PEERS=0 bench/setup.sh

# Speed of deciding beside other programs, on the same requests in one run.
bench: build
	bench/decisions/setup.sh
	POLICYC_BENCH=1 swift build -c release --product DecisionBench --scratch-path .build-bench/swift
	python3 bench/decisions/bench_decisions.py

# Speed and accuracy of the liver iron fits beside other programs, on the same voxels in one run.
bench-lic:
	bench/setup.sh
	swift build -c release --product lic
	LIC_BENCH=1 swift build -c release --product LiverFitBench
	.build-bench/venv/bin/python -W ignore bench/bench_lic.py
