#!/bin/sh
# Makes .build-bench/venv with the peers, and the phantom with its mask of tissue. Needs the folder `shared` beside the checkout.
set -eu
cd "$(dirname "$0")/../.."
venv=.build-bench/venv
peers=${PEERS:-1}
shared=$(cd .. && pwd)/shared
if [ ! -d "$shared/bench/relaxometry" ] && [ ! -e .build-bench/phantom/dataset_description.json ]; then
  echo "there is no $shared/bench/relaxometry, which makes the phantom" >&2
  # Tests without a phantom are skipped; a comparison without one is none.
  exit "$peers"
fi
# One marker for what reads the phantom, one for the peers: the second may be asked for long after the first.
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
