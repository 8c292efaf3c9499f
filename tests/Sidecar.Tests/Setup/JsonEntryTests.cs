using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Sidecar.Setup.Clients;
using Sidecar.Setup.Files;

namespace Sidecar.Tests.Setup;

public sealed class JsonEntryTests
{
    private static readonly JsonEntry Entry = McpEntry.Starting("sidecar-mcp");

    private static readonly JsonDocumentOptions Lenient =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    [Fact]
    public void An_entry_takes_the_indentation_of_the_file()
    {
        var json = Inserted("{\n\t\"mcpServers\": {\n\t\t\"a\": {} // mine\n\t}\n}\n");

        Assert.Equal(
            "{\n\t\"mcpServers\": {\n\t\t\"sidecar\": {\n\t\t\t\"type\": \"stdio\",\n\t\t\t\"command\": \"sidecar-mcp\",\n"
            + "\t\t\t\"args\": [],\n\t\t\t\"alwaysLoad\": true\n\t\t},\n\t\t\"a\": {} // mine\n\t}\n}\n",
            json);
    }

    [Fact]
    public void An_entry_stays_on_the_line_where_everything_stands_on_one()
    {
        var json = Inserted("""{ "mcpServers": {"a": {}} }""");

        Assert.Equal(
            """{ "mcpServers": {"sidecar": {"type": "stdio", "command": "sidecar-mcp", "args": [], "alwaysLoad": true},"a": {}} }""", json);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n")]
    [InlineData("\u00ef\u00bb\u00bf{}")]
    [InlineData("{ /* nothing */ }")]
    [InlineData("{ // open\r\n}\r\n")]
    [InlineData("{\r\n  \"mcpServers\": {\r\n  },\r\n}")]
    [InlineData("{\"mcpServers\":{},\n\"mcpServers\": {\"b\": 1,}}")]
    [InlineData("{ /* two\nlines */ \"a\": 1 }")]
    public void Odd_files_get_the_entry_and_lose_it_again_byte_for_byte(string before)
    {
        Assert.True(IsThereAndGoesAgain(before));
    }

    [Fact]
    public void Any_file_gets_the_entry_and_loses_it_again_byte_for_byte()
    {
        Check.QuickThrowOnFailure(Prop.ForAll(Texts().ToArbitrary(), IsThereAndGoesAgain));
    }

    [Fact]
    public void Without_a_record_the_entry_goes_and_nothing_else()
    {
        Check.QuickThrowOnFailure(Prop.ForAll(Texts().ToArbitrary(), before =>
            Names(Entry.Remove(Inserted(before), inserted: null, withContainer: false))
                .SequenceEqual(Names(Inserted(before)).Where(name => name != "mcpServers/sidecar"))));
    }

    [Theory]
    [InlineData("{\n  \"mcpServers\": {}\n}\n", "}\n  }\n}", "},\n    \"later\": {}\n  }\n}")]
    [InlineData("{}", "}\n  }\n}", "},\n    \"later\": {}\n  },\n}")]
    public void An_entry_that_somebody_built_on_goes_alone(string before, string find, string replace)
    {
        var (position, inserted) = Entry.InsertionInto(before);
        var edited = before.Insert(position, inserted).Replace(find, replace);

        var left = Entry.Remove(edited, inserted, withContainer: true);

        Assert.Contains("later", edited, StringComparison.Ordinal);
        Assert.Equal(["mcpServers/later"], Names(left).Where(name => name.Contains('/')));
    }

    [Fact]
    public void Broken_json_is_told_with_line_and_column()
    {
        var isRead = JsonOutline.TryRead("{\n  \"a\": 1\n  \"b\": 2\n}", out _, out var problem);

        Assert.False(isRead);
        Assert.Equal(new JsonProblem(3, 3), problem);
    }

    [Theory]
    [InlineData("{\"\\ud800\": 1}")]
    [InlineData("{\"a\": 1} {}")]
    [InlineData("{\"\u00ff\": 1}")]
    public void What_is_not_json_is_a_problem_and_not_a_crash(string json)
    {
        Assert.False(JsonOutline.TryRead(json, out _, out _));
    }

    [Theory]
    [InlineData("""{"command": "/old/sidecar-mcp"}""", "/old/sidecar-mcp")]
    [InlineData("""{"command": "C:\\x\\sidecar-mcp.EXE"}""", "C:\\x\\sidecar-mcp.EXE")]
    [InlineData("""{"command": "sidecar", "args": ["mcp"]}""", "sidecar")]
    [InlineData("""{"command": "sidecar", "args": ["serve"]}""", null)]
    [InlineData("""{"command": "npx"}""", null)]
    [InlineData("""{"command": "\ud800"}""", null)]
    [InlineData("""{"url": "https://example.org"}""", null)]
    [InlineData("[]", null)]
    public void Our_own_entry_is_known_by_its_command(string entry, string? command)
    {
        JsonOutline.TryRead(entry, out var part, out _);

        Assert.Equal(command, McpEntry.OwnCommand(entry, part!));
    }

    private static string Inserted(string before)
    {
        var (position, text) = Entry.InsertionInto(before);
        return before.Insert(position, text);
    }

    private static bool IsThereAndGoesAgain(string before)
    {
        var (position, inserted) = Entry.InsertionInto(before);
        var after = before.Insert(position, inserted);
        using var parsed = JsonDocument.Parse(ByteText.ToBytes(after.TrimStart('\u00ef', '\u00bb', '\u00bf')), Lenient);
        return parsed.RootElement.GetProperty("mcpServers").GetProperty("sidecar").GetProperty("alwaysLoad").GetBoolean()
            && Names(after).Where(name => name is not ("mcpServers" or "mcpServers/sidecar"))
                .SequenceEqual(Names(before).Where(name => name != "mcpServers"))
            && Entry.Remove(after, inserted, withContainer: false) == before;
    }

    private static IEnumerable<string> Names(string json) => JsonOutline.TryRead(json, out var root, out _)
        ? root.Members.SelectMany(member => member.Value.Members
            .Where(_ => member.Name == "mcpServers").Select(inner => $"mcpServers/{inner.Name}").Prepend(member.Name))
        : [];

    // Objects in objects, with any layout, comments and trailing commas.
    private static Gen<string> Texts()
    {
        var gap = Gen.Elements("", " ", "\n", "\r\n\t", "\n  ", " // it's, { \n", "/* , } */", " /* a\n b */ ");
        var value = Gen.Elements("1", "\"x, // }\"", "[1, {\"a\": 2},]", "{}", "{\"command\": \"npx\"}", "null");
        return
            from lead in gap
            from servers in Members(Gen.Elements("a", "b", "side", "car"), value, gap)
            from hasServers in Gen.Elements(true, false)
            from before in Members(Gen.Elements("x", "$schema"), value, gap)
            from after in Members(Gen.Elements("y", "inputs"), value, gap)
            from trail in gap
            let all = before.Concat(hasServers ? [$"\"mcpServers\":{{{string.Join(',', servers)}{trail}}}{lead}"] : []).Concat(after)
            select $"{lead}{{{string.Join(',', all)}{trail}}}{lead}";
    }

    private static Gen<List<string>> Members(Gen<string> name, Gen<string> value, Gen<string> gap) =>
        from one in Member(name, value, gap)
        from other in Member(name, value, gap)
        from count in Gen.Choose(0, 2)
        select new List<string> { one, other }.Take(count).ToList();

    private static Gen<string> Member(Gen<string> name, Gen<string> value, Gen<string> gap) =>
        from a in gap
        from key in name
        from b in gap
        from held in value
        from c in gap
        select $"{a}\"{key}\":{b}{held}{c}";
}
