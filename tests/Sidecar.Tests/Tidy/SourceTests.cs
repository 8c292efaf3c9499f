using System.Runtime.CompilerServices;

namespace Sidecar.Tests.Tidy;

/// <summary>House rules that no analyzer knows.</summary>
public sealed class SourceTests
{
    private const int MaxLines = 300;

    private static readonly string[] VagueEndings = ["Manager", "Helper", "Helpers", "Util", "Utils", "Service"];

    private static string Root { get; } = Path.GetFullPath(Path.Combine(HereFolder(), "..", "..", ".."));

    [Fact]
    public void A_source_file_holds_one_idea_and_so_few_lines() => Assert.DoesNotContain(
        Sources("src", "*.cs"), file => File.ReadLines(file).Count() > MaxLines);

    [Fact]
    public void No_type_is_named_after_doing_anything_and_everything() => Assert.DoesNotContain(
        Sources("src", "*.cs"),
        file => VagueEndings.Any(ending => Path.GetFileNameWithoutExtension(file).EndsWith(ending, StringComparison.Ordinal)));

    [Fact]
    public void Git_and_the_watcher_are_started_in_one_place_of_the_core_each() => Assert.Equal(
        ["GitProcess.cs", "WatcherProcess.cs"],
        Sources("src/Core", "*.cs").Where(file => File.ReadAllText(file).Contains("new ProcessStartInfo", StringComparison.Ordinal))
            .Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));

    [Fact]
    public void Nothing_is_left_for_later() => Assert.DoesNotContain(
        Sources("src", "*.cs").Concat(Sources("tests", "*.cs")).Where(file => Path.GetFileName(file) != "SourceTests.cs"),
        file => File.ReadLines(file).Any(line => line.Contains("TODO", StringComparison.Ordinal) || line.Contains("FIXME", StringComparison.Ordinal)));

    [Fact]
    public void Every_namespace_is_its_folder() => Assert.All(Sources("src", "*.cs").Where(file => Path.GetFileName(file) != "Program.cs"), file =>
    {
        var folders = Path.GetRelativePath(Path.Combine(Root, "src"), Path.GetDirectoryName(file)!).Split(Path.DirectorySeparatorChar);
        var project = folders[0] is "Core" or "Sidecar" ? "Sidecar" : $"Sidecar.{folders[0]}";
        var expected = string.Join('.', folders.Skip(1).Prepend(project));
        Assert.Contains($"namespace {expected};", File.ReadLines(file));
    });

    [Fact]
    public void Every_page_that_the_readme_links_to_is_there() => Assert.All(
        new[] { "README.md", "AGENTS.md" },
        page => Assert.All(Links(File.ReadAllText(Path.Combine(Root, page))), link => Assert.True(
            Path.Exists(Path.Combine(Root, link)), $"{page} links to {link}")));

    private static IEnumerable<string> Links(string markdown) => markdown.Split("](").Skip(1)
        .Select(rest => rest[..rest.IndexOf(')', StringComparison.Ordinal)].Split('#')[0])
        .Where(link => link.Length > 0 && !link.Contains("://", StringComparison.Ordinal));

    private static IEnumerable<string> Sources(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories);

    private static string HereFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
