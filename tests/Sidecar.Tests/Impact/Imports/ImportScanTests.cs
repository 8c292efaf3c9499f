using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sidecar.Claims;
using Sidecar.Impact.Imports;
using Sidecar.Impact.Imports.Tokens;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Impact.Imports;

public sealed class ImportScanTests
{
    private static readonly string[] Endings = [".cs", ".ts", ".py", ".go", ".rs", ".java"];

    // What begins something in at least one of the languages.
    private static readonly string[] Pieces =
    [
        "import ", "from ", "export ", "require(", "import(", "using ", "namespace ", "class ", "record ", "enum ", "mod ", "use ", "crate::",
        "super::", "self::", "package ", "as ", "static ", "a", "A", ".", "..", "::", "{", "}", "(", ")", "[", "]", "<", ">", "*", ",", ";",
        ":", "=", "/", "//", "/*", "*/", "#", "\"", "\"\"\"", "'", "`", "$", "$\"", "@\"", "$$\"\"\"", "${", "r\"", "r#\"", "\\", "\n", "\r\n",
        "\0", "\ud800", "\udc00", "\ufeff", "é", "𝒜", " ",
    ];

    [Fact]
    public void Whatever_the_text_is_the_scan_ends_and_finds_files_of_the_project_alone() => Prop.ForAll(
        Arb.From(Gen.ListOf(Gen.Elements(Pieces)).Select(string.Concat)),
        Arb.From(Gen.Elements(Endings)),
        (text, ending) =>
        {
            var project = new FakeProject().WithFiles("A.cs", "a.ts", "a.py", "a/x.go", "src/a.rs", "A.java", "Cargo.toml").With("go.mod", "module a");
            return project.With($"src/b{ending}", text).Of($"src/b{ending}")
                .All(found => found.Contains('*') || project.Contains(Changed.Path(found)));
        }).QuickCheckThrowOnFailure();

    public static TheoryData<string> Worst =>
    [
        "import(", "import ", "import a from ", "from . import (", "from ", "export {", "using ", "namespace a {", "class A {", "use crate::{",
        "crate::", "mod a {", "{", "}", "\"", "\"\"\"", "\"\"\"\"", "'", "'\\", "`", "`${", "$\"{", "$@\"", "@\"\"", "$", "$$\"\"\"{{", "r#", "r#\"", "r",
        "/*", "*/", "//", "/", "=/[", "=/", "#", "\\", "\\\n", "\0", "\ud800", "(", ")", ".", "..", ":", "a.", "a,", "A ", "@", "\n", "\r", " #",
    ];

    [Theory]
    [MemberData(nameof(Worst))]
    public void The_time_grows_no_faster_than_the_text(string piece)
    {
        foreach (var ending in Endings)
        {
            var project = new FakeProject().WithFiles("Cargo.toml").With("go.mod", "module a").With($"src/b{ending}", Repeated(piece));
            var began = Stopwatch.GetTimestamp();

            project.Of($"src/b{ending}");

            // They take some 20 ms; what grows with the square of them takes much longer.
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(1), ending);
        }
    }

    [Theory]
    [InlineData("package LONG;", ".java")]
    [InlineData("namespace LONG;", ".cs")]
    [InlineData("use crate::LONG::{", ".rs")]
    [InlineData("from LONG import ", ".py")]
    public void A_long_name_is_not_made_again_for_each_of_many_others(string beginning, string ending)
    {
        var many = string.Join(',', Enumerable.Range(0, 30_000).Select(number => $"A{number}"));
        var project = new FakeProject().With("Cargo.toml")
            .With($"src/b{ending}", beginning.Replace("LONG", new string('a', 200_000), StringComparison.Ordinal) + many);
        var began = Stopwatch.GetTimestamp();

        Assert.Empty(project.Of($"src/b{ending}"));

        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(300)]
    public async Task A_group_behind_a_path_of_however_many_parts_is_read_to_its_end(int parts)
    {
        var path = string.Concat(Enumerable.Repeat("a::", parts - 1));
        var project = new FakeProject().WithFiles("Cargo.toml", "src/lib.rs", "src/cart.rs")
            .With("src/b.rs", $"mod m {{ use crate::{path}{{b, c::{{d}}}}; }} use crate::cart::Cart;");

        Assert.Equal(["src/cart.rs"], await Task.Run(() => project.Of("src/b.rs")).WaitAsync(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Whoever_asks_a_list_of_tokens_in_circles_is_told_that_there_is_nothing()
    {
        var tokens = Tokenizer.Read("a { b }", Dialect.Rust);
        var turns = 0;

        while (tokens.IsSymbol(1, '{') && turns < 1_000_000)
            turns++;

        Assert.InRange(turns, 1, 10_000);
        Assert.Equal(0, tokens.Count);
    }

    [Fact]
    public void A_dependency_says_where_it_is_known_from()
    {
        var project = new FakeProject().WithFiles("b.py").With("a.py", "import b");

        var found = Assert.Single(new ImportScan().Of(Changed.Path("a.py"), project));

        Assert.Equal(new Dependency(ClaimPattern.OfFile(Changed.Path("b.py")), DependencySource.Scanned, Changed.Path("a.py")), found);
    }

    [Fact]
    public void A_file_of_another_language_is_not_even_read()
    {
        var project = new FakeProject().With("a.c", "#include \"b.c\"").With("b.c");

        Assert.Empty(project.Of("a.c"));

        Assert.Equal(0, project.Reads);
    }

    [Fact]
    public void What_a_file_says_is_known_by_its_content_and_what_there_is_is_looked_up_anew()
    {
        var scan = new ImportScan();
        var project = new FakeProject().With("a.py", "import b");
        Assert.Empty(scan.Of(Changed.Path("a.py"), project));

        Assert.Single(scan.Of(Changed.Path("a.py"), project.With("b.py")));

        Assert.Empty(scan.Of(Changed.Path("a.py"), project.With("a.py", "import c")));
    }

    private static string Repeated(string piece) =>
        new StringBuilder().Insert(0, piece, 300_000 / piece.Length).ToString();
}
