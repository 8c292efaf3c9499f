using System.Text.Json;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Messages;

namespace Sidecar.Json;

/// <summary>The fields of answers to what somebody did. Names and meanings are in docs/json.md and do not change.</summary>
public static class AnswerFields
{
    /// <summary>A claim that was granted.</summary>
    public static void Granted(this Utf8JsonWriter json, IReadOnlyList<Claim> claims)
    {
        json.Items("granted", claims, (item, claim) => item.Claim(claim));
        json.Texts("refused", []);
    }

    /// <summary>A claim that was refused, by others or because waiting would never end.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="answer">The answer, not one that grants.</param>
    /// <param name="nextFor">What to do about one holder, in the words of the surface.</param>
    /// <param name="next">What to do now, in the words of the surface.</param>
    public static void Refused(this Utf8JsonWriter json, ClaimAnswer answer, Func<ClaimConflict, string> nextFor, string next)
    {
        var (conflicts, circle) = answer switch
        {
            ClaimAnswer.Refused refused => (refused.Conflicts, []),
            ClaimAnswer.Deadlock deadlock => (deadlock.Conflicts, deadlock.Circle),
            _ => throw new ArgumentException("Nothing was refused.", nameof(answer)),
        };
        json.Texts("granted", []);
        json.Conflicts("refused", conflicts, nextFor);
        json.WriteBoolean("timed_out", answer is ClaimAnswer.Refused { TimedOut: true });
        json.Texts("deadlock", circle.Select(name => name.ToString()));
        json.WriteString("next", next);
    }

    /// <summary>Who stands in the way of a claim.</summary>
    public static void Conflicts(
        this Utf8JsonWriter json, string name, IEnumerable<ClaimConflict> conflicts, Func<ClaimConflict, string> nextFor) =>
        json.Items(name, conflicts, (item, conflict) =>
        {
            item.Claim(conflict.Held, path: conflict.Wanted.Text);
            item.WriteString("held", conflict.Held.Pattern.Text);
            item.WriteString("next", nextFor(conflict));
        });

    /// <summary>A release.</summary>
    public static void Released(this Utf8JsonWriter json, ReleaseAnswer answer)
    {
        json.Texts("released", answer.Released.Select(claim => claim.Pattern.Text).Distinct(StringComparer.Ordinal));
        json.Texts("announced", answer.Announced.Select(pattern => pattern.Text));
        json.Texts("not_held", answer.NotHeld.Select(pattern => pattern.Text));
        json.Texts("waiting_now_served", answer.WaitingNowServed.Select(name => name.ToString()));
        json.WriteString("to", answer.To?.ToString());
    }

    /// <summary>A message that was sent.</summary>
    public static void Sent(this Utf8JsonWriter json, Sent sent)
    {
        json.WriteNumber("id", sent.Id);
        json.Items("recipients", sent.Recipients, (item, recipient) => item.Recipient(recipient));
        json.WriteString("topic", sent.Topic);
        json.Names("full", sent.Full);
        json.Flag("repeated", sent.IsRepeated);
        json.Flag("differs", sent.IsDifferent);
    }

    /// <summary>A topic that was joined, left or closed.</summary>
    public static void TopicChange(this Utf8JsonWriter json, TopicChange change)
    {
        json.Topic(change.Topic);
        json.WriteBoolean("changed", change.HasChanged);
    }

    /// <summary>Messages that were read.</summary>
    public static void Delivery(this Utf8JsonWriter json, Delivery delivery, bool hasTimedOut)
    {
        json.Messages(delivery.Messages);
        json.WriteNumber("left", delivery.Left);
        json.WriteBoolean("timed_out", hasTimedOut);
    }

    /// <summary>Messages.</summary>
    public static void Messages(this Utf8JsonWriter json, IEnumerable<Message> messages) =>
        json.Items("messages", messages, (item, message) => item.Message(message));

    // What is seldom so is null otherwise, and null is left out where every byte is paid for.
    private static void Flag(this Utf8JsonWriter json, string name, bool holds)
    {
        if (holds)
            json.WriteBoolean(name, holds);
        else
            json.WriteNull(name);
    }

    private static void Names(this Utf8JsonWriter json, string name, IReadOnlyList<AgentName> names)
    {
        if (names.Count > 0)
            json.Texts(name, names.Select(one => one.ToString()));
        else
            json.WriteNull(name);
    }
}
