.PHONY: phantom bench-lic

# The phantom that the tests of the whole chain use; without it they are skipped.
phantom:
	PEERS=0 bench/setup.sh

# Speed and accuracy beside those of other programs, on the same voxels in the same run.
bench-lic:
	bench/setup.sh
	swift build -c release --product lic
	LIC_BENCH=1 swift build -c release --product LiverFitBench
	.build-bench/venv/bin/python -W ignore bench/bench_lic.py
