namespace Sidecar.Scenarios.Talk;

/// <summary>What has become of every message: lists, small enough to be obviously right.</summary>
internal sealed class LetterBook
{
    private readonly List<Letter> _letters = [];
    private readonly List<string> _said = [];
    private readonly Dictionary<(string From, string Key), long> _marked = [];

    public IReadOnlyList<Letter> Letters => _letters;

    /// <summary>The texts of all messages, also of those that nobody had to get.</summary>
    public IReadOnlyList<string> Said => _said;

    /// <summary>The number of the message that was stored last.</summary>
    public long LastId { get; private set; }

    /// <summary>The message that a sender of these names sent last under this key; null for none.</summary>
    public long? SentUnder(IEnumerable<string> names, string? key) => key is null
        ? null
        : names.Where(name => _marked.ContainsKey((name, key))).Select(name => (long?)_marked[(name, key)]).Max();

    /// <summary>A message was stored.</summary>
    public void Post(long id, string from, string? key, string? topic, string text, IEnumerable<string> recipients)
    {
        LastId = id;
        _said.Add(text);
        _letters.AddRange(recipients.Select(recipient => new Letter(id, recipient, topic, text)));
        if (key is not null)
            _marked[(from, key)] = id;
    }

    /// <summary>What is to be shown next to this name, oldest first.</summary>
    public IReadOnlyList<Letter> Unread(string name) =>
        [.. _letters.Where(letter => letter.Recipient == name && !letter.IsRead && letter.ShownBy is null).OrderBy(letter => letter.Id)];

    /// <summary>A server is asked again: its last answer has arrived.</summary>
    public void Confirm(object server)
    {
        foreach (var letter in _letters.Where(letter => letter.ShownBy == server))
            letter.IsRead = true;
    }

    /// <summary>A server has ended: nobody knows whether its last answer arrived.</summary>
    public void Forget(object server)
    {
        foreach (var letter in _letters.Where(letter => letter.ShownBy == server && !letter.IsRead))
            letter.ShownBy = null;
    }

    /// <summary>A new name takes along what is unread.</summary>
    public void Readdress(string from, string to)
    {
        foreach (var letter in _letters.Where(letter => letter.Recipient == from && !letter.IsRead).ToList())
        {
            _letters.RemoveAll(other => other.Id == letter.Id && other.Recipient == to);
            letter.Recipient = to;
        }
    }
}
