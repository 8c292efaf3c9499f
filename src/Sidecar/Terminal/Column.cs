namespace Sidecar.Terminal;

/// <summary>One column of a table.</summary>
/// <param name="Name">What stands above it.</param>
/// <param name="MayWrap">Whether it gives way on a narrow terminal: for paths and free text.</param>
/// <param name="MayCut">Whether it gives way by being cut, or said shorter: for what can be looked up.</param>
internal readonly record struct Column(string Name, bool MayWrap = false, bool MayCut = false)
{
    public static implicit operator Column(string name) => new(name);

    /// <summary>A column that gives way on a narrow terminal.</summary>
    public static Column Wide(string name) => new(name, MayWrap: true);

    /// <summary>A column that is cut on a narrow terminal.</summary>
    public static Column Cut(string name) => new(name, MayCut: true);
}
