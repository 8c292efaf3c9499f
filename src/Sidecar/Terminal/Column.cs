namespace Sidecar.Terminal;

/// <summary>One column of a table.</summary>
/// <param name="Name">What stands above it.</param>
/// <param name="MayWrap">Whether it gives way on a narrow terminal: for paths and free text.</param>
internal readonly record struct Column(string Name, bool MayWrap = false)
{
    public static implicit operator Column(string name) => new(name);

    /// <summary>A column that gives way on a narrow terminal.</summary>
    public static Column Wide(string name) => new(name, MayWrap: true);
}
