namespace Sidecar.Terminal;

/// <summary>How loud a piece of text is. Only colours differ: the words must do without them.</summary>
internal enum Tone
{
    /// <summary>Ordinary text.</summary>
    Plain,

    /// <summary>A heading.</summary>
    Strong,

    /// <summary>Less important.</summary>
    Faint,

    /// <summary>All is well.</summary>
    Good,

    /// <summary>Worth a look.</summary>
    Warning,

    /// <summary>In the way.</summary>
    Bad,
}
