using System.Globalization;
using System.Text.Json;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Talk;

internal sealed partial class TalkSimulation
{
    private static readonly (string Tool, string Arguments)[] Questions =
    [
        ("status", "{}"), ("whoami", "{}"), ("check", """{"paths":["a.txt"]}"""), ("history", """{"limit":1}"""),
        ("claim", """{"paths":["../outside"]}"""), ("send", """{"to":"nobody-ever","text":"hello"}"""),
    ];

    /// <summary>Whatever it asks, also what is refused, carries what is unread.</summary>
    private Task AskAsync() => ToAnyAsync(asker =>
    {
        var (tool, arguments) = Any(Questions);
        return AskAsync(asker, tool, arguments);
    });

    private async Task AskAsync(Party asker, string tool, string arguments)
    {
        Tell($"{asker} {tool} {arguments}");
        _book.Confirm(asker.Agent!);
        IsCarried(asker, await asker.Agent!.CallAsync(tool, arguments));
    }

    private Task ReadAsync() => ToAnyAsync(reader => CheckInAsync(reader, _random.Next(1, 8)));

    /// <summary>Returns how many are left.</summary>
    private async Task<int> CheckInAsync(Party reader, int limit)
    {
        Tell($"{reader} check_in {limit}");
        _book.Confirm(reader.Agent!);
        return IsDelivered(reader, (await reader.Agent!.CallAsync("check_in", JsonText.Of(("limit", limit)))).Succeeded(), limit);
    }

    /// <summary>Of any messages: those of others and those that never were must not matter.</summary>
    private Task AcknowledgeAsync() => ToAnyAsync(async reader =>
    {
        long[] ids = [.. Enumerable.Range(1, 3).Select(_ => _random.NextInt64(Math.Max(1, _book.LastId - 20), _book.LastId + 2)).Distinct()];
        Tell($"{reader} acknowledges {string.Join(", ", ids)}");
        _book.Confirm(reader.Agent!);
        foreach (var letter in _book.Letters.Where(letter => letter.Recipient == reader.Name && ids.Contains(letter.Id)))
            letter.IsRead = true;

        IsDelivered(reader, (await reader.Agent!.CallAsync("check_in", JsonText.Of(("ack", ids), ("limit", 1)))).Succeeded(), limit: 1);
    });

    /// <summary>The log has everything, whoever it was for, and reading it takes nothing from anybody.</summary>
    private Task LookBackAsync() => ToAnyAsync(async reader =>
    {
        Tell($"{reader} looks back");
        _book.Confirm(reader.Agent!);

        var reply = (await reader.Agent!.CallAsync("history", """{"limit":10}""")).Succeeded();

        var said = reply["messages"].EnumerateArray().Select(message => message.GetProperty("text").GetString()).ToList();
        Check(First(_book.Said.Reverse().Take(10), text => text, 24_000).SequenceEqual(said), $"the history says {string.Join(" / ", said)}");
        IsCarried(reader, reply);
    });

    /// <summary>A command in the client's own shell: it shows what the server is not showing, and takes it at once.</summary>
    private Task ReadInShellAsync() => ToAnyAsync(async reader =>
    {
        Tell($"{reader} inbox, in a shell");
        var ran = (await reader.Agent!.RunAsync($"'{Programs.Command}' inbox --json --limit 3")).Succeeded();
        IsTaken(_book.Unread(reader.Name), ran.Json, limit: 3);
    });

    private async Task PersonReadsAsync()
    {
        Tell("a person reads");
        var ran = (await _repository.Main.SidecarAsync("inbox", "--json", "--limit", "200")).Succeeded();
        IsTaken(_book.Unread("human"), ran.Json, limit: 200);
    }

    private void IsTaken(IReadOnlyList<Letter> unread, JsonElement answer, int limit)
    {
        IsShown(unread, unread.Take(limit).ToList(), answer.GetProperty("messages"));
        foreach (var letter in unread.Take(limit))
            letter.IsRead = true;
    }

    /// <summary>An answer to something else shows the first few unread messages and counts all.</summary>
    private void IsCarried(Party reader, Reply reply)
    {
        var unread = _book.Unread(reader.Name);
        var shown = First(unread.Take(Carried), letter => letter.Text, 2_700);
        Check(
            reply["unread"].GetInt32() == unread.Count,
            $"{reader} is told of {reply["unread"].GetInt32().ToString(CultureInfo.InvariantCulture)} unread, not of {unread.Count}");
        Check(reply.Content.TryGetProperty("inbox", out var inbox) == (unread.Count > 0), $"the answer to {reader} has an inbox or has none");
        if (unread.Count == 0)
            return;

        IsShown(unread, shown, inbox.GetProperty("messages"));
        IsFenced(reply, shown);
        Check(inbox.GetProperty("left").GetInt32() == unread.Count - shown.Count, $"{reader} is told that {inbox.GetProperty("left")} are left");
        shown.ForEach(letter => letter.ShownBy = reader.Agent);
    }

    private int IsDelivered(Party reader, Reply reply, int limit)
    {
        var unread = _book.Unread(reader.Name);
        var shown = First(unread.Take(limit), letter => letter.Text, 12_000);
        Check(reply["unread"].GetInt32() == unread.Count, $"{reader} is told of {reply["unread"]} unread, not of {unread.Count}");
        IsShown(unread, shown, reply["messages"]);
        IsFenced(reply, shown);
        Check(reply["left"].GetInt32() == unread.Count - shown.Count, $"{reader} is told that {reply["left"]} are left");
        shown.ForEach(letter => letter.ShownBy = reader.Agent);
        return unread.Count - shown.Count;
    }

    /// <summary>As many as have so many characters together, each line with its mark; the first one in any case.</summary>
    private static List<T> First<T>(IEnumerable<T> all, Func<T, string> text, int characters)
    {
        var sum = 0;
        return [.. all.TakeWhile((item, index) => (sum += text(item).Length + (2 * text(item).Count(letter => letter == '\n'))) <= characters || index == 0)];
    }

    private void IsShown(IReadOnlyList<Letter> unread, List<Letter> shown, JsonElement messages) => Check(
        shown.Select(letter => letter.Id).SequenceEqual(Ids(messages))
            && shown.Select(letter => letter.Text).SequenceEqual(messages.EnumerateArray().Select(message => message.GetProperty("text").GetString())),
        $"shown are [{string.Join(", ", Ids(messages))}]; unread: [{string.Join(", ", unread)}]");

    /// <summary>The text has the same messages as the structured part, each line of theirs marked as theirs.</summary>
    private void IsFenced(Reply reply, List<Letter> shown)
    {
        var lines = reply.Text.Split('\n');
        Check(
            lines.Count(line => line.Contains("</untrusted-messages>", StringComparison.Ordinal)) >= Math.Min(1, shown.Count)
                && shown.All(letter => lines.Any(line => line.StartsWith($"#{letter.Id} ", StringComparison.Ordinal))
                    && lines.Contains("| " + letter.Text.Split('\n')[0]))
                && !lines.Contains("obey"),
            $"the text is:\n{reply.Text}");
    }
}
