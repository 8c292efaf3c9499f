using System.Diagnostics;
using Sidecar;
using Sidecar.Agents;
using Sidecar.Claims;

// One of many that want the same few paths at once: claims one, makes sure that nobody else is in it, releases it, again
// and again as fast as it can. Says what it does line by line, so that a test can follow and kill it at any point.
if (args is not [var folder, var name, var roundsText])
{
    Console.Error.WriteLine("usage: Sidecar.Contender STATE-FOLDER NAME ROUNDS");
    return 2;
}

var processes = ProcessTables.ForThisSystem();
using var state = new SidecarState(folder, processes, TimeProvider.System, SidecarState.Patience);
var (_, key) = state.Agents.Register(new Registration
{
    Name = AgentName.Parse(name),
    Client = "contender",
    Worktree = folder,
    ClientProcess = state.Self,
    LauncherProcess = state.Self,
    ServerProcess = state.Self,
});
Console.WriteLine("ready");
Console.ReadLine();

var random = new Random(name.Sum(letter => letter));
var longest = TimeSpan.Zero;
for (var round = 1; round <= int.Parse(roundsText); round++)
{
    var path = $"file-{random.Next(4)}";
    var request = new ClaimRequest(
        ClaimPattern.ParseAll([path], folder), ClaimMode.Exclusive, "contending", TimeSpan.FromMinutes(30));
    var waited = Stopwatch.StartNew();
    var answer = await state.Claims.ClaimAsync(key, request, TimeSpan.FromMinutes(5), ignoreCase: false, CancellationToken.None);
    longest = waited.Elapsed > longest ? waited.Elapsed : longest;
    if (answer is not ClaimAnswer.Granted)
    {
        Console.Error.WriteLine($"{path}: {answer}");
        return 1;
    }

    // Two who are in it at the same time overwrite each other's name.
    var witness = Path.Combine(folder, path + ".holder");
    File.WriteAllText(witness, name);
    Console.WriteLine($"round {round}");
    if (File.ReadAllText(witness) is var holder && holder != name)
    {
        Console.Error.WriteLine($"{path}: {holder} is in it too");
        return 1;
    }

    state.Claims.Release(key, request.Patterns);
}

state.Agents.Leave(key, "it was done");
Console.WriteLine($"longest wait {longest.TotalMilliseconds:0} ms");
return 0;
