# ./sidecar install [--prefix DIR] [--remove]: puts the published programs in place for good, or takes them away again.

programs="sidecar sidecar-mcp sidecar-hook"

install_programs() {
    prefix=${HOME:+$HOME/.local}
    remove=
    while [ $# -gt 0 ]; do
        case $1 in
            --prefix) [ $# -ge 2 ] || install_usage "--prefix needs a folder"; prefix=$2; shift ;;
            --prefix=*) prefix=${1#--prefix=} ;;
            --remove) remove=yes ;;
            -h | --help) install_help; return 0 ;;
            *) install_usage "'$1' is not known to install" ;;
        esac
        shift
    done
    [ -n "$prefix" ] || install_usage "HOME is not set, so a prefix is needed"
    case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac

    library="$prefix/lib/sidecar"
    check_places
    if [ -n "$remove" ]; then
        remove_programs
    else
        lock
        copy_programs
        unlock
        tell_about_path
    fi
}

install_usage() {
    fail 2 "$1." "./sidecar install --help"
}

install_help() {
    cat <<'END'
Usage: ./sidecar install [--prefix DIR] [--remove]

Puts sidecar, sidecar-mcp and sidecar-hook in place for good, or takes them away again.

  --prefix DIR   The folder above lib/sidecar and bin (default: ~/.local)
  --remove       Take away what install put there
END
}

# Nothing that Sidecar did not put there is replaced or removed.
check_places() {
    if [ -e "$library" ] && [ ! -f "$library/.installed" ]; then
        fail 1 "$library is there and was not made by 'install'; it is left as it is." "./sidecar install --prefix DIR"
    fi
    for program in $programs; do
        place="$prefix/bin/$program"
        if { [ -e "$place" ] || [ -L "$place" ]; } && ! is_ours "$place"; then
            fail 1 "$place is there and was not made by 'install'; it is left as it is." "./sidecar install --prefix DIR"
        fi
    done
}

is_ours() {
    if [ -L "$1" ]; then
        [ "$(readlink "$1")" = "../lib/sidecar/${1##*/}" ]
    else
        grep -q '^# Made by sidecar install\.$' "$1" 2>/dev/null
    fi
}

copy_programs() {
    created=
    for folder in "$prefix" "$prefix/lib" "$prefix/bin"; do
        [ -d "$folder" ] || created="$folder
$created"
    done
    [ ! -f "$library/.installed" ] || created=$(cat "$library/.installed")

    mkdir -p "$prefix/lib" "$prefix/bin"
    rm -rf "$library.new"
    cp -R "$bin" "$library.new"
    rm -f "$library.new/.stamp"
    printf '%s\n' "$created" >"$library.new/.installed"
    swap "$library.new" "$library"
    for program in $programs; do
        place_program "$program"
    done
    say "installed in $library, with $programs in $prefix/bin"
}

# A link, replaced in one step; a two-line script where the program does not find the .NET runtime by itself.
place_program() {
    read -r runtime <"$library/.dotnet-root" || runtime=
    new="$prefix/bin/.$1.new"
    rm -f "$new"
    # Only what is not native needs the runtime, and only that has a file that names it.
    if [ -n "$runtime" ] && [ -f "$library/$1.runtimeconfig.json" ]; then
        printf '#!/bin/sh\n# Made by sidecar install.\nDOTNET_ROOT="${DOTNET_ROOT:-%s}" exec "%s" "$@"\n' \
            "$runtime" "$library/$1" >"$new"
        chmod +x "$new"
    else
        ln -s "../lib/sidecar/$1" "$new"
    fi
    mv -f "$new" "$prefix/bin/$1"
}

remove_programs() {
    [ -d "$library" ] || fail 1 "nothing is installed in $prefix." "./sidecar install --remove --prefix DIR"

    created=$(cat "$library/.installed")
    for program in $programs; do
        rm -f "$prefix/bin/$program"
    done
    rm -rf "$library"
    # Only the folders that 'install' made, and only while nobody else uses them.
    printf '%s\n' "$created" | while read -r folder; do
        [ -z "$folder" ] || rmdir "$folder" 2>/dev/null || true
    done
    say "removed from $prefix; repositories that were set up keep their hooks until 'sidecar uninstall' is run in them"
}

tell_about_path() {
    case ":$PATH:" in
        *":$prefix/bin:"*) say "$prefix/bin is on PATH: try 'sidecar --help'" ;;
        *) printf 'sidecar: %s is not on PATH. Add this line to your shell profile:\n  export PATH="%s:$PATH"\n' \
            "$prefix/bin" "$prefix/bin" >&2 ;;
    esac
}
