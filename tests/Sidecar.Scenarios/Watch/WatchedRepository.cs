using System.Globalization;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Watch;

/// <summary>A real repository in which the watcher starts by itself; it is ended with the test.</summary>
internal sealed class WatchedRepository : IAsyncDisposable
{
    private readonly SandboxRepository _repository;

    private WatchedRepository(SandboxRepository repository) => _repository = repository;

    public Desk Main => _repository.Main;

    public string Top => _repository.Top;

    private string Log => Main.PathOf(".git/sidecar/log/watch.log");

    /// <summary>With a state, and with nobody who watches yet.</summary>
    public static async Task<WatchedRepository> CreateAsync()
    {
        var repository = await SandboxRepository.CreateAsync();
        (await repository.Main.GitAsync("config", "sidecar.autoWatch", "true")).Succeeded();
        return new WatchedRepository(repository);
    }

    /// <summary>As <see cref="CreateAsync"/>, without a commit.</summary>
    public static async Task<WatchedRepository> EmptyAsync(params string[] how)
    {
        var repository = await SandboxRepository.EmptyAsync(how);
        (await repository.Main.GitAsync("config", "sidecar.autoWatch", "true")).Succeeded();
        await repository.SetUpAsync();
        return new WatchedRepository(repository);
    }

    /// <summary>As <see cref="CreateAsync"/>, with a watcher that was started as everybody starts it.</summary>
    public static async Task<(WatchedRepository Repository, int Watcher)> WatchedAsync(Func<Desk, Desk>? caller = null)
    {
        var repository = await CreateAsync();
        (await (caller?.Invoke(repository.Main) ?? repository.Main).SidecarAsync("init")).Succeeded().Says("watcher    started");
        return (repository, await repository.WatcherAsync());
    }

    /// <summary>The watcher's pid, once there is one besides those given.</summary>
    public async Task<int> WatcherAsync(params int[] butNot)
    {
        int? found = null;
        await Eventually.IsAsync(
            async () => (found = await RunningAsync()) is { } pid && !butNot.Contains(pid), "a watcher tells that it runs");
        return found!.Value;
    }

    /// <summary>The pid of the watcher that runs; null for none.</summary>
    public async Task<int?> RunningAsync()
    {
        var watcher = (await Main.SidecarAsync("status", "--json")).Succeeded().Json.GetProperty("watcher");
        return watcher.GetProperty("running").GetBoolean() ? watcher.GetProperty("process").GetInt32() : null;
    }

    /// <summary>Waits until the watcher has looked at everything.</summary>
    public Task IsReadyAsync() => Eventually.IsAsync(
        async () =>
        {
            var worktrees = (await Main.SidecarAsync("status", "--json")).Succeeded().Json.GetProperty("watcher").GetProperty("worktrees");
            return worktrees.GetArrayLength() > 0
                && worktrees.EnumerateArray().All(worktree => worktree.GetProperty("state").GetString() is "ready" or "degraded");
        },
        "the watcher is ready");

    /// <summary>Waits until the watcher has looked at all of these worktrees.</summary>
    public Task WatchesAsync(params Desk[] worktrees) => Eventually.IsAsync(
        async () =>
        {
            var watched = (await Main.SidecarAsync("status", "--json")).Succeeded().Json.GetProperty("watcher").GetProperty("worktrees");
            var ready = watched.EnumerateArray().Where(worktree => worktree.GetProperty("state").GetString() is "ready" or "degraded")
                .Select(worktree => worktree.GetProperty("worktree").GetString()).ToHashSet();
            return worktrees.All(desk => ready.Contains(desk.Folder));
        },
        "the watcher is ready there");

