namespace Sidecar.Bench;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is [Writer.Verb, var folder, var seconds, var way])
            return Writer.Run(folder, TimeSpan.FromSeconds(int.Parse(seconds)), way);

        (string Name, Func<Programs, Task> Measure)[] parts =
        [
            ("commit", CommitCost.MeasureAsync), ("start", StartCost.MeasureAsync), ("talk", RoundTrips.MeasureAsync),
            ("idle", IdleCost.MeasureAsync), ("fairness", Fairness.MeasureAsync), ("wake", WakeUp.MeasureAsync),
            ("watch", WatchCost.MeasureAsync),
        ];
        if (args.FirstOrDefault(arg => parts.All(part => part.Name != arg)) is { } unknown)
        {
            Console.Error.WriteLine($"'{unknown}' is nothing to measure; there is: {string.Join(", ", parts.Select(part => part.Name))}");
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
}
