using Sidecar.Claims;

namespace Sidecar.Impact.Signals;

/// <summary>Others claim, write or announced the very same place.</summary>
internal static class SamePlace
{
    private const int Same = 100;
    private const int OtherSymbols = 60;

    // Who announces what I had claimed before has been told so.
    private const int AfterMe = ImpactRules.NoteFrom;

    public static IEnumerable<Finding> Find(Undertaking mine, InMotion others) =>
        mine.Files.SelectMany(file => others.At(file).Select(motion => Of(file, motion, mine, others.Scene)));

    private static Finding Of(ClaimPattern file, Motion motion, Undertaking mine, ImpactScene scene)
    {
        var (signal, score) = motion switch
        {
            Motion.Writing => (Signal.Written, Same),
            Motion.Announcing when IsMineSince(motion, scene) => (Signal.Announced, AfterMe),
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
                ? $"{ImpactWords.Of(motion, scene.Now)}; symbols: {ImpactWords.Symbols(((Motion.Announcing)motion).Announcement.Symbols)}, none of yours"
                : ImpactWords.Of(motion, scene.Now),
            At = motion.At,
            Next = ImpactWords.Next(signal, motion.Agent.Name),
        };
    }

    private static bool IsMineSince(Motion motion, ImpactScene scene) => scene.Claims.Any(claim =>
        claim is { Source: ClaimSource.Explicit, Mode: ClaimMode.Exclusive }
        && scene.SeenBy.IsMine(claim.Holder)
        && claim.Since < motion.At
        && claim.IsInForce(scene.Now)
        && claim.Pattern.Covers(motion.Where, scene.SeenBy.IgnoreCase));

    private static bool AreOthers(IReadOnlyList<string> mine, IReadOnlyList<string> theirs) =>
        mine.Count > 0 && theirs.Count > 0 && !mine.Intersect(theirs, StringComparer.Ordinal).Any();
}