    /// <summary>The uncommitted work on record, by path.</summary>
    public async Task<IReadOnlyList<(string Path, string? Author, string Evidence, string Worktree)>> WorkAsync() =>
    [
        .. (await Main.SidecarAsync("status", "--json")).Succeeded().Json.GetProperty("work").EnumerateArray()
            .Select(work => (
                work.GetProperty("path").GetString()!, work.GetProperty("agent").GetString(), work.GetProperty("evidence").GetString()!,
                work.GetProperty("worktree").GetString()!))
            .OrderBy(work => work.Item1, StringComparer.Ordinal),
    ];

    /// <summary>Waits until an agent is known to have written these files.</summary>
    public Task IsWrittenByAsync(string author, params string[] paths) => Eventually.IsAsync(
        async () =>
        {
            var written = (await WorkAsync()).Where(work => work.Author == author).Select(work => work.Path).ToHashSet();
            return paths.All(written.Contains);
        },
        $"{author} wrote {string.Join(", ", paths)}");

    /// <summary>
    /// Waits until what is on record as uncommitted in a worktree is what git says is, path for path; nobody may write meanwhile.
    /// </summary>
    public async Task AgreesWithGitAsync(Desk? worktree = null)
    {
        var desk = worktree ?? Main;
        var difference = "";
        await Eventually.IsAsync(
            async () =>
            {
                var known = (await WorkAsync()).Where(work => work.Worktree == desk.Folder).Select(work => work.Path).Distinct().ToList();
                var dirty = await DirtyAsync(desk);
                difference = string.Join(", ", known.Except(dirty).Select(path => "+" + path).Concat(dirty.Except(known).Select(path => "-" + path)).Take(10));
                return difference.Length == 0;
            },
            () => $"the record agrees with git status (+ only on record, - only in git): {difference}");
    }

    /// <summary>Every touch on record, newest first.</summary>
    public async Task<IReadOnlyList<(string Path, string? Author, string Evidence, string Kind)>> TouchesAsync() =>
    [
        .. (await Main.SidecarAsync("touches", "--json", "--limit", "10000")).Succeeded().Json.GetProperty("touches").EnumerateArray()
            .Select(touch => (
                touch.GetProperty("path").GetString()!, touch.GetProperty("agent").GetString(), touch.GetProperty("evidence").GetString()!,
                touch.GetProperty("kind").GetString()!)),
    ];

    /// <summary>What git itself did, newest first.</summary>
    public async Task<IReadOnlyList<(string? Who, string Command, int? Files)>> OperationsAsync() =>
    [
        .. (await Main.SidecarAsync("touches", "--json", "--limit", "1000")).Succeeded().Json.GetProperty("operations").EnumerateArray()
            .Select(operation => (
                operation.GetProperty("who").GetString(), operation.GetProperty("command").GetString()!,
                operation.GetProperty("files").ValueKind is System.Text.Json.JsonValueKind.Null ? (int?)null : operation.GetProperty("files").GetInt32())),
    ];

    /// <summary>The lines of the log that have this in them.</summary>
    public IReadOnlyList<string> Logged(string text) =>
        File.Exists(Log) ? [.. File.ReadLines(Log).Where(line => line.Contains(text, StringComparison.Ordinal))] : [];

    public Task<Desk> AddWorktreeAsync(string name) => _repository.AddWorktreeAsync(name);

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(Main.PathOf(".git/sidecar")))
            (await Main.SidecarAsync("stop")).Succeeded();
        _repository.Dispose();
    }

    private static async Task<List<string>> DirtyAsync(Desk desk)
    {
        var status = await desk.GitAsync("status", "--porcelain=v1", "-z", "-uall", "--no-renames", "--ignore-submodules=all");
        // Another repository inside is told as a folder: it is nobody's file here.
        return [.. status.Succeeded().Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry[3..]).Where(path => !path.EndsWith('/')).Distinct()];
    }

    /// <summary>A field of /proc/PID/stat, counted from 1 as its manual does; from 3 on.</summary>
    public static int StatOf(int pid, int field)
    {
        var stat = File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[field - 3], CultureInfo.InvariantCulture);
    }
}
