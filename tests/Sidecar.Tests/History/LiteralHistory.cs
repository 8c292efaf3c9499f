using Sidecar.History;
using static Sidecar.Tests.History.Committed;

namespace Sidecar.Tests.History;

/// <summary>The formula read aloud: slow, without an index, over files that are objects.</summary>
internal sealed class LiteralHistory
{
    private static readonly string[] Names =
        [.. from folder in new[] { "", "a/", "a/b/", "a/c/" } from name in new[] { "x.c", "x.h", "x_test.c", "y.c", "z-z.c", "z_z.h", "p", "q" } select folder + name];

    // In one folder, so that there are more than are taken of a folder; and so many that a commit can be too large.
    private static readonly string[] Filler = [.. Enumerable.Range(0, 51).Select(at => $"a/f{at}")];

    private readonly List<(DateTimeOffset At, List<File> Files)> _commits = [];
    private readonly Dictionary<string, File> _alive = [];
    private readonly Dictionary<string, File> _gone = [];
    private int _made;

    public IEnumerable<string> Known => _alive.Keys;

    /// <summary>Makes a commit of numbers that say nothing by themselves.</summary>
    public CommitFiles Commit(int day, IReadOnlyList<int> choices)
    {
        var (words, files, before) = (new List<string>(), new List<File>(), _alive.Keys.ToHashSet());
        var taken = new HashSet<string>();
        if (choices is [> 9000, ..])
            Filler.Where(taken.Add).ToList().ForEach(path => Do(path, path, 0));
        foreach (var choice in choices)
        {
            var pool = choice % 3 == 0 ? Filler : Names;
            var (path, other) = (pool[choice / 7 % pool.Length], Names[choice / 11 % Names.Length]);
            if (taken.Add(path) && (path == other || taken.Add(other)))
                Do(path, other, choice % 5);
        }

        _commits.Add((Beginning.AddDays(day), files));
        return On(day, words);

        void Do(string path, string other, int kind)
        {
            if (!before.Contains(path))
                words.Add($"A {path}");
            else if (kind == 1)
                words.Add($"D {path}");
            else if (kind == 2 && path != other && !before.Contains(other))
                words.Add($"R {path} > {other}");
            else
                words.Add($"M {path}");
            files.Add(Follow(words[^1].Split(' ')));
        }
    }

    public IEnumerable<string> Related(string path, DateTimeOffset now)
    {
        var file = _alive[path];
        var changes = _commits.Where(commit => commit.Files.Contains(file) && commit.Files.Count <= 50).Reverse().Take(2000).ToList();
        var together = changes.SelectMany(commit => commit.Files);
        var sameStem = _alive.Where(entry => Stem(entry.Key) == Stem(path)).Select(entry => entry.Value);
        var recent = _alive.Where(entry => Folder(entry.Key) == Folder(path) && entry.Key != path && Last(entry.Value) >= 0)
            .OrderByDescending(entry => Last(entry.Value)).ThenByDescending(entry => entry.Value.Number).Take(10).Select(entry => entry.Value);
        foreach (var other in together.Concat(sameStem).Concat(recent).Distinct().Where(other => other != file))
        {
            if (_alive.FirstOrDefault(entry => entry.Value == other).Key is not { } name)
                continue;

            var both = changes.Where(commit => commit.Files.Contains(other)).ToList();
            var pi = (Stem(name) == Stem(path) ? 0.5 : 0) + (0.04 * (Folder(name) == Folder(path) ? 1 : 0.3 * SharedPart(Folder(name), Folder(path))));
            var score = (both.Sum(commit => Decay(now, commit.At) / Math.Sqrt(commit.Files.Count - 1)) + (2 * pi)) / (changes.Sum(commit => Decay(now, commit.At)) + 2);
            yield return Text(new RelatedFile(Path(name), score, both.Count, changes.Count, both.Count == 0 ? null : both[0].At));
        }
    }

    public static string Text(RelatedFile file) => $"{file.Path} {file.Score:0.000000000} {file.Together}/{file.Changes} {file.LastTogether:O}";

    private File Follow(string[] words)
    {
        switch (words)
        {
            case ["A", var path]:
                return _alive[path] = _gone.Remove(path, out var back) ? back : new File(_made++);
            case ["D", var path]:
                _alive.Remove(path, out var dead);
                return _gone[path] = dead!;
            case ["R", var path, _, var to]:
                _alive.Remove(path, out var moved);
                _gone.Remove(to);
                return _alive[to] = moved!;
            default:
                return _alive[words[1]];
        }
    }

    private int Last(File file) => _commits.FindLastIndex(commit => commit.Files.Contains(file) && commit.Files.Count <= 50);

    private static double Decay(DateTimeOffset now, DateTimeOffset at) => Math.Pow(2, -Math.Max(0, (now - at).TotalDays) / 730);

    private static string Folder(string path) => path.LastIndexOf('/') is >= 0 and var end ? path[..end] : "";

    private static string Stem(string path) => path[(path.LastIndexOf('/') + 1)..].Split('.')[0].Replace('-', '_').Replace("_test", "");

    private static double SharedPart(string one, string other)
    {
        string[] first = one.Split('/', StringSplitOptions.RemoveEmptyEntries), second = other.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return first.Zip(second).TakeWhile(parts => parts.First == parts.Second).Count() / (double)Math.Max(first.Length, second.Length);
    }

    private sealed record File(int Number);
}
