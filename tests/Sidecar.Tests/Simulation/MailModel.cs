using Sidecar.Agents;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Simulation;

/// <summary>What has become of every message, one line per message and recipient.</summary>
internal sealed class MailModel(FakeProcesses processes)
{
    private readonly List<Letter> _letters = [];

    public IReadOnlyList<Letter> Letters => _letters;

    public long LastId { get; private set; }

    /// <summary>Stores a message; returns the number it has to get.</summary>
    public long Post(params IEnumerable<string> recipients)
    {
        LastId++;
        _letters.AddRange(recipients.Select(recipient => new Letter(LastId, recipient)));
        return LastId;
    }

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

    internal sealed class Letter(long id, string recipient)
    {
        public long Id { get; } = id;

        public string Recipient { get; set; } = recipient;

        public Session? ShownTo { get; set; }

        public ProcessRef ShownBy { get; set; }

        public long ShownIn { get; set; }

        public bool IsRead { get; set; }

        public override string ToString() => $"{Id} to {Recipient}";
    }
}
