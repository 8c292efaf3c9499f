using System.Reflection;

namespace Sidecar.Tests.Tidy;

/// <summary>The arrows between the projects. What a program can reach, it can load; and the hook has about ten milliseconds.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Sqlite =
    [
        "Microsoft.Data.Sqlite", "SQLitePCLRaw.batteries_v2", "SQLitePCLRaw.core", "SQLitePCLRaw.provider.e_sqlite3",
    ];

    private static Assembly Core => typeof(RepoPath).Assembly;

    private static Assembly Hooks => typeof(Sidecar.Hooks.HookProgram).Assembly;

    private static Assembly Mcp => typeof(Sidecar.Mcp.SidecarServer).Assembly;

    [Fact]
    public void The_hook_reaches_the_core_and_sqlite_and_nothing_else() =>
        Assert.Equal([.. Sqlite, "Sidecar.Core"], ReachableFrom(Hooks));

    [Fact]
    public void The_core_reaches_sqlite_and_no_surface() => Assert.Equal(Sqlite, ReachableFrom(Core));

    [Fact]
    public void The_server_reaches_the_core_and_the_protocol_and_no_other_program()
    {
        var reachable = ReachableFrom(Mcp);

        Assert.Contains("Sidecar.Core", reachable);
        Assert.Contains("ModelContextProtocol.Core", reachable);
        Assert.DoesNotContain(
            reachable, name => name is "sidecar" or "sidecar-hook" or "System.CommandLine" or "Spectre.Console" or "LibGit2Sharp");
    }

    [Fact]
    public void Only_the_command_line_loads_the_git_library() =>
        Assert.Contains("LibGit2Sharp", ReachableFrom(typeof(ExitCode).Assembly));

    [Fact]
    public void Nothing_references_the_command_line() => Assert.All(
        new[] { Core, Hooks, Mcp }, assembly => Assert.DoesNotContain("sidecar", ReachableFrom(assembly)));

    private static IReadOnlyList<string> ReachableFrom(Assembly start)
    {
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        var toVisit = new Queue<Assembly>([start]);
        while (toVisit.TryDequeue(out var assembly))
        {
            foreach (var name in assembly.GetReferencedAssemblies().Where(name => !IsOfTheFramework(name)))
            {
                if (seen.Add(name.Name!))
                    toVisit.Enqueue(Assembly.Load(name));
            }
        }

        return [.. seen];
    }

    private static bool IsOfTheFramework(AssemblyName name) =>
        name.Name is "netstandard" or "mscorlib" || File.Exists(Path.Combine(
            Path.GetDirectoryName(typeof(object).Assembly.Location)!, name.Name + ".dll"));
}
