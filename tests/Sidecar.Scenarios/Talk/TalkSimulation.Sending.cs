using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Talk;

internal sealed partial class TalkSimulation
{
    private Task SendAsync() => ToAnyAsync(sender =>
    {
        var others = _parties.Where(party => party != sender && _known.Contains(party.Name)).Select(party => party.Name).Append("human").ToList();
        var to = Any(others);
        return SendAsync(sender, new Outgoing([("to", to)], [to]));
    });

    private Task SendToAllAsync() => ToAnyAsync(sender =>
    {
        var others = _parties.Where(party => party.Agent is not null && party != sender).Select(party => party.Name);
        return SendAsync(sender, new Outgoing([("to", "all")], [.. others]));
    });

    /// <summary>By one tool or the other.</summary>
    private async Task SendAsync(Party sender, Outgoing what)
    {
        var text = NewText();
        var tool = OneIn(4) ? "check_in" : "send";
        var arguments = JsonText.Of([.. what.Arguments, ("text", text)]);
        Tell($"{sender} {tool} {arguments}");
        _book.Confirm(sender.Agent!);

        var reply = (await sender.Agent!.CallAsync(tool, arguments)).Succeeded();

        var sent = tool == "send" ? reply.Content : reply["sent"];
        var id = sent.GetProperty("id").GetInt64();
        Check(id > _book.LastId, $"message {id} comes after {_book.LastId}");
        Same(
            what.Recipients.Select(name => $"{name} {IsLive(name)}"),
            sent.GetProperty("recipients").EnumerateArray()
                .Select(to => $"{to.GetProperty("name").GetString()} {to.GetProperty("live").GetBoolean()}"),
            "recipients");
        _book.Post(id, sender.Name, key: null, text, what.Recipients);
        if (tool == "send")
            IsCarried(sender, reply);
        else
            IsDelivered(sender, reply, limit: 20);
    }

    private async Task PersonSendsAsync()
    {
        var to = Any([.. _parties.Select(party => party.Name).Where(_known.Contains)]);
        var text = NewText();
        Tell($"a person sends to {to}");

        var sent = (await _repository.Main.SidecarAsync("send", to, text, "--json")).Succeeded().Json;

        _book.Post(sent.GetProperty("id").GetInt64(), "human", key: null, text, [to]);
    }

    private bool IsLive(string name) => name == "human" || _parties.Exists(party => party.Name == name && party.Agent is not null);

    /// <summary>What is sent, beside its text, and who has to get it.</summary>
    private sealed record Outgoing((string Name, object? Value)[] Arguments, IReadOnlyList<string> Recipients);
}
