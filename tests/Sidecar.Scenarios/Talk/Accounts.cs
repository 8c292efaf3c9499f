using System.Globalization;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Talk;

/// <summary>
/// What became of every message and every recipient of it: what is stored, against what the talkers wrote down.
/// </summary>
internal sealed class Accounts
{
    private readonly IReadOnlyList<Talker> _talkers;
    private readonly Dictionary<long, (string From, string Text)> _messages;
    private readonly Dictionary<(long Id, string Recipient), bool> _deliveries;

    public Accounts(SandboxRepository repository, IReadOnlyList<Talker> talkers)
    {
        _talkers = talkers;
        _messages = StateTables.Rows(repository, "SELECT id, sender, text FROM messages").Select(row => row.Split('|', 3))
            .ToDictionary(row => Number(row[0]), row => (row[1], row[2]));
        _deliveries = StateTables.Rows(repository, "SELECT message_id, recipient, read_at IS NOT NULL FROM deliveries").Select(row => row.Split('|'))
            .ToDictionary(row => (Number(row[0]), row[1]), row => row[2] == "1");
    }

    public int Messages => _messages.Count;

    public int Read => _deliveries.Count(delivery => delivery.Value);

    /// <summary>Unread deliveries to whoever this says.</summary>
    public int Unread(Func<Talker, bool> of) =>
        _deliveries.Count(delivery => !delivery.Value && of(_talkers.First(talker => talker.Name == delivery.Key.Recipient)));

    /// <summary>How much waits for each name whose agent is gone.</summary>
    public IEnumerable<string> Orphans() => _deliveries
        .Where(delivery => !delivery.Value && _talkers.Any(talker => talker.Name == delivery.Key.Recipient && talker is { IsGone: true, OnlyServerDies: false }))
        .GroupBy(delivery => delivery.Key.Recipient, (name, waiting) => $"{name} {waiting.Count()}")
        .Order(StringComparer.Ordinal);

    /// <summary>Everything that is not as it has to be, in sentences.</summary>
    public IEnumerable<string> Wrong() =>
        _talkers.SelectMany(talker => WronglyStored(talker).Concat(WronglyShown(talker)).Concat(OutOfOrder(talker)).Concat(ShownTwice(talker)))
            .Concat(Strangers());

    // All that was answered is stored for exactly those that the answer named; what was not answered, whole or not at all.
    private IEnumerable<string> WronglyStored(Talker talker)
    {
        var recipients = _deliveries.Keys.ToLookup(delivery => delivery.Id, delivery => delivery.Recipient);
        foreach (var said in talker.Sent)
        {
            if (!_messages.TryGetValue(said.Id, out var stored) || stored != (talker.Name, said.Text))
                yield return $"message {said.Id} of {talker.Name} is lost";
            else if (!recipients[said.Id].Order(StringComparer.Ordinal).SequenceEqual(said.Recipients.Order(StringComparer.Ordinal)))
                yield return $"message {said.Id} is for {string.Join(", ", recipients[said.Id])}, not for {string.Join(", ", said.Recipients)}";
            else if (said.To != "all" && said.Recipients is not [var only] || said.Recipients.Contains(talker.Name))
                yield return $"message {said.Id} to {said.To} went to {string.Join(", ", said.Recipients)}";
        }

        foreach (var text in talker.Doubtful)
        {
            var found = _messages.Where(message => message.Value == (talker.Name, text)).ToList();
            if (found.Count > 1 || found.Any(message => !recipients[message.Key].Any()))
                yield return $"'{text}' was stored {found.Count} times, or for nobody";
        }
    }

    // Whoever is shown something is one of its recipients, and nothing counts as read that was not shown.
    private IEnumerable<string> WronglyShown(Talker talker)
    {
        var shown = talker.Lives.SelectMany(life => life).SelectMany(answer => answer).ToList();
        foreach (var one in shown)
        {
            if (!_deliveries.ContainsKey((one.Id, talker.Name)) || _messages[one.Id].Text != one.Text)
                yield return $"{talker.Name} was shown {one}, which is not for it";
        }

        var ids = shown.Select(one => one.Id).ToHashSet();
        foreach (var (delivery, isRead) in _deliveries.Where(delivery => delivery.Key.Recipient == talker.Name))
        {
            if (isRead && !ids.Contains(delivery.Id))
                yield return $"message {delivery.Id} counts as read by {talker.Name} and was never shown to it";
            if (!isRead && !talker.IsGone)
                yield return $"message {delivery.Id} is unread by {talker.Name}, which has read all there was";
        }
    }

    private static IEnumerable<string> OutOfOrder(Talker talker) =>
        from life in talker.Lives
        let ids = life.SelectMany(answer => answer).Select(one => one.Id).ToList()
        where !ids.SequenceEqual(ids.Distinct().Order())
        select $"{talker.Name} was shown, in this order: {string.Join(", ", ids)}";

    // Only the last answer of a server that died may not have arrived.
    private static IEnumerable<string> ShownTwice(Talker talker)
    {
        var arrived = new HashSet<long>();
        foreach (var life in talker.Lives)
        {
            foreach (var again in life.SelectMany(answer => answer).Where(one => arrived.Contains(one.Id)))
                yield return $"{talker.Name} was shown {again} again, although it had read it";
            arrived.UnionWith(life.SkipLast(1).SelectMany(answer => answer).Select(one => one.Id));
        }
    }

    private IEnumerable<string> Strangers()
    {
        var texts = _talkers.SelectMany(talker => talker.Sent.Select(said => said.Text).Concat(talker.Doubtful)).ToHashSet(StringComparer.Ordinal);
        return _messages.Where(message => !texts.Contains(message.Value.Text)).Select(message => $"nobody sent {message}");
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
