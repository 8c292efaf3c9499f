using System.Text;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Messages;

namespace Sidecar.Consultations;

/// <summary>What somebody asks others to agree on. All of it is kept, or nothing.</summary>
/// <param name="With">Whom; 1 to <see cref="MaxAsked"/> names of live agents or "human".</param>
/// <param name="Text">What it is about, or with <see cref="ConsultationCause.Request"/> what the one asked is to do.</param>
/// <param name="Files">Which files; may be none, at most <see cref="ClaimPattern.MaxPerCall"/>.</param>
/// <param name="Cause">Why.</param>
/// <param name="Ttl">How long a round may last.</param>
public sealed record ConsultationRequest(
    IReadOnlyList<AgentName> With, string Text, IReadOnlyList<ClaimPattern> Files, ConsultationCause Cause, TimeSpan Ttl)
{
    /// <summary>The most who can be asked at once.</summary>
    public const int MaxAsked = 20;

    /// <summary>The longest text, in bytes of UTF-8: whoever is to agree has to be shown all of it.</summary>
    public const int MaxBytes = 3 * 1024;

    /// <summary>The action that makes it.</summary>
    internal ConsultAction Action => Cause is ConsultationCause.Request ? ConsultAction.Request : ConsultAction.Open;

    /// <summary>Reads whom somebody asks.</summary>
    /// <exception cref="SidecarException">One of them is no name of an agent or a person.</exception>
    public static IReadOnlyList<AgentName> Names(IEnumerable<string> names) => [.. names.Select(Name)];

    /// <summary>What it lacks to be a request at all; null for nothing.</summary>
    internal ConsultationAnswer.Refused? RefuseIncomplete() => ConsultationRules.RefuseSilence(Action, Text)
        ?? (With.Count == 0 ? new(ProblemKind.Usage, "Nobody is asked.", [Action], Thread: null) : null);

    /// <summary>Looks whether the request keeps to the limits.</summary>
    /// <exception cref="SidecarException">It does not.</exception>
    internal void Check()
    {
        CheckText(Text);
        if (Files.Count > ClaimPattern.MaxPerCall)
        {
            throw SidecarException.Usage(
                $"One consultation is about {ClaimPattern.MaxPerCall} files at most, not {Files.Count}.", "name a directory such as src/api/");
        }
    }

    /// <summary>Looks whether so many can be asked, whoever is named twice or by two names counted once.</summary>
    /// <exception cref="SidecarException">They are too many.</exception>
    internal void CheckAsked(int count)
    {
        if (count > MaxAsked)
            throw SidecarException.Usage($"{count} are asked; {MaxAsked} is the most.", $"ask the {MaxAsked} whose work it concerns most, and tell the others (send)");
        if (Cause is ConsultationCause.Request && count > 1)
            throw SidecarException.Usage($"A request goes to one agent, not to {count}.", "make one request for each, or open a consultation with all");
    }

    /// <summary>Refuses what cannot be said in a consultation.</summary>
    internal static void CheckText(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > MaxBytes)
        {
            throw SidecarException.Usage(
                $"The text is larger than {MaxBytes / 1024} KiB.", "say it shorter, and send the rest as a message or put it into a file");
        }

        new Draft(Draft.Everybody, text).Check();
    }

    private static AgentName Name(string text) => Draft.Everybody.Equals(text, StringComparison.OrdinalIgnoreCase)
        ? throw SidecarException.Usage(
            $"A consultation asks by name, not '{Draft.Everybody}'.", "name those who are to agree; status tells who is here (in a terminal: sidecar status)")
        : AgentName.ParseParty(text);
}
