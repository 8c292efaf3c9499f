using Sidecar.Consultations;

namespace Sidecar.Mcp.Tools;

/// <summary>Consultations in short text.</summary>
internal static class ConsultationLines
{
    /// <summary>What is awaited from the reader, as calls of the tool.</summary>
    public static string Next(Consultation thread, long reader) =>
        ConsultationWords.Next(thread, reader, action => ConsultCalls.Tool(action, thread.Id));

    /// <summary>One in one line, with what is awaited from the reader.</summary>
    public static string Line(Consultation thread, long reader, DateTimeOffset now) =>
        $"  {Standing(thread, reader, now)}"
        + (ConsultationRules.Awaited(thread, reader).Count > 0 ? $" You: {Next(thread, reader)}" : "");

    /// <summary>How one stands, in one line.</summary>
    public static string Standing(Consultation thread, long reader, DateTimeOffset now) =>
        $"{ConsultationWords.Title(thread)}, with {Others(thread, reader)}: {ConsultationWords.Standing(thread, now)}.";

    /// <summary>How one stands, and what each party said in this round.</summary>
    public static string Head(Consultation thread, DateTimeOffset now)
    {
        var parties = thread.Parties.Select(party => party.Agent.Name + McpWords.Liveness(party.Live) + Said(party, thread));
        return $"{ConsultationWords.Title(thread)}, opened by {thread.Opener.Agent.Name} ({Words.Of(thread.Cause)}): "
            + $"{ConsultationWords.Standing(thread, now)}.\nParties: {string.Join(", ", parties)}.";
    }

    private static string Others(Consultation thread, long reader) =>
        ConsultationWords.Names(thread.Parties.Where(party => party.Agent.Id != reader));

    private static string Said(Party party, Consultation thread) =>
        party.Answer is { } answer && party.AnsweredRound == thread.Round ? $" {Words.Of(answer)}" : "";
}
