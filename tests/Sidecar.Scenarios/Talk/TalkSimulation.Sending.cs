using System.Text.Json;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Talk;

internal sealed partial class TalkSimulation
{
    private Task SendAsync() => ToAnyAsync(sender =>
    {
        var others = _known.Where(name => _names.Now(name) != sender.Name).Append("human").ToList();
        var to = Any(others);
        return SendAsync(sender, new Outgoing([("to", to)], [_names.Now(to)]));
    });

    private Task SendToAllAsync() => ToAnyAsync(sender =>
    {
        var isSelf = OneIn(5);
        var others = _parties.Where(party => party.Agent is not null && (party != sender || isSelf)).Select(party => party.Name);
        return SendAsync(sender, new Outgoing([("to", "all"), ("include_self", isSelf)], [.. others]));
    });

    /// <summary>By one tool or the other, and sometimes under a key that was used before.</summary>
    private async Task SendAsync(Party sender, Outgoing what)
    {
        var text = NewText();
        var key = OneIn(4) ? $"key {_random.Next(3)}" : null;
        var tool = OneIn(4) && !what.Arguments.Contains(("include_self", true)) ? "check_in" : "send";
        var arguments = JsonText.Of([.. what.Arguments.Where(argument => argument.Name != "include_self" || tool == "send"), ("text", text), ("key", key)]);
        Tell($"{sender} {tool} {arguments}");
        _book.Confirm(sender.Agent!);

        var reply = (await sender.Agent!.CallAsync(tool, arguments)).Succeeded();

        IsStored(sender, what, key, text, tool == "send" ? reply.Content : reply["sent"]);
        if (tool == "send")
            IsCarried(sender, reply);
        else
            IsDelivered(sender, reply, limit: 20);
    }

    /// <summary>Once for each key; the answer to the second one tells of the first.</summary>
    private void IsStored(Party sender, Outgoing what, string? key, string text, JsonElement sent)
    {
        var id = sent.GetProperty("id").GetInt64();
        var before = _book.SentUnder(_names.Of(sender.Name), key);
        var recipients = before is null ? what.Recipients : [.. _book.Letters.Where(letter => letter.Id == before).Select(letter => letter.Recipient)];
        Check(before is null ? id > _book.LastId : id == before, $"message {id} comes after {_book.LastId}; under this key there was {before}");
        Check(sent.TryGetProperty("repeated", out _) == before is not null, $"message {id} is told to be repeated, or not");
        Same(
            recipients.Select(name => $"{name} {IsLive(name)}"),
            sent.GetProperty("recipients").EnumerateArray()
                .Select(to => $"{to.GetProperty("name").GetString()} {to.GetProperty("live").GetBoolean()}"),
            "recipients");
        if (before is null)
            _book.Post(id, sender.Name, key, what.Topic, text, what.Recipients);
    }

    private async Task PersonSendsAsync()
    {
        var to = Any([.. _known]);
        var text = NewText();
        Tell($"a person sends to {to}");

        var sent = (await _repository.Main.SidecarAsync("send", to, text, "--json")).Succeeded().Json;

        _book.Post(sent.GetProperty("id").GetInt64(), "human", key: null, topic: null, text, [_names.Now(to)]);
    }

    private bool IsLive(string name) => name == "human" || _parties.Exists(party => party.Name == name && party.Agent is not null);

    /// <summary>What is sent, beside its text, and who has to get it.</summary>
    private sealed record Outgoing((string Name, object? Value)[] Arguments, IReadOnlyList<string> Recipients, string? Topic = null);
}
