#!/usr/bin/env bash
# Builds the shop with one defect each, in a copy of the project, and has the simulation look for it.
#
#   tests/Simulation/defects/find.sh [NAME ...]     all of them without a name
#
# The same seeds must be clean without a defect, and every defect must be found within a minute of the one core that the
# simulation uses. DEFECT_SECONDS: as much on a machine that others use too. Last line: how many.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.." || exit 1
SEEDS=(--seed 1 --seeds 40 --days 6 --shoppers 80 --brief)
SECONDS_MOST=${DEFECT_SECONDS:-60}
CLEAN_SECONDS=$((SECONDS_MOST * 10))

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
patches=$PWD/tests/Simulation/defects
git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$copy"
cd "$copy" || exit 1

# Restored once; then only what a patch touches and what stands on it is built.
build() {
  dotnet build tests/Simulation/Simulation.csproj -c Release -v q -nologo -p:RunAnalyzers=false \
    -p:GenerateDocumentationFile=false -p:TreatWarningsAsErrors=false -p:DebugType=none "$@" </dev/null
}

look() {
  timeout "$1" artifacts/Embedded/bin/Simulation/release/Commerce.Simulation "${SEEDS[@]}" </dev/null
}

build || exit 1
look $CLEAN_SECONDS | tail -n 1
[ "${PIPESTATUS[0]}" -eq 0 ] || { echo 'the seeds are not clean without a defect' >&2; exit 1; }

names=("$@")
[ ${#names[@]} -gt 0 ] || mapfile -t names < <(basename -s .patch "$patches"/*.patch)
found=0
for name in "${names[@]}"; do
  git apply "$patches/$name.patch" && build --no-restore >build.log || { cat build.log >&2; exit 1; }
  began=$SECONDS
  said=$(look "$SECONDS_MOST")
  if [ $? -eq 1 ]; then
    found=$((found + 1))
    what=$(grep -m 1 -E '^([A-Z][0-9]|H-01|failure|log|world) ' <<<"$said" || grep -m 1 -vE '^seed' <<<"$said")
    printf '%s: found in %s s: %s\n' "$name" $((SECONDS - began)) "${what:0:120}"
  else
    printf '%s: NOT FOUND\n' "$name"
  fi
  git apply -R "$patches/$name.patch" || exit 1
done
echo "$found of ${#names[@]} defects found"
[ $found -eq ${#names[@]} ]
