using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sidecar.History;
using Sidecar.Repository;

namespace Sidecar.Tests.History;

public sealed class GitLogParserTests
{
    private static readonly Gen<byte[]> Bytes =
        Gen.Choose(1, 255).Select(value => (byte)value).NonEmptyListOf().Select(bytes => bytes.ToArray());

    private static readonly Gen<byte[]> Awkward = Gen.OneOf(
        Bytes,
        Gen.Elements("\n:100644 100644 a b M", ":", "\n", "..", "a//b", " ", "\ufeff", "grün").Select(Encoding.UTF8.GetBytes));

    private static readonly Gen<Entry> Entries =
        from status in Gen.Elements("M", "T", "A", "D", "R087", "C100")
        from path in Awkward
        from other in Awkward
        select new Entry(status, path, status.Length > 1 ? other : null);

    private static readonly Gen<Commit> Commits =
        from author in Gen.OneOf(Bytes, Gen.Constant(Array.Empty<byte>()))
        from at in Gen.Choose(int.MinValue, int.MaxValue)
        from files in Entries.ListOf()
        select new Commit(at, author, [.. files]);

    [Fact]
    public void Whatever_bytes_names_and_authors_have_the_commits_are_told_apart() => Check.QuickThrowOnFailure(Prop.ForAll(
        Commits.ListOf().ToArbitrary(),
        Gen.Choose(1, 40).ToArbitrary(),
        (commits, chunk) =>
        {
            var written = commits.SelectMany(commit => commit.Written()).ToArray();

            var read = Read(written, chunk);

            Assert.Equal(commits.Select(commit => commit.Expected()), read.Select(Text));
        }));

    [Fact]
    public void Output_that_ends_in_the_middle_is_no_end() => Assert.Throws<SidecarException>(
        () => Read("\0abc\05\0a@b\0\n:1 2 a b M\0fi"u8.ToArray(), 64));

    [Theory]
    [InlineData("\0abc\05\0a@b\0\n1 2 a b M\0file\0")]
    [InlineData("\0abc\05\0a@b\0\n:1 2 a b X\0file\0")]
    [InlineData("\0abc\05\0a@b\0\n:1 2 a b \0file\0")]
    [InlineData("\0abc\05\0a@b\0\n:1 2 a b R\0file\0")]
    [InlineData(":1 2 a b M\0file\0")]
    [InlineData("\0abc\05\0")]
    public void Output_of_another_form_is_not_guessed_at(string text) =>
        Assert.Throws<SidecarException>(() => Read(Encoding.UTF8.GetBytes(text), 64));

    [Theory]
    [InlineData("", 0)]
    [InlineData("now", 0)]
    [InlineData("99999999999999999", 253_402_300_799)]
    public void A_time_outside_of_all_calendars_is_at_their_end(string seconds, long expected) =>
        Assert.Equal(expected, Assert.Single(Read(Encoding.UTF8.GetBytes($"\0abc\0{seconds}\0a@b\0"), 64)).At.ToUnixTimeSeconds());

    private static List<CommitFiles> Read(byte[] output, int chunk)
    {
        var stream = new MemoryStream(output);
        var parser = new GitLogParser(new NulParts((buffer, offset, count) => stream.Read(buffer, offset, Math.Min(count, chunk))));
        var commits = new List<CommitFiles>();
        while (parser.Next() is { } commit)
            commits.Add(commit);
        return commits;
    }

    private static string Text(CommitFiles commit) =>
        $"{commit.Id} {commit.At.ToUnixTimeSeconds()} {commit.Author}: "
        + string.Join('|', commit.Files.Select(file => $"{file.Change.ToString()[0]} {file.From}>{file.Path}"));

    private sealed record Entry(string Status, byte[] Path, byte[]? Other)
    {
        public byte[] Written() =>
            [.. ":100644 100644 1 2 "u8, .. Encoding.UTF8.GetBytes(Status), 0, .. Path, 0, .. Other is null ? [] : (byte[])[.. Other, 0]];

        public string? Expected()
        {
            string?[] names = [Name(Other is null ? null : Path), Name(Other ?? Path)];
            return names.Contains(null) ? null : $"{(Status == "T" ? 'M' : Status[0])} {names[0]}>{names[1]}";
        }

        private static string? Name(byte[]? bytes) =>
            bytes is null ? "" : Encoding.UTF8.GetString(bytes) is var text && RepoPath.TryParse(text, out _) ? text : null;
    }

    private sealed record Commit(int At, byte[] Author, IReadOnlyList<Entry> Files)
    {
        public byte[] Written() =>
        [
            .. Encoding.UTF8.GetBytes($"\0abc\0{At}\0"), .. Author, 0,
            .. Files.Count == 0 ? ""u8 : "\n"u8, .. Files.SelectMany(file => file.Written()),
        ];

        public string Expected() =>
            $"abc {At} {Encoding.UTF8.GetString(Author)}: " + string.Join('|', Files.Select(file => file.Expected()).OfType<string>());
    }
}
