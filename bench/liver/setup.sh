#!/bin/sh
# Installs the programs to compare with in .build-bench/venv, and generates the phantom and its tissue mask. The folder `shared`
# must be next to the checkout.
set -eu
cd "$(dirname "$0")/../.."
venv=.build-bench/venv
peers=${PEERS:-1}
shared=$(cd .. && pwd)/shared
if [ ! -d "$shared/bench/relaxometry" ] && [ ! -e .build-bench/phantom/dataset_description.json ]; then
  echo "$shared/bench/relaxometry, which generates the phantom, does not exist" >&2
  # Without the phantom, tests are skipped but a comparison fails.
  exit "$peers"
fi
# There are separate markers for the packages that read the phantom and for the programs to compare with, because the latter may
# be requested much later.
if [ ! -e "$venv/ready" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q --only-binary :all: -r bench/liver/requirements.txt
  touch "$venv/ready"
fi
if [ "$peers" = 1 ] && [ ! -e "$venv/ready-peers" ]; then
  "$venv/bin/pip" install -q dosma
  "$venv/bin/pip" install -q --only-binary :all: -r bench/liver/requirements.txt dipy tqdm pathos requests numba scikit-learn scikit-image
  "$venv/bin/pip" install -q --no-deps ukat
  "$venv/bin/pip" install -q --only-binary :all: -r bench/liver/requirements.txt
  touch "$venv/ready-peers"
fi
[ -e .build-bench/phantom/dataset_description.json ] ||
  "$venv/bin/python" "$shared/bench/relaxometry/make_phantom.py" .build-bench/phantom
[ -e .build-bench/tissue.nii.gz ] ||
  "$venv/bin/python" bench/liver/tissue_mask.py .build-bench/phantom .build-bench/tissue.nii.gz
