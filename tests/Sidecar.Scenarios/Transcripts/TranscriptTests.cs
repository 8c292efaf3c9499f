using System.Runtime.CompilerServices;

namespace Sidecar.Scenarios.Transcripts;

/// <summary>What people see, compared whole. With SIDECAR_ACCEPT=1 the files are written as it comes out now.</summary>
public sealed class TranscriptTests
{
    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder(), "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_reads_as_written(string name)
    {
        var file = Path.Combine(Folder(), name + ".txt");
        var written = await File.ReadAllTextAsync(file, CancellationToken.None);

        var played = await Transcript.PlayAsync(written);

        if (Environment.GetEnvironmentVariable("SIDECAR_ACCEPT") == "1")
            await File.WriteAllTextAsync(file, played, CancellationToken.None);
        else
            Assert.Equal(written, played);
    }

    private static string Folder([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "scenarios");
}
