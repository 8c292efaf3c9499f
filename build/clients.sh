# Real MCP clients for the tests, put into artifacts/clients once. Where they cannot be had, the tests that need them are
# skipped and say so; SIDECAR_TEST_NO_CLIENTS holds the reason.

clients="$root/artifacts/clients"
inspector_version=2.12.0
claude_version=2.1.329
# The inspector needs a newer node than many systems have.
node_version=22.23.3

need_clients() {
    wanted="node@$node_version @modelcontextprotocol/inspector@$inspector_version @anthropic-ai/claude-code@$claude_version"
    if ! { [ -f "$clients/.installed" ] && [ "$(cat "$clients/.installed")" = "$wanted" ]; }; then
        install_clients || return 0
    fi

    modules="$clients/node_modules"
    export SIDECAR_TEST_NODE="$modules/node/bin/node"
    export SIDECAR_TEST_INSPECTOR="$modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js"
    export SIDECAR_TEST_CLAUDE="$modules/@anthropic-ai/claude-code/bin/claude.exe"
}

install_clients() {
    command -v npm >/dev/null 2>&1 || { without_clients "npm is not on this machine"; return 1; }
    say "installing the MCP clients for the tests (once, about half a minute) ..."
    rm -rf "$clients"
    mkdir -p "$clients"
    # Where no registry can be reached npm tries for many minutes by itself.
    limited=
    if command -v timeout >/dev/null 2>&1; then limited="timeout 300"; fi
    # shellcheck disable=SC2086 # one argument for each package, and the limit's own words
    logged clients $limited npm install --prefix "$clients" --no-audit --no-fund --loglevel=error \
        --fetch-timeout=30000 --fetch-retries=1 $wanted ||
        { without_clients "npm could not install them"; return 1; }
    "$clients/node_modules/node/bin/node" --version >/dev/null 2>&1 &&
        "$clients/node_modules/@anthropic-ai/claude-code/bin/claude.exe" --version >/dev/null 2>&1 ||
        { without_clients "npm installed them, but they do not start"; return 1; }
    printf '%s' "$wanted" >"$clients/.installed"
}

without_clients() {
    export SIDECAR_TEST_NO_CLIENTS="$1"
    say "the tests with real MCP clients will be skipped: $1"
}
