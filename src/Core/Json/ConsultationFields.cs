using System.Text.Json;
using Sidecar.Agents;
using Sidecar.Consultations;
using Sidecar.Messages;
using Sidecar.Status;

namespace Sidecar.Json;

/// <summary>The fields of consultations. Names and meanings are in docs/json.md and do not change.</summary>
public static class ConsultationFields
{
    private const int LongestSubject = 200;

    /// <summary>One with all that is known of it.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="thread">The consultation.</param>
    /// <param name="messages">What was said in it last, oldest first; empty where that was not asked for.</param>
    /// <param name="next">What is awaited from the reader, in the words of the surface.</param>
    public static void Thread(this Utf8JsonWriter json, Consultation thread, IReadOnlyList<Message> messages, string next)
    {
        json.Brief(thread);
        if (thread.Proposal is { } proposal)
        {
            json.WriteStartObject("proposal");
            json.WriteString("by", thread.Find(proposal.By)!.Agent.Name.ToString());
            json.Time("at", proposal.At);
            json.WriteString("text", Printable.Lines(proposal.Text));
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("proposal");
        }

        json.Items("answers", thread.Parties.Where(party => party.Answer is not null), Answer);
        json.TimeOrNull("ended", thread.EndedAt);
        json.Line("why", thread.EndedWhy);
        json.TimeOrNull("closed", thread.ClosedAt);
        json.WriteString("closed_by", thread.ClosedBy?.ToString());
        json.WriteString("outcome", thread.Outcome is { } outcome ? Printable.Lines(outcome) : null);
        if (messages.Count > 0)
            json.Messages(messages);
        json.WriteString("next", next);
    }

    /// <summary>Several, each with what its state is and what is awaited from the reader.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="threads">The consultations.</param>
    /// <param name="nextFor">What is awaited from the reader, in the words of the surface.</param>
    public static void Consultations(this Utf8JsonWriter json, IEnumerable<Consultation> threads, Func<Consultation, string> nextFor) =>
        json.Items("consultations", threads, (item, thread) =>
        {
            item.Brief(thread);
            item.WriteString("next", nextFor(thread));
        });

    /// <summary>Those that are listed, and how many older ones are not.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="threads">The consultations.</param>
    /// <param name="nextFor">What is awaited from the reader, in the words of the surface.</param>
    public static void ConsultationList(this Utf8JsonWriter json, Excerpt<Consultation> threads, Func<Consultation, string> nextFor)
    {
        json.Consultations(threads.Items, nextFor);
        json.WriteNumber("older", threads.Left);
    }

    /// <summary>The one in which whoever announced is to agree with those whom it meets.</summary>
    internal static void Agreeing(
        this Utf8JsonWriter json, Consultation? thread, Agent announcer, IReadOnlyList<AgentName> notAsked, Func<Consultation, string> nextFor)
    {
        if (thread is null)
        {
            json.WriteNull("consultation");
            return;
        }

        json.WriteStartObject("consultation");
        json.WriteNumber("id", thread.Id);
        json.WriteString("state", Words.Of(thread.State));
        json.Items("asked", thread.Parties.Where(party => party.Agent.Id != announcer.Id), (item, party) => item.Party(party, thread));
        json.Texts("not_asked", notAsked.Select(name => name.ToString()));
        json.WriteString("next", nextFor(thread));
        json.WriteEndObject();
    }

    private static void Brief(this Utf8JsonWriter json, Consultation thread)
    {
        json.WriteNumber("id", thread.Id);
        json.WriteString("state", Words.Of(thread.State));
        json.WriteNumber("round", thread.Round);
        json.WriteString("cause", Words.Of(thread.Cause));
        json.WriteString("subject", Printable.Short(thread.Subject, LongestSubject));
        json.Texts("files", thread.Files.Select(file => file.Text));
        json.WriteString("opener", thread.Opener.Agent.Name.ToString());
        json.Time("at", thread.At);
        json.Items("asked", thread.Parties.Skip(1), (item, party) => item.Party(party, thread));
        json.TimeOrNull("deadline", thread.IsUnfinished ? thread.Deadline : null);
    }

    private static void Party(this Utf8JsonWriter json, Party party, Consultation thread)
    {
        json.WriteString("name", party.Agent.Name.ToString());
        json.Live(party.Live);
        json.WriteString("answer", party.Answer is { } answer && party.AnsweredRound == thread.Round ? Words.Of(answer) : null);
    }

    private static void Answer(Utf8JsonWriter json, Party party)
    {
        json.WriteString("name", party.Agent.Name.ToString());
        json.WriteString("answer", Words.Of(party.Answer!.Value));
        json.WriteNumber("round", party.AnsweredRound);
        json.Time("at", party.AnsweredAt!.Value);
        json.WriteString("reason", party.Reason.Length > 0 ? Printable.Lines(party.Reason) : null);
    }

    private static void TimeOrNull(this Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } time)
            json.Time(name, time);
        else
            json.WriteNull(name);
    }
}
