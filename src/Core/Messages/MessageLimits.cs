using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Storage;

namespace Sidecar.Messages;

/// <summary>Who may still send, and who can still be sent something. Always inside a caller's transaction.</summary>
internal static class MessageLimits
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Refuses one message more of a sender who has sent as many as a minute allows.</summary>
    /// <remarks>
    /// What it sent under a name that it has given up counts too. Times in the future, left over from a clock that was set back, do not.
    /// </remarks>
    /// <exception cref="SidecarException">It is over the limit; says how long to wait.</exception>
    public static void CheckRate(DbConnection db, AgentName sender, TalkLimits limits, DateTimeOffset now)
    {
        var names = KnownNames.OwnSince(db, sender, now - Minute);
        if (names is [_] && HasRoom(db, sender, limits, now))
            return;

        var recent = names.SelectMany(name => Recent(db, name, limits, now)).OrderDescending().Take(limits.PerMinute).ToList();
        if (recent.Count < limits.PerMinute)
            return;

        var wait = (int)Math.Ceiling((Minute - (now - recent[^1])).TotalSeconds);
        throw SidecarException.Refused(
            $"{sender} has sent {limits.PerMinute} messages in the last minute, and no more are allowed (sidecar.messagesPerMinute). Nothing was sent.",
            $"send it again in {wait} s, or put several things into one message");
    }

    // As a rule fewer were sent under the name, and of those no more is read than an index.
    private static bool HasRoom(DbConnection db, AgentName sender, TalkLimits limits, DateTimeOffset now) => db.Query(
        "SELECT at FROM messages WHERE sender = $sender ORDER BY id DESC LIMIT 1 OFFSET $before", row => row.Time("at"),
        ("$sender", sender.ToString()), ("$before", limits.PerMinute - 1)) is not [var oldest] || now - oldest >= Minute;

    private static IEnumerable<DateTimeOffset> Recent(DbConnection db, AgentName sender, TalkLimits limits, DateTimeOffset now) => db.Query(
        "SELECT at FROM messages WHERE sender = $sender AND at <= $now ORDER BY id DESC LIMIT $most", row => row.Time("at"),
        ("$sender", sender.ToString()), ("$now", now.Stored()), ("$most", limits.PerMinute)).TakeWhile(at => now - at < Minute);

    /// <summary>Whether somebody has as many unread messages as one may have.</summary>
    public static bool IsFull(DbConnection db, AgentName recipient, TalkLimits limits) => db.Number(
        "SELECT 1 FROM deliveries WHERE recipient = $recipient AND read_at IS NULL LIMIT 1 OFFSET $before",
        ("$recipient", recipient.ToString()), ("$before", limits.Mailbox - 1)) == 1;

    /// <summary>Those of some who have.</summary>
    public static List<AgentName> FullOnes(DbConnection db, IEnumerable<AgentName> recipients, TalkLimits limits) =>
        recipients.Where(name => IsFull(db, name, limits)).ToList();

    /// <summary>A message that nobody can be given.</summary>
    public static SidecarException Full(IReadOnlyList<AgentName> recipients, TalkLimits limits)
    {
        var names = Printable.List([.. recipients.Select(name => name.ToString())]);
        var who = recipients.Count == 1 ? $"{names} has" : $"Each of {names} has";
        return SidecarException.Refused(
            $"{who} {limits.Mailbox} unread messages, and no more are kept (sidecar.mailboxSize). Nothing was sent.",
            "send it when they have read, or write it into a file that they will look at");
    }
}
