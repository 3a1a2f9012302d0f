#!/bin/bash
set -euxo pipefail

cargo-bundle-licenses --format yaml --output THIRDPARTY.yml
cargo install --locked --no-track --path . --root "$PREFIX"

mkdir -p "$PREFIX/share/man/man1" "$PREFIX/share/bash-completion/completions" "$PREFIX/share/zsh/site-functions" \
  "$PREFIX/share/fish/vendor_completions.d"
# Where the build is for another machine, the program cannot be asked.
if "$PREFIX/bin/theravar" --version; then
  "$PREFIX/bin/theravar" man --outdir "$PREFIX/share/man/man1"
  "$PREFIX/bin/theravar" completions bash -o "$PREFIX/share/bash-completion/completions/theravar"
  "$PREFIX/bin/theravar" completions zsh -o "$PREFIX/share/zsh/site-functions/_theravar"
  "$PREFIX/bin/theravar" completions fish -o "$PREFIX/share/fish/vendor_completions.d/theravar.fish"
fi
