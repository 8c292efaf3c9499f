namespace Sidecar.Watching.Sources;

/// <summary>What happened to an entry of a folder; a source may tell several things at once.</summary>
[Flags]
internal enum EntryChange
{
    /// <summary>It was there and still is.</summary>
    Changed = 0,

    /// <summary>It is there since then: made, or moved to here.</summary>
    Appeared = 1,

    /// <summary>It was deleted.</summary>
    Deleted = 2,

    /// <summary>It got another name or place.</summary>
    MovedAway = 4,
}
