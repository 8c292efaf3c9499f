# Words for people, on stderr: stdout belongs to the program that is started.

say() { printf 'sidecar: %s\n' "$*" >&2; }

# fail EXIT-CODE WHAT NEXT
fail() {
    printf 'sidecar: %s\nnext: %s\n' "$2" "$3" >&2
    exit "$1"
}

# logged NAME COMMAND...: runs it with its output in artifacts/log/NAME.log. Where it fails, the end of the log is
# shown and the answer is 1.
logged() {
    log="$root/artifacts/log/$1.log"
    shift
    mkdir -p "$root/artifacts/log"
    if "$@" >"$log" 2>&1 </dev/null; then
        return 0
    fi

    # MSBuild says each error twice, once where it happens and once at the end.
    errors=$(grep -E '(error|fatal)[ :]' "$log" | sort -u | tail -n 15) || errors=$(tail -n 15 "$log")
    printf '%s\n' "$errors" >&2
    say "the whole log is in $log"
    return 1
}
