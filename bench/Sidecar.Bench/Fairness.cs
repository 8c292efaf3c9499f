using System.Diagnostics;
using System.Globalization;
using Sidecar.Storage;

namespace Sidecar.Bench;

/// <summary>Many processes that write without pause: how long the unluckiest waits, our way and with SQLite's own waiting.</summary>
internal static class Fairness
{
    private const int Writers = 16;
    private const int Seconds = 5;

    public static async Task MeasureAsync(Programs programs)
    {
        Console.WriteLine($"{Writers} processes write without pause for {Seconds} s");
        foreach (var way in new[] { Writer.BusyHandler, Writer.Ours })
            Print(way, await RunAsync(way));
    }

    private static async Task<List<(int Writes, double Longest)>> RunAsync(string way)
    {
        var folder = Directory.CreateTempSubdirectory("sidecar-bench-").FullName;
        SidecarDatabase.Create(folder);
        var writers = Enumerable.Range(0, Writers).Select(_ => Start(folder, way)).ToList();
        foreach (var writer in writers)
            await writer.StandardOutput.ReadLineAsync();
        writers.ForEach(writer => writer.StandardInput.WriteLine());

        var results = new List<(int, double)>();
        foreach (var writer in writers)
        {
            var words = (await writer.StandardOutput.ReadLineAsync())?.Split(' ') ?? throw new InvalidOperationException(await writer.StandardError.ReadToEndAsync());
            results.Add((int.Parse(words[0], CultureInfo.InvariantCulture), double.Parse(words[1], CultureInfo.InvariantCulture)));
            await writer.WaitForExitAsync();
            writer.Dispose();
        }

        Directory.Delete(folder, recursive: true);
        return results;
    }

    private static Process Start(string folder, string way) => Process.Start(Programs.Command(
        Environment.ProcessPath!, folder, typeof(Fairness).Assembly.Location, Writer.Verb, folder, $"{Seconds}", way))!;

    private static void Print(string way, List<(int Writes, double Longest)> results) => Console.WriteLine(
        $"  {way,-12}  longest wait {results.Max(result => result.Longest),7:0} ms   median of the longest {results.ConvertAll(result => result.Longest).Median(),7:0} ms"
        + $"   writes {results.Sum(result => result.Writes),7} in all, {results.Min(result => result.Writes)} to {results.Max(result => result.Writes)} each");
}
