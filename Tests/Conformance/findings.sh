#!/usr/bin/env bash
# Reports the findings on a policy full of mistakes in every format: the SARIF must be valid, and all formats must agree.
# usage: findings.sh POLICYC SHARED
set -euo pipefail
policyc=$(realpath "$1")
schema=$(realpath -m "$2")/schemas/sarif/sarif-schema-2.1.0.json
bin=$PWD/.venv/bin
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r policy "$work/policy"
cd "$work"
for file in policy/LA.CP.MP.53/[0-9]*.yaml; do
  sed -i -e 's/^title:/titel:/' -e 's/any_of:/any_off:/' -e 's/outcome: medically/outcome: medicaly/' "$file"
done
sed -i '1d' policy/LA.CP.MP.53/references.yaml
printf '\tx: 1\n' > 'policy/LA.CP.MP.53/2024 #1.yaml'
for format in json sarif github; do
  if "$policyc" check --format $format > found.$format 2>/dev/null; then
    echo "policyc check --format $format found nothing"
    exit 1
  fi
done
"$bin/python" - <<'PYTHON'
import json
found = json.load(open("found.json"))["findings"]
results = json.load(open("found.sarif"))["runs"][0]["results"]
lines = open("found.github").read().splitlines()
assert len(found) == len(results) == len(lines) > 10, (len(found), len(results), len(lines))
for finding, result, line in zip(found, results, lines):
    assert result["ruleId"] == finding["code"] and f"title={finding['code']}::" in line
    assert result["partialFingerprints"]["policycFinding/v1"] == finding["fingerprint"]
assert len({finding["fingerprint"] for finding in found}) == len(found)
print(f"JSON, SARIF and GitHub annotations report the same {len(found)} findings")
PYTHON
if [ -f "$schema" ]; then
  "$bin/check-jsonschema" --schemafile "$schema" found.sarif
else
  echo "SARIF schema: skipped, $schema does not exist"
fi
