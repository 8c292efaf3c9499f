using Sidecar.Hooks;
using Sidecar.Repository;
using Sidecar.Setup.Files;

namespace Sidecar.Setup.GitHooks;

/// <summary>The words for hooks that are not ours to change: why, and what a person can do about it.</summary>
internal static class HookAdvice
{
    // Runs every hook of a folder elsewhere, from a folder of this repository.
    private const string ChainFolder = "chained-hooks";

    /// <summary>Why no hook at all can be put in here; null where nothing speaks against it.</summary>
    public static SetupStep? WhyNone(HookLocation location, RepositoryFolders folders) => location.Place switch
    {
        HookPlace.Off => SwitchedOff(location, folders),
        HookPlace.Outside => Outside(location, folders),
        _ => null,
    };

    public static SetupStep Link(string hook, string program) => SetupStep.Failed(
        hook,
        $"The hook {hook} is a symbolic link to {new FileInfo(hook).LinkTarget}: it belongs to another tool and was left alone.",
        $"add this line to the script it points to, before all others: {Call(hook, program)}");

    public static SetupStep NotExecutable(string hook) => SetupStep.Failed(
        hook,
        $"The hook {hook} is not executable, so git does not run it. Somebody may have switched it off: it was left alone.",
        $"chmod +x {ShellWord.Quote(hook)} && sidecar init");

    public static SetupStep CarriageReturns(string hook) => SetupStep.Failed(
        hook,
        $"The hook {hook} has Windows line ends (CR LF), which a shell cannot read. It was left alone.",
        $"sed -i 's/\\r$//' {ShellWord.Quote(hook)} && sidecar init");

    public static SetupStep NotShell(string hook, string program) => SetupStep.Failed(
        hook,
        $"The hook {hook} is not a shell script, so nothing can be put into it. It was left alone.",
        Path.GetFileName(hook) == HookName.PreCommit
            ? $"make it start {ShellWord.Quote(program)} pre-commit first, and end with code 1 if that ends with code 1"
            : $"make it start {ShellWord.Quote(program)} {Path.GetFileName(hook)} with its own arguments first");

    public static SetupStep Damaged(string hook) => SetupStep.Failed(
        hook,
        $"The hook {hook} holds a part of Sidecar's block only; nobody can tell where it ends. It was left alone.",
        $"delete the lines of that block, from '{HookBlock.Begin}' to '{HookBlock.End}', then run sidecar init");

    private static SetupStep SwitchedOff(HookLocation location, RepositoryFolders folders) => SetupStep.Failed(
        location.Folder,
        $"Git hooks are switched off here by {location.Setting}, so commits cannot be guarded.",
        $"git config core.hooksPath {ShellWord.Quote(Path.Combine(folders.CommonDirectory, "hooks"))} && sidecar init");

    private static SetupStep Outside(HookLocation location, RepositoryFolders folders) => SetupStep.Failed(
        location.Folder,
        $"Git takes its hooks from {location.Folder}, outside this repository, by {location.Setting}. Sidecar does not write "
            + "there: it would act in every repository. A folder of hooks for this repository alone can run those and ours.",
        ChainCommand(location.Folder, Path.Combine(folders.CommonDirectory, ChainFolder)));

    // The line that does the same as our block, for people to add by hand.
    private static string Call(string hook, string program) => Path.GetFileName(hook) == HookName.PreCommit
        ? $"{ShellWord.Quote(program)} pre-commit || exit 1"
        : $"{ShellWord.Quote(program)} {Path.GetFileName(hook)} \"$@\" </dev/null >/dev/null 2>&1 || :";

    private static string ChainCommand(string from, string to) =>
        $"mkdir {ShellWord.Quote(to)} && for hook in {ShellWord.Quote(from)}/*; do if [ -f \"$hook\" ] && [ -x \"$hook\" ]; then "
        + $"printf '#!/bin/sh\\nexec \"%s\" \"$@\"\\n' \"$hook\" >{ShellWord.Quote(to)}/\"${{hook##*/}}\"; "
        + $"chmod +x {ShellWord.Quote(to)}/\"${{hook##*/}}\"; fi; done; git config core.hooksPath {ShellWord.Quote(to)} && sidecar init";
}
