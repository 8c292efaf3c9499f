using System.ComponentModel;
using System.Diagnostics;
using Sidecar.Agents;

namespace Sidecar.Repository;

/// <summary>Which git command led to a hook, such as "reset --hard" or "stash pop": what the user typed, not what git started for it.</summary>
public static class GitCommandLine
{
    private const int MaxLength = 60;
    private const string LeftOut = "…";

    // Between a hook's program and git there are shells only, and at times the starter of a hook manager.
    private const int MostStarters = 6;

    // Git's own options, before the subcommand, whose value is the next word.
    private static readonly HashSet<string> GitOptionsWithValue = new(StringComparer.Ordinal)
    {
        "-C", "-c", "--git-dir", "--work-tree", "--namespace", "--super-prefix", "--config-env", "--attr-source", "--exec-path",
    };

    // Their next word is a message, a name or a command: nothing that says what git does.
    private static readonly HashSet<string> OptionsWithValue = new(StringComparer.Ordinal)
    {
        "--message", "--file", "--author", "--date", "--trailer", "--template", "--exec", "--pathspec-from-file",
    };

    // In these a "-m" or "-F" is followed by a message or a number; elsewhere "-m" is an option without a value.
    private static readonly HashSet<string> SubcommandsWithMessage = new(StringComparer.Ordinal)
    {
        "commit", "merge", "stash", "tag", "notes", "cherry-pick", "revert",
    };

    /// <summary>The command, short and printable, without messages, passwords and most paths; null where nobody can tell.</summary>
    /// <param name="processes">The process table.</param>
    /// <param name="pid">The hook's own process.</param>
    /// <param name="environment">The hook's environment: git leaves in it what it does in a merge, a pull and a rebase.</param>
    public static string? Of(IProcessTable processes, int pid, IReadOnlyDictionary<string, string> environment)
    {
        if (TopmostGit(processes, pid) is { } git && processes.CommandLine(git) is { Count: > 1 } words)
            return Shown([.. words.Skip(1)]);

        var action = environment.GetValueOrDefault("GIT_REFLOG_ACTION", "");
        return Shown(action.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>When that git was started; null where nobody can tell.</summary>
    public static DateTimeOffset? Began(IProcessTable processes, int pid)
    {
        if (TopmostGit(processes, pid) is not { } git)
            return null;

        try
        {
            using var process = Process.GetProcessById(git);
            return new DateTimeOffset(process.StartTime);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>What is shown of the words that follow "git": the subcommand, its options, at most one other word.</summary>
    internal static string? Shown(IReadOnlyList<string> words)
    {
        var at = 0;
        while (at < words.Count && words[at].StartsWith('-'))
            at += GitOptionsWithValue.Contains(words[at]) ? 2 : 1;
        if (at >= words.Count)
            return null;

        var shown = new List<string> { words[at] };
        var (hasWord, hasMessage) = (false, SubcommandsWithMessage.Contains(words[at]));
        for (at++; at < words.Count; at++)
        {
            var word = words[at];
            if (word == "--")
            {
                AddPaths(shown, words.Skip(at + 1));
                break;
            }

            if (word is ['-', _, ..])
            {
                shown.Add(OptionName(word, hasMessage));
                at += TakesNext(word, hasMessage) ? 1 : 0;
            }
            else if (!hasWord)
            {
                shown.Add(IsTelling(word) ? word : LeftOut);
                hasWord = true;
            }
        }

        return Printable.Short(string.Join(' ', shown), MaxLength);
    }

    // A git that was started by git does a part of what that one was asked for.
    private static int? TopmostGit(IProcessTable processes, int pid)
    {
        var ancestors = Lineage.Of(processes, pid);
        var nearest = ancestors.Take(MostStarters).TakeWhile(ancestor => !IsGit(ancestor)).Count();
        var contiguous = ancestors.Skip(nearest).TakeWhile(IsGit).ToList();
        return contiguous.Count == 0 ? null : contiguous[^1].Process.Pid;
    }

    private static bool IsGit(ProcessEntry process) => process.Program is "git";

    // "." tells that it was everything; other paths tell too much.
    private static void AddPaths(List<string> shown, IEnumerable<string> paths)
    {
        shown.Add("--");
        if (paths.FirstOrDefault() is { } first)
            shown.Add(first is "." ? first : LeftOut);
    }

    // What follows "=", or "-m" without a space, is a value.
    private static string OptionName(string option, bool hasMessage)
    {
        var message = hasMessage && IsShort(option) ? option.AsSpan().IndexOfAny('m', 'F') : -1;
        return message < 0 ? option.Split('=')[0] : option[..(message + 1)];
    }

    private static bool TakesNext(string option, bool hasMessage) =>
        OptionsWithValue.Contains(option)
        || (hasMessage && IsShort(option) && option.AsSpan().IndexOfAny('m', 'F') == option.Length - 1);

    private static bool IsShort(string option) => !option.StartsWith("--", StringComparison.Ordinal);

    // An address or a setting can hold a password; what has spaces in it is a message.
    private static bool IsTelling(string word) =>
        !word.Contains("://", StringComparison.Ordinal) && !word.Any(c => c == '=' || char.IsWhiteSpace(c));
}
