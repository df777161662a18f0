#!/bin/sh
# Makes axe.min.js.gz from the npm package and checks its hash. Needs npm and
# gzip.
set -eu
cd "$(dirname "$0")"
package=axe-core@4.14.1

work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
(cd "$work" && npm pack --silent "$package" >/dev/null && tar -xzf ./*.tgz)
gzip -9n <"$work/package/axe.min.js" >axe.min.js.gz
cp "$work/package/LICENSE" LICENSE
sha256sum --check SHA256SUMS
