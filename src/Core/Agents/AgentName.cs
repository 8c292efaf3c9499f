namespace Sidecar.Agents;

/// <summary>
/// A name of 1 to 32 letters, digits, dots, underscores and dashes. Case is kept for display and ignored in comparisons,
/// so that nobody can pass for somebody else by a capital letter.
/// </summary>
public readonly record struct AgentName
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 32;

    private readonly string? _value;

    private AgentName(string value) => _value = value;

    /// <summary>Whoever works here without being an agent.</summary>
    public static AgentName Human { get; } = new("human");

    /// <summary>Sidecar itself, as the sender of notices.</summary>
    public static AgentName System { get; } = new("system");

    /// <summary>Reads the name of an agent; false for anything that an agent cannot be called, reserved words included.</summary>
    public static bool TryParse(string? text, out AgentName name)
    {
        var isName = text is { Length: > 0 and <= MaxLength } && text.All(IsAllowed) && !IsReserved(text);
        name = isName ? new AgentName(text!) : default;
        return isName;
    }

    /// <summary>Reads the name of an agent.</summary>
    /// <exception cref="SidecarException">It is not a name an agent can have.</exception>
    public static AgentName Parse(string? text) => TryParse(text, out var name)
        ? name
        : throw SidecarException.Usage(
            $"'{Printable.Short(text ?? "", 60)}' cannot be an agent's name.",
            "use 1 to 32 of A-Z a-z 0-9 . _ - ('all', 'human' and 'system' are taken)");

    /// <summary>Reads whoever can send or receive a message: an agent, the human or the system.</summary>
    public static AgentName ParseParty(string text) =>
        Human.Is(text) ? Human : System.Is(text) ? System : Parse(text);

    /// <inheritdoc/>
    public bool Equals(AgentName other) => Is(other.ToString());

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(ToString());

    /// <inheritdoc/>
    public override string ToString() => _value ?? "";

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';

    private static bool IsReserved(string text) =>
        Human.Is(text) || System.Is(text) || text.Equals("all", StringComparison.OrdinalIgnoreCase);

    private bool Is(string text) => string.Equals(_value, text, StringComparison.OrdinalIgnoreCase);
}
