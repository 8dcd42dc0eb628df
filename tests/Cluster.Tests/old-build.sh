#!/usr/bin/env bash
# Publishes the Cluster edition of an earlier commit, for UpgradingWithoutAPause: old-build.sh FOLDER [COMMIT]
# Without COMMIT it is the newest one that lacks the newest migration; exit code 3 when the history that is here does not
# reach so far back. .ci/run long does this by itself; with another commit: COMMERCE_OLD_BUILD=FOLDER .ci/run long
set -euo pipefail
[ $# -eq 1 ] || [ $# -eq 2 ] || { echo "usage: $0 FOLDER [COMMIT]" >&2; exit 2; }
here=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)
folder=$(realpath -m "$1")

before_the_newest_migration() {
  local newest commit
  newest=$(git -C "$here" ls-tree -r --name-only HEAD Silo/Storage/Postgres/ | grep '\.sql$' | sort | tail -n 1)
  for commit in $(git -C "$here" rev-list HEAD); do
    if [ -z "$(git -C "$here" ls-tree --name-only "$commit" "$newest")" ]; then echo "$commit"; return; fi
  done
  echo "This clone's history has no commit without $newest. Is it a shallow one? git fetch --unshallow" >&2
  return 3
}

commit=${2:-$(before_the_newest_migration)}
sources=$(mktemp -d)
trap 'git -C "$here" worktree remove --force "$sources"' EXIT
git -C "$here" worktree add --quiet --detach "$sources" "$commit"
git -C "$here" log -1 --format='%h of %ci' "$commit"
rm -rf "$folder"
for project in Silo Api; do
  dotnet publish "$sources/$project" -p:Edition=Cluster -c "${CONFIGURATION:-Debug}" -o "$folder/$project" -v q -nologo
done
