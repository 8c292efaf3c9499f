namespace Sidecar.History;

/// <summary>Shows on a terminal how far the building of the index is, on one line of standard error that goes away again.</summary>
internal sealed class IndexProgress(Surroundings here, HistoryReader reader)
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(250);

    /// <summary>Shows it until the work is done, however that ends.</summary>
    public async Task ShowAsync(Task work)
    {
        if (!here.ShowsProgress)
            return;

        var width = 0;
        while (await Task.WhenAny(work, Task.Delay(Turn, here.Time)) != work)
        {
            var standing = reader.ReadStanding();
            if (standing.Stage is HistoryStage.Ready)
                continue;

            var line = $"The history is being read: {HistoryWords.Progress(standing)}";
            here.Error.Write($"\r{line.PadRight(width)}");
            width = line.Length;
        }

        if (width > 0)
            here.Error.Write($"\r{new string(' ', width)}\r");
    }
}
