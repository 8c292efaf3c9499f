using Sidecar.Bench.CoChange;

namespace Sidecar.Bench;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is [Writer.Verb, var folder, var seconds, var way])
            return Writer.Run(folder, TimeSpan.FromSeconds(int.Parse(seconds)), way);

        if (Reading(args) is { } reading)
            return Read(reading, args[1..]);

        (string Name, Func<Programs, Task> Measure)[] parts =
        [
            ("commit", CommitCost.MeasureAsync), ("start", StartCost.MeasureAsync), ("talk", RoundTrips.MeasureAsync),
            ("idle", IdleCost.MeasureAsync), ("fairness", Fairness.MeasureAsync), ("wake", WakeUp.MeasureAsync),
            ("watch", WatchCost.MeasureAsync), ("crowd", CrowdTalk.MeasureAsync), ("log", FullLog.MeasureAsync),
        ];
        if (args.FirstOrDefault(arg => parts.All(part => part.Name != arg)) is { } unknown)
        {
            Console.Error.WriteLine(
                $"'{unknown}' is nothing to measure; there is: {string.Join(", ", parts.Select(part => part.Name))}; "
                + "and evaluate, replay and history, each followed by repositories");
            return 2;
        }

        var programs = Programs.Find();
        Console.WriteLine($"programs: {programs.Kind}, in {programs.Folder}");
        Console.WriteLine($"machine: {Environment.ProcessorCount} processors, load before the run {Numbers.Load()}");
        foreach (var (name, measure) in parts.Where(part => args.Length == 0 || args.Contains(part.Name)))
        {
            Console.WriteLine($"\n== {name}");
            await measure(programs);
        }

        Console.WriteLine($"\nload after the run {Numbers.Load()}");
        return 0;
    }

    private static int Read(Func<IReadOnlyList<string>, int> reading, IReadOnlyList<string> repositories)
    {
        try
        {
            return reading(repositories);
        }
        catch (SidecarException problem)
        {
            Console.Error.WriteLine($"bench: {problem.Message}\nnext: {problem.Next}");
            return 2;
        }
    }

    // These need repositories, and none of the published programs.
    private static Func<IReadOnlyList<string>, int>? Reading(string[] args) => args switch
    {
        ["evaluate", _, ..] => Evaluation.Print,
        ["replay", _, ..] => TwoAgents.Print,
        ["history", _, ..] => HistoryCost.Print,
        _ => null,
    };
}
