#!/bin/sh
# Installs the programs to compare with in .build-bench/peers, and generates a million requests. The folder `shared` must be
# next to the checkout.
set -eu
cd "$(dirname "$0")/../.."
data=.build-bench/decisions
shared=$(cd .. && pwd)/shared/bench/decisions
[ -d "$shared" ] || { echo "$shared, which generates the requests, does not exist" >&2; exit 1; }
if [ ! -e .build-bench/peers/ready ]; then
  python3 -m venv .build-bench/peers
  .build-bench/peers/bin/pip install -q --only-binary :all: -r bench/decisions/requirements.txt
  touch .build-bench/peers/ready
fi
.build-bench/peers/bin/pip install -q --no-deps --force-reinstall .build/wheel/*.whl
mkdir -p "$data"
[ -e "$data/requests.ndjson" ] || { python3 "$shared/gen.py" 1000000 20231115 "$data/requests.part" && mv "$data/requests.part" "$data/requests.ndjson"; }
[ -e "$data/oracle.ndjson" ] || { python3 "$shared/oracle.py" "$data/requests.ndjson" > "$data/oracle.part" && mv "$data/oracle.part" "$data/oracle.ndjson"; }
cc -O2 -shared -fPIC -o "$data/count_malloc.so" bench/decisions/count_malloc.c -ldl
