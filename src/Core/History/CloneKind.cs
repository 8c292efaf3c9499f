using System.Security.Cryptography;
using System.Text;
using Sidecar.Repository;

namespace Sidecar.History;

/// <summary>What a clone lacks of the history that it was made from.</summary>
/// <param name="Border">The commits whose parents are not here, so that nobody can know what they changed; empty in a whole clone.</param>
/// <param name="LacksFiles">Whether contents of files are downloaded when somebody asks for them.</param>
/// <param name="LacksFolders">Whether folders are, too.</param>
internal sealed record CloneKind(IReadOnlySet<string> Border, bool LacksFiles, bool LacksFolders)
{
    /// <summary>What is true now: a fetch can change it.</summary>
    /// <exception cref="SidecarException">Git could not tell.</exception>
    public static CloneKind Of(GitProcess git)
    {
        using var asked = git.Start(["rev-parse", "--git-path", "shallow"]);
        using var settings = git.Start(["config", "-z", "--get-regexp", @"^(remote\..*\.(promisor|partialclonefilter)|extensions\.partialclone)$"]);
        var place = asked.Finish();
        if (!place.Succeeded)
        {
            throw SidecarException.CannotTell(
                $"git finds no repository in '{Printable.Short(git.Worktree, 300)}': {Printable.Short(place.Errors.Trim(), 300)}", "git status");
        }

        // Code 1 says that there is no such setting, as in most repositories.
        var entries = settings.Finish().Text.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var border = ReadBorder(Path.GetFullPath(place.Text.TrimEnd('\n'), git.Worktree));
        return new CloneKind(border, entries.Length > 0, entries.Any(entry => entry.Contains("\ntree:", StringComparison.Ordinal)));
    }

    /// <summary>The same for whoever only wants to tell it, and to see whether it is another one.</summary>
    public HistoryKind ToHistoryKind()
    {
        if (Border.Count == 0)
            return LacksFiles ? new HistoryKind("the clone is partial, so renames are not followed", "") : HistoryKind.Whole;

        var ids = string.Join(' ', Border.Order(StringComparer.Ordinal));
        return new HistoryKind("the clone is shallow", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ids))));
    }

    /// <summary>Refuses to read what would be downloaded folder by folder, which takes hours.</summary>
    /// <exception cref="SidecarException">Folders are lacking.</exception>
    public void MustHaveFolders(string worktree)
    {
        if (!LacksFolders)
            return;

        throw SidecarException.CannotTell(
            $"The history of '{Printable.Short(worktree, 300)}' is not read: this clone was made without folders (--filter=tree:...), and git "
            + "would download them one by one.",
            "git fetch --refetch --filter=blob:none");
    }

    private static HashSet<string> ReadBorder(string file)
    {
        try
        {
            return File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0).ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception isWhole) when (isWhole is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw SidecarException.CannotTell(
                $"'{Printable.Short(file, 300)}' cannot be read, so the border of this shallow clone is unknown: "
                + $"{Printable.Short(unreadable.Message, 300)}",
                "git rev-parse --is-shallow-repository");
        }
    }
}
