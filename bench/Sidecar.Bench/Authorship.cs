using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Sidecar.Bench;

/// <summary>How often the watcher knows who wrote, where two agents write in one worktree at once.</summary>
internal static class Authorship
{
    private const int Writes = 100;

    private static readonly string[] Agents = ["ada", "bob"];

    // A program of its own name: a shell would be taken for the launcher of another client. It runs both kinds of writes.
    private const string Client = """
        #!/bin/sh
        folder=$1 name=$2 server=$3 go=$4
        mkfifo "$go.$name.in"
        "$server" --name "$name" <"$go.$name.in" >"$go.$name.out" 2>/dev/null &
        exec 3>"$go.$name.in"
        echo '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"bench","version":"1"}}}' >&3
        echo '{"jsonrpc":"2.0","method":"notifications/initialized"}' >&3
        echo '{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"whoami","arguments":{}}}' >&3
        until grep -q '"id":2' "$go.$name.out" 2>/dev/null; do sleep 0.02; done
        : >"$go.$name.ready"
        until [ -e "$go" ]; do sleep 0.02; done
        cd "$folder" || exit 1
        i=0
        while [ $i -lt 100 ]; do i=$((i+1)); sh -c 'echo x >> "$1"' sh "sh-$name-$i"; done
        python3 -c "
        import time
        for i in range(100):
            with open(f'python-$name-{i}', 'a') as f: f.write('x')
            time.sleep(0.002)"
        : >"$go.$name.done"
        until [ -e "$go.end" ]; do sleep 0.02; done
        """;

    public static async Task MeasureAsync(Programs programs, ThrowAwayRepository repository, SqliteConnection state, string source)
    {
        var folder = Directory.CreateTempSubdirectory("sidecar-bench-agents-").FullName;
        var go = Path.Combine(folder, "go");
        var script = Path.Combine(folder, "client");
        await File.WriteAllTextAsync(script, Client);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var clients = Agents.Select(name => Process.Start(Programs.Command(script, repository.Folder, repository.Folder, name, programs.Mcp, go))!).ToList();
        await UntilAsync(() => Agents.All(name => File.Exists($"{go}.{name}.ready")));
        // The watcher asks every second who is there.
        await Task.Delay(TimeSpan.FromSeconds(3));
        await File.WriteAllTextAsync(go, "");
        await UntilAsync(() => Agents.All(name => File.Exists($"{go}.{name}.done")));
        foreach (var way in (string[])["sh", "python"])
            await TellAsync(state, source, way);

        await File.WriteAllTextAsync(go + ".end", "");
        clients.ForEach(client => client.WaitForExit());
        clients.ForEach(client => client.Dispose());
        Directory.Delete(folder, recursive: true);
    }

    private static async Task TellAsync(SqliteConnection state, string source, string way)
    {
        using var question = state.CreateCommand();
        question.CommandText =
            """
            SELECT coalesce(sum(path LIKE $way || '-' || name || '-%'), 0), coalesce(sum(name IS NULL), 0), count(*)
            FROM work LEFT JOIN agents ON agents.id = author_id WHERE path LIKE $way || '-%' AND ended_at IS NULL
            """;
        question.Parameters.AddWithValue("$way", way);
        long right, unknown, all;
        do
        {
            await Task.Delay(100);
            using var row = await question.ExecuteReaderAsync();
            await row.ReadAsync();
            (right, unknown, all) = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
        }
        while (all < Writes * Agents.Length);
        Console.WriteLine($"    two agents, {way}: of {all} writes {right} right, {unknown} unknown, {all - right - unknown} wrong");
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
            await Task.Delay(20);
    }
}
