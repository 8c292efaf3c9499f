using LibGit2Sharp;

namespace Sidecar.History.Renames;

/// <summary>
/// Finds the renames of a commit as <c>git log -M -l1000</c> does. libgit2 has a search of its own, which finds others: it
/// judges by a sample of the lines.
/// </summary>
/// <param name="contentOf">Reads a content.</param>
internal sealed class RenameSearch(Func<ObjectId, Spans> contentOf)
{
    // Git counts likeness up to this.
    private const int Same = 60_000;
    private const int Alike = Same / 2;

    // Of files that keep their name git wants more, before it compares each with each.
    private const int AlikeByName = Alike + ((Same - Alike) / 2);

    private const long MostPairs = 1000L * 1000;
    private const int MostIdentical = 100;
    private const int CandidatesEach = 4;

    private readonly Dictionary<ObjectId, Spans> _contents = [];
    private readonly Dictionary<LooseFile, LooseFile> _origins = [];
    private readonly HashSet<LooseFile> _used = [];

    /// <summary>Says of which deleted file an added one is the continuation.</summary>
    /// <param name="deleted">The deleted ones, in the order of their paths.</param>
    /// <param name="added">The added ones, in the order of their paths.</param>
    public IReadOnlyDictionary<LooseFile, LooseFile> Run(IReadOnlyList<LooseFile> deleted, IReadOnlyList<LooseFile> added)
    {
        if (deleted.Count == 0 || added.Count == 0)
            return _origins;

        FindIdentical(deleted, added);
        FindByName(Left(deleted), Open(added));
        var (sources, targets) = (Left(deleted), Open(added));
        if (sources.Count > 0 && targets.Count > 0 && (long)sources.Count * targets.Count <= MostPairs)
            FindAlike(sources, targets);
        return _origins;
    }

    private void FindIdentical(IReadOnlyList<LooseFile> deleted, IReadOnlyList<LooseFile> added)
    {
        var byContent = deleted.ToLookup(file => file.Id);
        foreach (var target in added)
        {
            var candidates = byContent[target.Id]
                .Where(source => (source.IsPlain && target.IsPlain) || source.Mode == target.Mode)
                .Where(source => !_used.Contains(source))
                .Take(MostIdentical)
                .ToList();
            if (candidates.Count > 0)
                Record(candidates.Find(source => source.Name == target.Name) ?? candidates[0], target);
        }
    }

    // A name that is there once on each side.
    private void FindByName(List<LooseFile> sources, List<LooseFile> targets)
    {
        var byName = targets.GroupBy(target => target.Name, StringComparer.Ordinal)
            .Where(group => group.Count() == 1)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        foreach (var group in sources.GroupBy(source => source.Name, StringComparer.Ordinal).Where(group => group.Count() == 1).ToList())
        {
            var source = group.First();
            if (byName.TryGetValue(group.Key, out var target) && Likeness(source, target, AlikeByName) >= AlikeByName)
                Record(source, target);
        }
    }

    private void FindAlike(List<LooseFile> sources, List<LooseFile> targets)
    {
        var candidates = targets.SelectMany(target => Best(target, sources)).ToList();
        foreach (var candidate in candidates.Order(Candidate.BestFirst).Where(candidate => candidate.Likeness >= Alike))
        {
            if (!_origins.ContainsKey(candidate.Target) && !_used.Contains(candidate.Source))
                Record(candidate.Source, candidate.Target);
        }
    }

    // In the slots in which git keeps them: among equals that decides.
    private IEnumerable<Candidate> Best(LooseFile target, List<LooseFile> sources)
    {
        var slots = new Candidate?[CandidatesEach];
        foreach (var source in sources)
        {
            var candidate = new Candidate(source, target, Likeness(source, target, Alike), source.Name == target.Name);
            var worst = 0;
            for (var slot = 1; slot < slots.Length; slot++)
            {
                if (Candidate.BestFirst.Compare(slots[slot], slots[worst]) > 0)
                    worst = slot;
            }

            if (Candidate.BestFirst.Compare(slots[worst], candidate) > 0)
                slots[worst] = candidate;
        }

        return slots.OfType<Candidate>();
    }

    private int Likeness(LooseFile source, LooseFile target, int least)
    {
        if (!source.IsPlain || !target.IsPlain)
            return 0;

        var (before, after) = (Content(source), Content(target));
        var (most, difference) = (Math.Max(before.Size, after.Size), Math.Abs(before.Size - after.Size));
        if (after.Size == 0 || most * (Same - least) < difference * Same)
            return 0;

        return (int)(before.SharedWith(after) * Same / most);
    }

    private Spans Content(LooseFile file)
    {
        if (!_contents.TryGetValue(file.Id, out var content))
            _contents[file.Id] = content = contentOf(file.Id);
        return content;
    }

    private List<LooseFile> Left(IReadOnlyList<LooseFile> deleted) => [.. deleted.Where(source => !_used.Contains(source))];

    private List<LooseFile> Open(IReadOnlyList<LooseFile> added) => [.. added.Where(target => !_origins.ContainsKey(target))];

    private void Record(LooseFile source, LooseFile target)
    {
        _origins[target] = source;
        _used.Add(source);
    }
}
