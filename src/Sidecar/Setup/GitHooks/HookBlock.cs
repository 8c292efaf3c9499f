using Sidecar.Setup.Files;

namespace Sidecar.Setup.GitHooks;

/// <summary>
/// Our lines in a git hook, between two marks. Pure: bytes in, bytes out (see <see cref="ByteText"/>); putting the
/// block in and taking it out again gives back the very same bytes.
/// </summary>
internal sealed class HookBlock
{
    public const string Begin = "# >>> sidecar >>>";
    public const string End = "# <<< sidecar <<<";
    private const string Placeholder = "@SIDECAR_HOOK@";

    private readonly string _template;

    /// <param name="template">The embedded hook: "#!/bin/sh", then the marked block with a place for the program.</param>
    /// <param name="program">The program that it starts, absolute.</param>
    public HookBlock(string template, string program)
    {
        _template = ByteText.FromText(template);
        WholeFile = _template.Replace(Placeholder, ByteText.FromText(ShellQuote.Quote(program)), StringComparison.Ordinal);
        var (start, end) = Find(WholeFile) ?? throw new ArgumentException("The hook has no marked block.", nameof(template));
        Text = WholeFile[start..end];
    }

    /// <summary>The block of this hook as it should be now.</summary>
    public static HookBlock For(string hook, string program) => new(HookTemplate.Read(hook), program);

    /// <summary>The marked lines, the last line end included.</summary>
    public string Text { get; }

    /// <summary>The hook where there was none before.</summary>
    public string WholeFile { get; }

    /// <summary>Where the marked lines are; null if there are none, or only a part of them.</summary>
    public static (int Start, int End)? Find(string hook)
    {
        var start = LineStartingWith(hook, Begin, 0);
        var last = start < 0 ? -1 : LineStartingWith(hook, End, start);
        if (last < 0)
            return null;

        var end = hook.IndexOf('\n', last);
        return (start, end < 0 ? hook.Length : end + 1);
    }

    /// <summary>Whether one mark stands there without the other: somebody edited it, and nobody can tell what is ours.</summary>
    public static bool IsDamaged(string hook) =>
        Find(hook) is null && (LineStartingWith(hook, Begin, 0) >= 0 || LineStartingWith(hook, End, 0) >= 0);

    /// <summary>What <see cref="Insert"/> adds to this hook, which has no block yet.</summary>
    public string InsertedInto(string hook)
    {
        // A "#!" line without an end gets one, and our last line has none instead: so Remove knows.
        var start = HookScript.StartOfBody(hook);
        return start > 0 && hook[start - 1] != '\n' ? "\n" + Text[..^1] : Text;
    }

    /// <summary>The hook with our lines before all of its own.</summary>
    public string Insert(string hook) => hook.Insert(HookScript.StartOfBody(hook), InsertedInto(hook));

    /// <summary>The hook with its block as it should be now, in the place where it is.</summary>
    public string Renew(string hook)
    {
        if (Find(hook) is not var (start, end))
            return hook;

        var hasEnd = hook[end - 1] == '\n';
        return string.Concat(hook.AsSpan(0, start), hasEnd ? Text : Text.AsSpan(0, Text.Length - 1), hook.AsSpan(end));
    }

    /// <summary>What to remember as inserted, after the block in a hook was renewed.</summary>
    public static string InsertedAs(string before, string renewedHook)
    {
        var (start, end) = Find(renewedHook)!.Value;
        return (before.StartsWith('\n') ? "\n" : "") + renewedHook[start..end];
    }

    /// <summary>The hook without our lines.</summary>
    public static string Remove(string hook)
    {
        if (Find(hook) is not var (start, end))
            return hook;

        if (hook[end - 1] != '\n' && start > 0)
            start--;
        return hook.Remove(start, end - start);
    }

    /// <summary>The program that the block in this hook starts, or null where it cannot be told.</summary>
    public string? ProgramIn(string hook)
    {
        if (Find(hook) is not var (start, end))
            return null;

        var place = _template.IndexOf(Placeholder, StringComparison.Ordinal);
        if (place < 0)
            return null;

        var before = _template[(_template.LastIndexOf('\n', place) + 1)..place];
        var line = LineStartingWith(hook, before, start);
        var quoted = line < 0 || line >= end ? null : ShellQuote.Unquote(hook, line + before.Length);
        return quoted is null ? null : ByteText.ToText(quoted);
    }

    private static int LineStartingWith(string text, string start, int from)
    {
        for (var at = text.IndexOf(start, from, StringComparison.Ordinal); at >= 0;)
        {
            if (at == 0 || text[at - 1] == '\n')
                return at;

            at = text.IndexOf(start, at + 1, StringComparison.Ordinal);
        }

        return -1;
    }
}
