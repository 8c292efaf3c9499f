using System.Text.Json.Nodes;

namespace Sidecar.Bench;

/// <summary>What the commit guard adds to `git commit`, beside no hook and beside a hook that does nothing.</summary>
internal static class CommitCost
{
    private const int Rounds = 30;

    public static async Task MeasureAsync(Programs programs)
    {
        using var repository = new ThrowAwayRepository(programs);
        Console.WriteLine($"`git commit`, median of {Rounds}, variants taken in turn; in brackets what is above no hook");
        Compare(repository, "nobody here, 1 file", files: 1);

        // Two agents, so that this process, which started both, counts as neither: the commits are a person's.
        using var one = await StartAsync(programs, repository, "one");
        using var two = await StartAsync(programs, repository, "two");
        await ClaimAsync(one, ["elsewhere/a.cs"]);
        Compare(repository, "1 claim elsewhere, 1 file", files: 1);
        await ClaimAsync(one, Enumerable.Range(0, 200).Select(number => $"elsewhere/{number}/"));
        Compare(repository, "200 claims, 1,000 files", files: 1000);
    }

    private static void Compare(ThrowAwayRepository repository, string what, int files)
    {
        var empty = Directory.CreateDirectory(Path.Combine(repository.Folder, ".git", "no-hooks")).FullName;
        var trivial = Directory.CreateDirectory(Path.Combine(repository.Folder, ".git", "trivial-hooks")).FullName;
        var hook = Path.Combine(trivial, "pre-commit");
        File.WriteAllText(hook, "#!/bin/sh\nsh -c :\n");
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var (none, nothing, guard) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            none.Add(Commit(repository, files, "-c", $"core.hooksPath={empty}"));
            nothing.Add(Commit(repository, files, "-c", $"core.hooksPath={trivial}"));
            guard.Add(Commit(repository, files));
        }

        Console.WriteLine(
            $"  {what,-26} no hook {none.Median(),6:0.0} ms   `sh -c :` {nothing.Median(),6:0.0} ms (+{nothing.Median() - none.Median():0.0})"
            + $"   guard {guard.Median(),6:0.0} ms (+{guard.Median() - none.Median():0.0}; {guard.Median() / none.Median():0.00} x no hook)");
    }

    private static double Commit(ThrowAwayRepository repository, int files, params IEnumerable<string> options)
    {
        var content = Guid.NewGuid().ToString();
        var folder = Directory.CreateDirectory(Path.Combine(repository.Folder, "src")).FullName;
        for (var file = 0; file < files; file++)
            File.WriteAllText(Path.Combine(folder, $"{file}.txt"), content + file);
        repository.Git("add", "--all");
        return repository.Git([.. options, "commit", "--quiet", "--message=measured"]);
    }

    private static async Task<McpClient> StartAsync(Programs programs, ThrowAwayRepository repository, string name) =>
        (await McpClient.StartAsync(programs, repository.Folder, name)).Client;

    private static Task ClaimAsync(McpClient client, IEnumerable<string> paths) =>
        client.CallAsync("claim", new JsonObject { ["paths"] = new JsonArray([.. paths.Select(path => JsonValue.Create(path))]) });
}
