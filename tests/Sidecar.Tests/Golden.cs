using System.Runtime.CompilerServices;

namespace Sidecar.Tests;

/// <summary>
/// Compares text that people and agents read with the approved one in "Test.Method.verified.txt" beside the test. On a
/// difference the new text is left in "Test.Method.received.txt": rename it to approve it.
/// </summary>
internal static class Golden
{
    public static void Match(string text, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        var name = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{method}");
        var approved = name + ".verified.txt";
        var received = name + ".received.txt";
        var now = Normalised(text);
        var before = File.Exists(approved) ? Normalised(File.ReadAllText(approved)) : null;
        if (now == before)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, now);
        Assert.Fail(before is null
            ? $"Nothing is approved yet. If it is right: mv '{received}' '{approved}'"
            : $"The text differs from the approved one. If it is right: mv '{received}' '{approved}'\n\n{FirstDifference(before, now)}");
    }

    private static string Normalised(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

    private static string FirstDifference(string before, string now)
    {
        var (old, fresh) = (before.Split('\n'), now.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(old.Length, fresh.Length))
            .First(at => old.ElementAtOrDefault(at) != fresh.ElementAtOrDefault(at));
        return $"line {line + 1}\n- {old.ElementAtOrDefault(line)}\n+ {fresh.ElementAtOrDefault(line)}";
    }
}
