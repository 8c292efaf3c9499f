using Sidecar.Forecasting;
using Sidecar.Forecasts;
using Sidecar.Repository;
using Sidecar.Tests.LibGit2;
using Sidecar.Tests.Repository;

namespace Sidecar.Tests.Forecasting;

/// <summary>A real repository and a linked worktree of it, and what merging the two would bring.</summary>
internal sealed class TwoWorktrees : IDisposable
{
    private readonly string _engine;

    /// <summary>Begins with one commit in both: of a file of nine lines, and of what is given.</summary>
    public TwoWorktrees(string engine = "libgit2", params (string Path, string Text)[] files)
    {
        _engine = engine;
        foreach (var (path, text) in files.Append(("nine.txt", Lines(9))))
            Main.Write(path, text);
        Main.Git("add", "-A");
        Main.Git("commit", "-q", "-m", "first");
        Main.Git("worktree", "add", "-q", "-b", "other", Other);
    }

    public ScratchRepository Main { get; } = new();

    /// <summary>The linked worktree.</summary>
    public string Other => Path.Combine(Main.Folder, "other");

    public ScratchObjects Scratch => field ??= new ScratchObjects(Main.Folders, Directory.CreateDirectory(StateFolder).FullName, Main.Environment);

    public string StateFolder => Path.Combine(Main.Folder, "state");

    /// <summary>Numbered lines, of which some say something else.</summary>
    public static string Lines(int count, params (int Line, string Text)[] changed) => string.Concat(Enumerable.Range(1, count)
        .Select(line => (changed.FirstOrDefault(change => change.Line == line).Text ?? $"line {line}") + "\n"));

    /// <summary>Writes a file in the linked worktree.</summary>
    public void WriteOther(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Other, path))!);
        File.WriteAllText(Path.Combine(Other, path), text);
    }

    /// <summary>Runs git in the linked worktree.</summary>
    public string GitOther(params string[] arguments) => Main.Git(["-C", Other, .. arguments]);

    public WorktreeState? Read(string worktree)
    {
        Scratch.Renew();
        return new StateReader(Scratch, Library.For(_engine), TimeProvider.System).Read(RepositoryFolders.Find(worktree, Main.Environment));
    }

    /// <summary>What libgit2 could not do in the last merge; null for nothing.</summary>
    public string? LibraryProblem { get; private set; }

    public (IReadOnlyList<ForecastFile> Files, string LeftOut) Merge(bool ignoreCase = false)
    {
        var merge = new TrialMerge(Scratch, Library.For(_engine), ignoreCase);
        var merged = merge.Run(Read(Main.Top)!, Read(Other)!);
        LibraryProblem = merge.LibraryProblem;
        return merged;
    }

    /// <summary>"conflict path: lines | lines there" or "clean ..." of each file; by the engine that was asked for.</summary>
    public IReadOnlyList<string> Foreseen(bool ignoreCase = false)
    {
        var files = Merge(ignoreCase).Files.Select(Said).ToList();
        Assert.Equal(Library.For(_engine).Problem, LibraryProblem);
        return files;
    }

    public static string Said(ForecastFile file) =>
        $"{(file.Conflicts ? "conflict" : "clean")} {file.Path}: {ForecastWords.Numbers(file.Lines)} | {ForecastWords.Numbers(file.OtherLines)}";

    public void Dispose() => Main.Dispose();
}
