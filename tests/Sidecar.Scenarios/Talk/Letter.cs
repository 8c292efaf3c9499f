namespace Sidecar.Scenarios.Talk;

/// <summary>One message on its way to one recipient, as the model knows it.</summary>
internal sealed class Letter(long id, string recipient, string? topic, string text)
{
    public long Id { get; } = id;

    public string Recipient { get; set; } = recipient;

    public string? Topic { get; } = topic;

    public string Text { get; } = text;

    /// <summary>The server whose last answer shows it; it counts as read when that server is asked again.</summary>
    public object? ShownBy { get; set; }

    public bool IsRead { get; set; }

    public override string ToString() => $"{Id} to {Recipient}";
}
