using System.Globalization;
using System.Text;
using Sidecar.Repository;

namespace Sidecar.Forecasting;

/// <summary>
/// An empty worktree beside the real ones, in which git merges: it lays temporary files into the folder that it runs in. All
/// that it holds is what the attributes of the real one say about merging.
/// </summary>
/// <param name="scratch">Where it lies.</param>
internal sealed class MergeDesk(ScratchObjects scratch)
{
    private string Folder => Path.Combine(scratch.Folder, "desk");

    /// <summary>Git at the desk: with the settings of the repository, but for programs that merge.</summary>
    /// <param name="attributes">What the attribute "merge" says of each file that it is set for.</param>
    /// <exception cref="SidecarException">It cannot be written.</exception>
    public GitProcess Lay(IEnumerable<(RepoPath Path, string Value)> attributes)
    {
        try
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(Path.Combine(Folder, ".gitattributes"), string.Concat(attributes.Select(Line)));
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw SidecarException.CannotTell(
                $"{Folder} cannot be written: {Printable.Short(unwritable.Message, 200)}", "see that there is room on the disk");
        }

        var git = scratch.GitAside(Folder);
        return git.With(TextForDrivers(git));
    }

    private static string Line((RepoPath Path, string Value) file)
    {
        var value = file.Value switch
        {
            "set" => "merge",
            "unset" => "-merge",
            _ => $"merge={file.Value}",
        };
        return $"\"/{Pattern(file.Path)}\" {value}\n";
    }

    // Twice escaped: so that no letter stands for others, and so that the pattern can stand in quotes.
    private static string Pattern(RepoPath path)
    {
        var text = new StringBuilder();
        foreach (var letter in path.ToString())
        {
            text.Append(letter switch
            {
                '*' or '?' or '[' or ']' => @"\\" + letter,
                '\\' => @"\\\\",
                '"' => @"\""",
                < ' ' or '\x7f' => $@"\{Convert.ToString(letter, 8).PadLeft(3, '0')}",
                _ => letter.ToString(),
            });
        }

        return text.ToString();
    }

    // The user's own programs for merges are not started for a guess; what they would merge is merged as text.
    private static Dictionary<string, string> TextForDrivers(GitProcess git)
    {
        var names = git.Run(["config", "-z", "--name-only", "--get-regexp", @"^merge\..*\.driver$"]).Text
            .Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GIT_CONFIG_COUNT"] = names.Count.ToString(CultureInfo.InvariantCulture),
        };
        for (var number = 0; number < names.Count; number++)
        {
            variables[$"GIT_CONFIG_KEY_{number}"] = names[number];
            variables[$"GIT_CONFIG_VALUE_{number}"] = "git merge-file --quiet %A %O %B";
        }

        return variables;
    }
}
