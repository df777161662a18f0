#!/bin/sh
# Makes common.ttf.gz and rare.ttf.gz from the npm package, and checks every
# hash on the way. Needs npm, gzip and Debian's python3-fonttools (4.38).
set -eu
cd "$(dirname "$0")"
package=@expo-google-fonts/noto-serif-sc@0.4.3
python=${PYTHON:-/usr/bin/python3}

work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
(cd "$work" && npm pack --silent "$package" >/dev/null && tar -xzf ./*.tgz)
source=$work/package/400Regular/NotoSerifSC_400Regular.ttf
echo "$(cat source.sha256)  $source" | sha256sum --check --quiet

"$python" subset.py "$source" "$work"
for name in common rare; do
	gzip -9n <"$work/$name.ttf" >"$name.ttf.gz"
done
cp "$work/package/LICENSE_FONT" LICENSE
sha256sum --check SHA256SUMS
