using Sidecar.Storage;

namespace Sidecar.Operations;

/// <summary>What git did, in the words that screens and texts for agents share.</summary>
public static class OperationWords
{
    private const string Whose = "work of ";

    /// <summary>What somebody ran, and how many files it changed as far as they were counted: "`git switch main`: 5000 files".</summary>
    public static string Of(Operation operation)
    {
        var command = operation.Command == "git" ? "git" : $"git {Printable.Short(operation.Command, 200)}";
        return operation.Files is { } files ? $"`{command}`: {Words.Count(files, "file")}" : $"`{command}`";
    }

    /// <summary>What became of others' uncommitted work: "codex ran `git reset --hard`: work of ada: a.cs, b.cs".</summary>
    /// <param name="overwrite">One of <see cref="OperationStore.Overwrites"/>.</param>
    public static string Of(Happening overwrite)
    {
        // The detail is "git reset --hard: work of ada", "4be1f0a9d2: work of ada", or only "work of ada".
        var at = overwrite.Detail.LastIndexOf(Whose, StringComparison.Ordinal);
        var (by, whose) = at < 0 ? ("", overwrite.Detail) : (overwrite.Detail[..at].TrimEnd(' ', ':'), overwrite.Detail[at..]);
        var did = overwrite.Kind == "commit.swept" ? $"committed in {by}"
            : by.Length > 0 ? $"ran `{by}`"
            : "undid or removed";
        return Printable.OneLine($"{overwrite.Who} {did}: {whose}: {overwrite.Subject}");
    }
}
