using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Sidecar.Tests.Tidy;

/// <summary>
/// docs/coming-from.md says of each tool of other systems what takes its place here, and names the test that plays it. What is
/// compared is the text of the tests: the fast tests do not load those that start programs.
/// </summary>
public sealed partial class ComingFromTests
{
    private static string Root { get; } = Path.GetFullPath(Path.Combine(HereFolder(), "..", "..", ".."));

    [Fact]
    public void Every_row_names_a_test_that_plays_it_and_every_such_test_has_a_row() =>
        Assert.Equal(Tests().Order(StringComparer.Ordinal), Rows().Select(row => row.Test).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_test_is_named_after_the_tool_whose_row_names_it() => Assert.All(
        Rows(), row => Assert.StartsWith($"{row.Tool.Replace("-", "_", StringComparison.Ordinal)}_is_", row.Test[(row.Test.IndexOf('_', StringComparison.Ordinal) + 1)..], StringComparison.Ordinal));

    [Fact]
    public void No_tool_of_the_four_systems_is_left_out() => Assert.Equal(
        [12, 8, 14, 26], Rows().GroupBy(row => row.Test.Split('_')[0]).Select(system => system.Count()));

    private static IEnumerable<string> Tests() => Directory
        .EnumerateFiles(Path.Combine(Root, "tests", "Sidecar.Scenarios", "ComingFrom"), "*Tests.cs")
        .SelectMany(file => Fact().Matches(File.ReadAllText(file)).Select(match => match.Groups["test"].Value));

    // | `theirs` ... | ours | what differs | `Test` |
    private static List<(string Tool, string Test)> Rows() =>
    [
        .. File.ReadLines(Path.Combine(Root, "docs", "coming-from.md"))
            .Select(line => Row().Match(line)).Where(match => match.Success)
            .Select(match => (match.Groups["tool"].Value.Replace(' ', '_'), match.Groups["test"].Value)),
    ];

    [GeneratedRegex(@"\[Fact\]\s+public async Task (?<test>\w+)\(\)", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Fact();

    [GeneratedRegex(@"^\| `(?<tool>[\w -]+)` \|.*\| `(?<test>\w+_is_\w+)` \|$", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Row();

    private static string HereFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
