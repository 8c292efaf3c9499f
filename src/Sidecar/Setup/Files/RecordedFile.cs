namespace Sidecar.Setup.Files;

/// <summary>What <c>sidecar init</c> did to one file, exactly, so that uninstall can take it back.</summary>
/// <param name="Path">The file, absolute.</param>
/// <param name="Kind">What kind of file it is.</param>
/// <param name="Inserted">What was put in, as <see cref="ByteText"/>.</param>
internal sealed record RecordedFile(string Path, RecordedKind Kind, string Inserted)
{
    /// <summary>What stood in the place of <see cref="Inserted"/> before; null where it was added.</summary>
    public string? Replaced { get; init; }

    /// <summary>Whether there was no such file before.</summary>
    public bool Created { get; init; }

    /// <summary>Whether the object that holds the entry was put in with it.</summary>
    public bool WithContainer { get; init; }

    /// <summary>A folder that was made for it; null where it was there.</summary>
    public string? CreatedFolder { get; init; }
}
