using FsCheck;
using FsCheck.Fluent;
using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Storage;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Storage;

/// <summary>
/// Goal: nothing that anybody types is a mistake to the index, and whoever searches for a message by its own words finds it.
/// Method: texts made of what the index's language is made of, and of what no text should hold, asked of a real index.
/// </summary>
public sealed class FullTextTests : IDisposable
{
    private static readonly string[] Pieces =
    [
        "schema", "AND", "OR", "NOT", "NEAR", "NEAR(", "text:", "{text body}:", "\"", "\"\"", "'", "*", "^", "+", "-", "(", ")", ":", ",",
        ";", "\\", "%", "_", "\0", "\n", "\t", " ", "  ", "a", "é", "e\u0301", "ß", "²", "Ⅷ", "数据", "ไทย", "🚀", "👩‍💻", "\u200d", "\ud800", "\udc00",
        "\ue000", "𞤀", "$match", "?1", "--", "/*", "x'00'", "1e9",
    ];

    private static readonly Gen<string> AText =
        from pieces in Gen.ListOf(Gen.Elements(Pieces))
        let text = string.Concat(pieces)
        select text.Length > FullText.MaxLength ? text[..FullText.MaxLength] : text;

    private static readonly Gen<string> AWord = Gen.Elements("schema", "login.cs", "C#", "100%", "->", "数据库", "Über", "e\u0301tat", "🚀", "a_b", "x\"y");

    private readonly Crowd _crowd = new();

    public void Dispose() => _crowd.Dispose();

    [Fact]
    public void No_text_is_a_wrong_search() => Prop.ForAll(AText.Where(HoldsSomething).ToArbitrary(), search =>
    {
        _ = Find(new LogQuery(Search: search));
        _ = Find(new LogQuery(Search: search, With: AgentName.Human, Before: 100));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_message_is_found_by_any_of_its_own_words_in_any_order() => Prop.ForAll(
        Gen.NonEmptyListOf(AWord).ToArbitrary(),
        Gen.Choose(0, 100).ToArbitrary(),
        (words, turn) =>
        {
            var text = string.Join(' ', words);
            _crowd.State.Messages.Send(_crowd.Agent("ada"), new Draft("human", text), new TalkLimits(1_000_000, 1_000_000));

            var some = words.Skip(turn % words.Count).Concat(words.Take(turn % words.Count)).Take(1 + (turn % words.Count));

            Assert.Equal(text, Find(new LogQuery(Search: string.Join(' ', some).Replace('"', ' '), Limit: 1))[0].Text);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Signs_are_looked_for_once_each_and_of_too_many_it_is_said_how_many_may_be()
    {
        Assert.Equal(["+", "-"], FullText.Parse("+ - + -").Literals);

        var tooMany = Assert.Throws<SidecarException>(() => FullText.Parse("! # $ % & ( ) * +"));

        Assert.StartsWith("The search has 9 parts without indexed words", tooMany.Message, StringComparison.Ordinal);
        Assert.Contains("8 are allowed", tooMany.Message, StringComparison.Ordinal);
    }

    private static bool HoldsSomething(string search) => !search.All(c => char.IsWhiteSpace(c) || c is '"' or '\0');

    private IReadOnlyList<Message> Find(LogQuery query)
    {
        try
        {
            return _crowd.State.Messages.Log(query);
        }
        catch (SidecarException tooMany) when (tooMany.Message.Contains("parts without indexed words", StringComparison.Ordinal))
        {
            return [];
        }
    }
}
