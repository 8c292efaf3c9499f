# Publishes the three programs into artifacts/bin, when something that they are made of is newer.
# SIDECAR_PUBLISH=native or ready forces one kind of the two programs that start often; unset: native where it can be had.

bin="$root/artifacts/bin"
kind_wanted=${SIDECAR_PUBLISH:-auto}

is_fresh() {
    [ -f "$bin/.stamp" ] && read -r kind_published <"$bin/.stamp" && [ "$kind_published" = "$kind_wanted" ] || return 1
    # Folders count too: a file taken away changes only the time of its folder.
    newer=$(find "$root/src" "$root/hooks" "$root/build" "$root/Directory.Build.props" "$root/Directory.Packages.props" \
        "$root/global.json" \( -name obj -o -name bin \) -prune -o -newer "$bin/.stamp" -print | head -n 1)
    [ -z "$newer" ]
}

# publish [anew]: 'anew' also forgets what earlier builds left.
publish() {
    lock
    if [ "${1:-}" = anew ]; then
        rm -rf "$root/artifacts/build" "$root/artifacts"/native-* "$bin/.stamp"
    fi
    # Somebody else may have built it while this one waited.
    if ! is_fresh; then
        need_git
        need_dotnet
        publish_anew
    fi
    unlock
}

# The programs are started without the build's environment, so a runtime in an unusual place must be named to them.
tell_runtime() {
    if [ -z "${DOTNET_ROOT:-}" ] && read -r runtime <"$bin/.dotnet-root"; then
        export DOTNET_ROOT="$runtime"
    fi
}

publish_anew() {
    case $kind_wanted in
        auto | native | ready) ;;
        *) fail 2 "SIDECAR_PUBLISH is '$kind_wanted'; it can be native or ready." "unset SIDECAR_PUBLISH" ;;
    esac

    rm -rf "$root/artifacts/bin.new" "$root/artifacts/bin.old"
    mkdir -p "$root/artifacts/bin.new"
    # The stamp bears the time of the start: what is changed while the build runs must count as newer.
    echo "$kind_wanted" >"$root/artifacts/bin.new/.stamp"
    if [ -d "$bin" ]; then
        say "building, because something changed (a few seconds) ..."
    else
        say "building (the first time about a minute) ..."
    fi

    logged publish publish_ready || fail 1 "the build failed." "mend what is said above, then run this again"
    publish_native
    rm -f "$root"/artifacts/bin.new/*.pdb "$root"/artifacts/bin.new/*.dbg "$root"/artifacts/bin.new/*.xml
    runtime_folder_for "$root/artifacts/bin.new/sidecar" >"$root/artifacts/bin.new/.dotnet-root"
    swap "$root/artifacts/bin.new" "$bin"
}

# All three programs, framework-dependent and compiled ahead as far as ReadyToRun goes; one project carries the others along.
publish_ready() {
    "$dotnet" publish "$root/src/Sidecar" --configuration Release --use-current-runtime --no-self-contained \
        --output "$root/artifacts/bin.new" --disable-build-servers -p:PublishReadyToRun=true -p:DebugType=none \
        --verbosity quiet 9>&-
}

publish_native() {
    [ "$kind_wanted" != ready ] || { say "sidecar-hook, sidecar-mcp: ReadyToRun (as SIDECAR_PUBLISH says)"; return 0; }

    if ! can_link; then
        no_native "there is no C compiler here; Debian and Ubuntu: apt-get install gcc libc6-dev zlib1g-dev"
    elif ! find_native_framework; then
        no_native "the native compiler's packages cannot be restored here"
    else
        logged publish-native publish_native_programs ||
            fail 1 "the native build failed." "mend what is said above, or run with SIDECAR_PUBLISH=ready"
        rm -f "$root/artifacts/bin.new/sidecar-hook.runtimeconfig.json" "$root/artifacts/bin.new/sidecar-mcp.runtimeconfig.json"
        note=
        [ "$framework" = net10.0 ] || note="; the net10.0 native runtime pack is not available here"
        say "sidecar-hook, sidecar-mcp: native ($framework$note)"
    fi
}

no_native() {
    [ "$kind_wanted" != native ] || fail 1 "no native build is possible: $1." "unset SIDECAR_PUBLISH"
    say "sidecar-hook, sidecar-mcp: ReadyToRun ($1)"
}

can_link() {
    for compiler in clang gcc; do
        command -v "$compiler" >/dev/null 2>&1 || continue
        echo 'int main(void) { return 0; }' |
            "$compiler" -x c -o "$root/artifacts/bin.new/.link" - -lm -lpthread -ldl >/dev/null 2>&1 || continue
        rm -f "$root/artifacts/bin.new/.link"
        return 0
    done
    return 1
}

# Sets $framework to the newest one whose native runtime pack can be restored. The answer is remembered for this SDK;
# a 'none' is not, because it may be the network's.
find_native_framework() {
    remembered="$root/artifacts/native-framework"
    if [ -f "$remembered" ] && read -r sdk framework <"$remembered" && [ "$sdk" = "$sdk_version" ]; then
        return 0
    fi

    for framework in net10.0 net9.0; do
        if native msbuild -target:Restore >"$root/artifacts/log/native-$framework.log" 2>&1; then
            echo "$sdk_version $framework" >"$remembered"
            return 0
        fi
    done
    return 1
}

publish_native_programs() {
    native publish --disable-build-servers -maxcpucount "-p:PublishDir=$root/artifacts/bin.new/" -p:DebugType=none
}

native() {
    verb=$1
    shift
    "$dotnet" "$verb" "$root/build/Native.proj" "$@" -nologo -verbosity:quiet -p:Configuration=Release \
        -p:UseCurrentRuntimeIdentifier=true "-p:SidecarTfm=$framework" \
        "-p:ArtifactsPath=$root/artifacts/native-$framework/" </dev/null 9>&-
}

# swap NEW OLD: NEW takes OLD's place. In one step where mv can do it; a process that runs keeps the files it has open.
swap() {
    [ -e "$2" ] || { mv "$1" "$2"; return 0; }

    if mv --exchange --no-copy -T "$1" "$2" 2>/dev/null; then
        rm -rf "$1"
    else
        rm -rf "$2.old"
        mv "$2" "$2.old"
        mv "$1" "$2"
        rm -rf "$2.old"
    fi
}
