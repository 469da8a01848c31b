#!/bin/sh
# Makes .build-bench/venv with the peers, and the phantom with its mask of tissue. Needs the folder `shared` beside the checkout.
set -eu
cd "$(dirname "$0")/.."
venv=.build-bench/venv
if [ ! -e "$venv/ready" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q --only-binary :all: -r bench/requirements.txt
  if [ "${PEERS:-1}" = 1 ]; then
    "$venv/bin/pip" install -q dosma qmri
    "$venv/bin/pip" install -q --only-binary :all: -r bench/requirements.txt dipy tqdm pathos requests numba scikit-learn scikit-image
    "$venv/bin/pip" install -q --no-deps ukat
    "$venv/bin/pip" install -q --only-binary :all: -r bench/requirements.txt
  fi
  touch "$venv/ready"
fi
shared=$(cd .. && pwd)/shared
if [ ! -d "$shared/bench/relaxometry" ]; then
  echo "skipped: there is no $shared/bench/relaxometry, which makes the phantom"
  exit 0
fi
[ -e .build-bench/phantom/dataset_description.json ] ||
  "$venv/bin/python" "$shared/bench/relaxometry/make_phantom.py" .build-bench/phantom
[ -e .build-bench/tissue.nii.gz ] ||
  "$venv/bin/python" bench/tissue_mask.py .build-bench/phantom .build-bench/tissue.nii.gz
