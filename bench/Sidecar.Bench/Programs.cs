using System.Diagnostics;

namespace Sidecar.Bench;

/// <summary>The programs that are measured, and how they are started: with nothing of the caller's environment that counts.</summary>
internal sealed record Programs(string Folder)
{
    public string Mcp => Path.Combine(Folder, "sidecar-mcp");

    /// <summary>Which build this is.</summary>
    public string Kind
    {
        get
        {
            if (File.Exists(Path.Combine(Folder, "sidecar-mcp.dll")) && File.Exists(Path.Combine(Folder, "sidecar-mcp.runtimeconfig.json")))
                return "ReadyToRun";

            var note = Path.Combine(Folder, "..", "native-framework");
            return File.Exists(note) ? $"native, {File.ReadAllText(note).Trim().Split(' ')[^1]}" : "native";
        }
    }

    public static Programs Find() => new(Path.GetFullPath(
        Environment.GetEnvironmentVariable("SIDECAR_BIN") ?? throw new InvalidOperationException("SIDECAR_BIN is not set; use ./bench/run")));

    public static ProcessStartInfo Command(string program, string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var kept in new[] { "PATH", "DOTNET_ROOT", "TMPDIR" })
        {
            if (Environment.GetEnvironmentVariable(kept) is { } value)
                start.Environment[kept] = value;
        }

        start.Environment["HOME"] = "/nonexistent";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        return start;
    }

    /// <summary>Runs it to its end; how long that took, in milliseconds.</summary>
    public static double Time(ProcessStartInfo start)
    {
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.BaseStream.CopyTo(Stream.Null);
        process.WaitForExit();
        var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        return process.ExitCode == 0
            ? took
            : throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)}: {errors.Result}");
    }
}
