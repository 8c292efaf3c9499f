using Sidecar.Agents;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Simulation;

/// <summary>What has become of every message, one line per message and recipient.</summary>
internal sealed class MailModel(FakeProcesses processes)
{
    private static readonly TimeSpan KeyLife = TimeSpan.FromHours(24);

    private readonly List<Letter> _letters = [];
    private readonly Dictionary<(string Sender, string Key), (long Id, DateTimeOffset At)> _keys = [];

    public IReadOnlyList<Letter> Letters => _letters;

    public long LastId { get; private set; }

    /// <summary>Stores a message; returns the number it has to get.</summary>
    public long Post(params IEnumerable<string> recipients) => Post(topic: null, recipients);

    /// <summary>Stores a message in a topic, or in none.</summary>
    public long Post(string? topic, IEnumerable<string> recipients)
    {
        LastId++;
        _letters.AddRange(recipients.Select(recipient => new Letter(LastId, recipient, topic)));
        return LastId;
    }

    /// <summary>The message that a sender of these names sent last under this key, less than a day ago; null for none.</summary>
    public long? SentUnder(IEnumerable<string> names, string? key, DateTimeOffset now) => key is null
        ? null
        : names.Select(name => _keys.GetValueOrDefault((name, key))).Where(sent => sent.Id > 0 && now - sent.At < KeyLife).Max(sent => (long?)sent.Id);

    /// <summary>The last message was sent under this key.</summary>
    public void Mark(string sender, string? key, DateTimeOffset now)
    {
        if (key is not null)
            _keys[(sender, key)] = (LastId, now);
    }

    /// <summary>What somebody has not read, topic by topic, whether it is being shown or not.</summary>
    public ILookup<string, Letter> UnreadByTopic(string name) => _letters
        .Where(letter => letter.Recipient == name && !letter.IsRead && letter.Topic is not null)
        .ToLookup(letter => letter.Topic!, StringComparer.Ordinal);

    /// <summary>What a call of this session has to show, oldest first: all that is unread, except what its live server is showing.</summary>
    public IReadOnlyList<Letter> Unread(Session reader) => _letters
        .Where(letter => letter.Recipient == reader.Name && !letter.IsRead && !IsBeingShown(letter, reader))
        .OrderBy(letter => letter.Id)
        .ToList();

    /// <summary>A new call of a server: what it showed this session has arrived, except what a running call shows.</summary>
    public void Confirm(Session reader, long? running)
    {
        foreach (var letter in _letters.Where(letter => letter.ShownTo == reader && letter.ShownBy == reader.Server && letter.ShownIn != running))
            letter.IsRead = true;
    }

    /// <summary>A session's new name takes its unread letters along.</summary>
    public void Readdress(string from, string to)
    {
        foreach (var letter in _letters.Where(letter => letter.Recipient == from && !letter.IsRead).ToList())
        {
            _letters.RemoveAll(other => other.Id == letter.Id && other.Recipient == to);
            letter.Recipient = to;
        }
    }

    private bool IsBeingShown(Letter letter, Session reader) =>
        letter.ShownTo == reader && processes.Check(letter.ShownBy) is not Liveness.Dead;

    internal sealed class Letter(long id, string recipient, string? topic)
    {
        public long Id { get; } = id;

        public string? Topic { get; } = topic;

        public string Recipient { get; set; } = recipient;

        public Session? ShownTo { get; set; }

        public ProcessRef ShownBy { get; set; }

        public long ShownIn { get; set; }

        public bool IsRead { get; set; }

        public override string ToString() => $"{Id} to {Recipient}";
    }
}
