namespace Sidecar.Watching.Sources.Linux;

/// <summary>Reads <see cref="EventBits"/>.</summary>
internal static class EventBitsReading
{
    /// <summary>What they say of the entry that they came with.</summary>
    public static EntryChange OfEntry(this EventBits bits) =>
        ((bits & EventBits.Appeared) is EventBits.None ? default : EntryChange.Appeared)
        | (bits.HasFlag(EventBits.Deleted) ? EntryChange.Deleted : default)
        | (bits.HasFlag(EventBits.MovedFrom) ? EntryChange.MovedAway : default);
}
