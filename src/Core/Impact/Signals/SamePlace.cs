using Sidecar.Claims;

namespace Sidecar.Impact.Signals;

/// <summary>Others claim, write or announced the very same place.</summary>
internal static class SamePlace
{
    private const int Same = 100;
    private const int OtherSymbols = 60;

    public static IEnumerable<Finding> Find(Undertaking mine, InMotion others) =>
        mine.Files.SelectMany(file => others.At(file).Select(motion => Of(file, motion, mine, others.Scene.Now)));

    private static Finding Of(ClaimPattern file, Motion motion, Undertaking mine, DateTimeOffset now)
    {
        var (signal, score) = motion switch
        {
            Motion.Writing => (Signal.Written, Same),
            Motion.Announcing announcing when AreOthers(mine.Symbols, announcing.Announcement.Symbols) => (Signal.Announced, OtherSymbols),
            Motion.Announcing => (Signal.Announced, Same),
            _ => (Signal.Claimed, Same),
        };
        return new Finding
        {
            Signal = signal,
            Score = score,
            Path = file.Text,
            Theirs = motion.Where.Text == file.Text ? null : motion.Where.Text,
            Agent = motion.Agent,
            Live = motion.Live,
            Evidence = score == OtherSymbols
                ? $"{ImpactWords.Of(motion, now)}; symbols: {ImpactWords.Symbols(((Motion.Announcing)motion).Announcement.Symbols)}, none of yours"
                : ImpactWords.Of(motion, now),
            At = motion.At,
            Next = ImpactWords.Next(signal, motion.Agent.Name),
        };
    }

    private static bool AreOthers(IReadOnlyList<string> mine, IReadOnlyList<string> theirs) =>
        mine.Count > 0 && theirs.Count > 0 && !mine.Intersect(theirs, StringComparer.Ordinal).Any();
}
