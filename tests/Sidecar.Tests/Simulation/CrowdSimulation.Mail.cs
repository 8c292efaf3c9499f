using Sidecar.Messages;

namespace Sidecar.Tests.Simulation;

internal sealed partial class CrowdSimulation
{
    // Minutes pass only now and then: what a sender may send in one is the subject of other tests.
    private static readonly TalkLimits NoLimit = new(PerMinute: 1_000_000, Mailbox: 1_000_000);

    private void Send()
    {
        var sender = Any(Actors);
        var to = _random.Next(4) == 0 ? Draft.Everybody : Any(_sessions).Name;
        var reached = _names.Now(to);
        if (reached == sender.Name)
            return;

        var isSelf = to == Draft.Everybody && _random.Next(4) == 0;
        var recipients = to != Draft.Everybody ? [reached]
            : Live.Where(session => !session.IsHuman && session != sender).Select(session => session.Name).Concat(isSelf ? [sender.Name] : []);
        Send(sender, new Draft(to, "simulated") { IncludeSelf = isSelf }, [.. recipients]);
    }

    /// <summary>Sometimes under a key: what was sent under it less than a day ago is not sent again.</summary>
    private void Send(Session sender, Draft draft, IReadOnlyList<string> recipients)
    {
        draft = draft with { Key = _random.Next(4) == 0 ? $"key {_random.Next(2)}" : null };
        Tell($"{sender} sends to {draft.To} {draft.Topic} {draft.Key}");
        sender.ActiveAt = Now;
        var before = _mail.SentUnder(_names.Of(sender.Name), draft.Key, Now);

        var sent = sender.State!.Messages.Send(sender.Key, draft, NoLimit);

        Check(sent.IsRepeated == before is not null, $"message {sent.Id} is a repetition, or none; there was {before}");
        Check(sent.Id == (before ?? _mail.Post(draft.Topic, recipients)), $"message {sent.Id} is number {_mail.LastId}");
        Same(
            before is null ? recipients : _mail.Letters.Where(letter => letter.Id == before).Select(letter => letter.Recipient),
            sent.Recipients.Select(recipient => recipient.Name.ToString()),
            "recipients");
        if (before is null)
            _mail.Mark(sender.Name, draft.Key, Now);
    }

    /// <summary>A call that shows messages. Sometimes an earlier call still runs, and then nothing it shows counts as read.</summary>
    private void Read()
    {
        var reader = Any(Actors);
        Read(reader, limit: _random.Next(4), isAlone: _random.Next(4) > 0);
    }

    private void Read(Session reader, int limit, bool isAlone)
    {
        Tell($"{reader} reads {limit}{(isAlone ? "" : " while another call runs")}");
        var inbox = reader.State!.Inbox;
        reader.ActiveAt = Now;
        inbox.BeginCall(reader.Key, reader.Server, isAlone ? [] : [reader.Calls]);
        _mail.Confirm(reader, isAlone ? null : reader.Calls);
        var unread = _mail.Unread(reader);
        var call = ++reader.Calls;

        var delivery = inbox.Take(reader.Key, new CallId(reader.Server, call), limit);

        var shown = unread.Take(limit).ToList();
        Check(
            delivery.Messages.Select(message => message.Id).SequenceEqual(shown.Select(letter => letter.Id)) && delivery.Left == unread.Count - shown.Count,
            $"{reader} is shown [{string.Join(", ", delivery.Messages.Select(message => message.Id))}] of {delivery.Unread}; unread: [{string.Join(", ", unread)}]");
        foreach (var letter in shown)
            (letter.ShownTo, letter.ShownBy, letter.ShownIn) = (reader, reader.Server, call);
    }

    private void Acknowledge()
    {
        var reader = Any(Actors);
        var ids = Enumerable.Range(1, 3).Select(_ => _random.NextInt64(1, _mail.LastId + 2)).Distinct().ToList();
        Tell($"{reader} acknowledges {string.Join(", ", ids)}");
        reader.ActiveAt = Now;

        var count = reader.State!.Inbox.Acknowledge(reader.Key, ids);

        var read = _mail.Letters.Where(letter => ids.Contains(letter.Id) && letter.Recipient == reader.Name && !letter.IsRead).ToList();
        read.ForEach(letter => letter.IsRead = true);
        Check(count == read.Count, $"{count} were read, not {read.Count}");
    }

    /// <summary>Whoever comes under a name sees all that was ever sent to it and not read.</summary>
    private void NothingIsLost()
    {
        foreach (var name in _mail.Letters.Select(letter => letter.Recipient).Distinct(StringComparer.Ordinal).ToList())
        {
            var reader = Actors.FirstOrDefault(session => session.Name == name) ?? Join(name);
            Read(reader, limit: 1000, isAlone: true);
            Read(reader, limit: 0, isAlone: true);
        }

        Check(_mail.Letters.All(letter => letter.IsRead), "a message is left");
    }
}
