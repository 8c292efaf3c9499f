# One build at a time in this checkout. A lock of a process that is gone does not count.

lock_limit_s=900

lock() {
    mkdir -p "$root/artifacts"
    if command -v flock >/dev/null 2>&1; then
        exec 9>>"$root/artifacts/.lock"
        flock -n 9 && return 0
        say "another build is running in $root; waiting for it"
        flock -w "$lock_limit_s" 9 || lock_timed_out
    else
        lock_by_folder
    fi
}

# What is started later must not inherit the lock: it would hold it for as long as it lives.
unlock() {
    if command -v flock >/dev/null 2>&1; then
        exec 9>&-
    else
        rm -rf "$root/artifacts/.lock.d"
    fi
}

# For systems without flock: making a folder is the one thing that every file system does once only.
lock_by_folder() {
    folder="$root/artifacts/.lock.d"
    waited=0
    until mkdir "$folder" 2>/dev/null; do
        owner=$(cat "$folder/pid" 2>/dev/null || echo 0)
        if [ "$owner" != 0 ] && ! kill -0 "$owner" 2>/dev/null; then
            # Renamed first, so that of two who find the owner dead only one takes the lock away.
            mv "$folder" "$folder.$$" 2>/dev/null && rm -rf "$folder.$$"
            continue
        fi
        [ "$waited" != 0 ] || say "another build is running in $root; waiting for it"
        waited=$((waited + 1))
        [ "$waited" -lt "$lock_limit_s" ] || lock_timed_out
        sleep 1
    done
    echo $$ >"$folder/pid"
}

lock_timed_out() {
    fail 1 "the other build did not end within $((lock_limit_s / 60)) minutes." "ps -ef | grep dotnet"
}
