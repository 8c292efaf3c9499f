using Sidecar.Agents;

namespace Sidecar.Messages;

/// <summary>
/// The name of a topic: it follows the rule of agents' names, reserved words included, and begins with no dash, as options of
/// commands do. Case is kept for display and ignored in comparisons.
/// </summary>
public readonly record struct TopicName
{
    private readonly AgentName _name;

    private TopicName(AgentName name) => _name = name;

    /// <summary>Reads the name of a topic.</summary>
    /// <exception cref="SidecarException">No topic can be called that.</exception>
    public static TopicName Parse(string? text) => AgentName.TryParse(text, out var name) && !name.ToString().StartsWith('-')
        ? new TopicName(name)
        : throw SidecarException.Usage(
            $"'{Printable.Short(text ?? "", 60)}' cannot be a topic's name.",
            "use 1 to 32 of A-Z a-z 0-9 . _ - and no - first ('all', 'human' and 'system' are taken)");

    /// <summary>A name that was stored, whatever the rule was then.</summary>
    internal static TopicName FromStored(string text) => new(AgentName.Parse(text));

    /// <inheritdoc/>
    public override string ToString() => _name.ToString();
}
