# Finds what the build needs, and says what is missing and where to get it.

need_git() {
    command -v git >/dev/null 2>&1 ||
        fail 1 "git is not on this machine." "install git (Debian and Ubuntu: apt-get install git), then run this again"
}

# Sets $dotnet and $sdk_version.
need_dotnet() {
    for dotnet in "${DOTNET_ROOT:-}/dotnet" "$(command -v dotnet || true)" "${HOME:-}/.dotnet/dotnet" \
        /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet /usr/local/share/dotnet/dotnet; do
        [ -x "$dotnet" ] || continue
        "$dotnet" --list-sdks 2>/dev/null | grep -q '^10\.' || continue
        prepare_dotnet
        sdk_version=$(cd "$root" && "$dotnet" --version)
        return 0
    done

    fail 1 "the .NET 10 SDK is not on this machine (looked in DOTNET_ROOT, PATH, ~/.dotnet and the system's folders)." \
        "get it from https://dotnet.microsoft.com/download or as the package dotnet-sdk-10.0, then run this again"
}

prepare_dotnet() {
    # No build server may outlive this script: it would keep files of this checkout open.
    export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
    export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_CLI_UI_LANGUAGE=en
    if [ ! -w "${HOME:-/nonexistent}" ]; then
        export DOTNET_CLI_HOME="$root/artifacts/home" NUGET_PACKAGES="$root/artifacts/packages"
        mkdir -p "$DOTNET_CLI_HOME" "$NUGET_PACKAGES"
    fi
}

# The folder that programs are to be told of when they do not find the runtime by themselves; empty otherwise.
runtime_folder_for() {
    env -u DOTNET_ROOT "$1" --version >/dev/null 2>&1 && return 0
    "$dotnet" --list-runtimes | sed -n 's|^Microsoft\.NETCore\.App 10\..*\[\(.*\)/shared/Microsoft\.NETCore\.App\]$|\1|p' |
        tail -n 1
}
