namespace Sidecar.Messages;

/// <summary>The kinds of messages that nobody can give to what it sends: whoever reads one knows what wrote it.</summary>
internal static class ReservedKinds
{
    /// <summary>What Sidecar itself says.</summary>
    public const string Notice = "notice";

    /// <summary>A summary, written by `handoff`.</summary>
    public const string Handoff = "handoff";

    /// <summary>A step of a consultation, written by `consult`.</summary>
    public const string Consultation = "consultation";

    /// <summary>Refuses what is sent under one of them.</summary>
    /// <exception cref="SidecarException">The kind is reserved; says for what.</exception>
    public static void Refuse(string? kind)
    {
        var writer = kind switch
        {
            Notice => "Sidecar itself",
            Handoff => "handoff",
            Consultation => "consult",
            _ => null,
        };
        if (writer is not null)
        {
            throw SidecarException.Usage(
                $"Messages of the kind '{kind}' are written by {writer} only.", kind == Notice ? "use another kind" : $"{writer}, or use another kind");
        }
    }
}
