#!/bin/sh
# Makes pdfium.wasm from the Go module at the version of go.mod, and LICENSE from
# an npm package that carries PDFium's own, and checks every hash on the way.
# Needs go, npm and python3.
set -eu
cd "$(dirname "$0")"
licence=@embedpdf/pdfium@2.15.1

work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
source=$(go list -m -f '{{.Dir}}' github.com/klippa-app/go-pdfium)/internal/pdfium_wasm/pdfium.wasm
echo "$(cat source.sha256)  $source" | sha256sum --check --quiet
python3 prepare.py "$source" exports.txt pdfium.wasm

(cd "$work" && npm pack --silent "$licence" >/dev/null && tar -xzf ./*.tgz)
cp "$work/package/LICENSE.pdfium" LICENSE
sha256sum --check SHA256SUMS
