using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Storage;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Messages;

public sealed class SearchTests : IDisposable
{
    private readonly Crowd _crowd = new();

    public void Dispose() => _crowd.Dispose();

    [Theory]
    [InlineData("schema", "The schema changes", true)]
    [InlineData("SCHEMA", "the schema changes", true)]
    [InlineData("sche", "the schema changes", true)]
    [InlineData("hema", "the schema changes", false)]
    [InlineData("changes the", "the schema changes", true)]
    [InlineData("changes never", "the schema changes", false)]
    [InlineData("\"schema changes\"", "the schema changes", true)]
    [InlineData("\"changes schema\"", "the schema changes", false)]
    [InlineData("\"the schema chan\"", "the schema changes", false)]
    [InlineData("\"schema changes", "the schema changes", true)]
    [InlineData("strasse", "an der Straße", false)]
    [InlineData("uber", "Über alles", true)]
    [InlineData("über", "UBER ALLES", true)]
    [InlineData("src/login.cs", "see src/login.cs:12", true)]
    [InlineData("src/log", "see src/login.cs", true)]
    [InlineData("login src", "see src/login.cs", true)]
    [InlineData("->", "a -> b", true)]
    [InlineData("->", "a - > b", false)]
    [InlineData("a ->", "a -> b", true)]
    [InlineData("100%", "it is 100% sure", true)]
    [InlineData("%", "it is 100 sure", false)]
    [InlineData("_", "no such sign", false)]
    [InlineData("🚀", "off 🚀 we go", true)]
    [InlineData("🚀", "off we go", false)]
    [InlineData("数据", "更新数据库", true)]
    [InlineData("ฐาน", "แก้ฐานข้อมูล", true)]
    [InlineData("AND", "this and that", true)]
    [InlineData("text:schema", "a schema in the text", false)]
    [InlineData("NEAR(a b)", "a b", false)]
    [InlineData("sch*", "the schema", true)]
    [InlineData("-schema", "the schema", true)]
    [InlineData("C++", "written in C++ now", true)]
    [InlineData("c++", "written in C++ now", true)]
    [InlineData("C++", "the claim changes", false)]
    [InlineData("\"C#\"", "c and d", false)]
    [InlineData("login()", "calls login() twice", true)]
    [InlineData("login()", "the login form", false)]
    public void A_search_finds_what_people_mean(string search, string text, bool isFound)
    {
        Send("ada", "human", text);

        Assert.Equal(isFound, Log(new LogQuery(Search: search)).Count == 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\"")]
    [InlineData("\" \"")]
    public void A_search_for_nothing_is_refused(string search) =>
        Assert.Equal("There is nothing to look for.", Assert.Throws<SidecarException>(() => Log(new LogQuery(Search: search))).Message);

    [Fact]
    public void A_party_or_a_topic_that_never_was_is_refused_with_those_there_are()
    {
        _crowd.State.Topics.Join(_crowd.Agent("ada"), TopicName.Parse("api"));

        var nobody = Assert.Throws<SidecarException>(() => Log(new LogQuery(With: AgentName.Parse("adda"))));
        var nowhere = Assert.Throws<SidecarException>(() => Log(new LogQuery { Topic = "apy" }));

        Assert.Equal(("No agent named adda was ever here.", "take one of ada, human"), (nobody.Message, nobody.Next));
        Assert.Equal(("There is no topic apy. There are: api.", "take one of api"), (nowhere.Message, nowhere.Next));
    }

    [Fact]
    public void Bodies_are_searched_too_and_all_words_together()
    {
        Send("ada", "human", "see the body", """{"file":"src/login.cs","risk":"high"}""");

        Assert.Single(Log(new LogQuery(Search: "risk login body")));
        Assert.Empty(Log(new LogQuery(Search: "risk logout")));
    }

    [Fact]
    public void A_search_longer_than_allowed_is_refused_and_one_of_many_words_is_not()
    {
        var many = string.Join(' ', Enumerable.Repeat("a", FullText.MaxLength / 2));
        Send("ada", "human", "abc");

        Assert.Single(Log(new LogQuery(Search: many)));
        Assert.Throws<SidecarException>(() => Log(new LogQuery(Search: many + "aaaa")));
    }

    [Fact]
    public void All_that_narrows_the_log_works_together()
    {
        foreach (var name in new[] { "ada", "bob", "carol" })
            _crowd.State.Topics.Join(_crowd.Agent(name), TopicName.Parse("api"));
        Send("ada", "bob", "schema one");
        Send("ada", "all", "schema two", topic: "api");
        Send("bob", "ada", "lunch", topic: "api");
        Send("carol", "ada", "schema three", topic: "api");
        Send("carol", "human", "schema four");

        Assert.Equal(["schema three", "lunch", "schema two"], Log(new LogQuery { Topic = "API" }));
        Assert.Equal(["schema three", "schema two"], Log(new LogQuery(Search: "schema") { Topic = "api" }));
        Assert.Equal(["schema two"], Log(new LogQuery(Search: "schema", With: AgentName.Parse("bob")) { Topic = "api" }));
        Assert.Equal(["lunch", "schema two"], Log(new LogQuery(With: AgentName.Parse("bob")) { Topic = "api" }));
        Assert.Equal(["schema two"], Log(new LogQuery(Since: 1, Before: 4, With: AgentName.Parse("carol"))));
        Assert.Equal(["schema four", "schema three"], Log(new LogQuery(Since: 2, Search: "schema")));
        Assert.Equal(["schema one"], Log(new LogQuery(Before: 2, Search: "schema")));
        Assert.Equal(["schema three", "schema two"], Log(new LogQuery(With: AgentName.Parse("ada"), Search: "schema", Since: 1, Limit: 2)));
    }

    [Fact]
    public void Who_has_a_new_name_is_found_under_all_that_it_had()
    {
        Send("ada", "bob", "hello one");
        Read("bob");
        Rename("bob", "rob");
        _crowd.State.Messages.Send(_crowd.Agent("ada"), new Draft("bob", "hello two"), TalkLimits.Usual);
        Read("bob");
        Send("bob", "ada", "hello three");
        Rename("bob", "bert");
        _crowd.State.Messages.Send(_crowd.Agent("ada"), new Draft("all", "hello four"), TalkLimits.Usual);
        Send("ada", "carol", "hello five");

        Assert.All(new[] { "bob", "rob", "bert" }.Select(AgentName.Parse), name =>
        {
            Assert.Equal(["hello four", "hello three", "hello two", "hello one"], Log(new LogQuery(With: name)));
            Assert.Equal(["hello four", "hello three", "hello two", "hello one"], Log(new LogQuery(With: name, Search: "hello")));
            Assert.Equal(["hello four"], Log(new LogQuery(With: name, Limit: 1)));
            Assert.Equal(["hello two", "hello one"], Log(new LogQuery(With: name, Before: 3)));
        });
    }

    [Fact]
    public void What_was_said_under_a_name_that_somebody_took_since_is_found_by_the_later_name_too()
    {
        Send("ada", "bob", "hello");
        Read("bob");
        Rename("bob", "rob");
        Register("bob");

        Assert.Equal(["hello"], Log(new LogQuery(With: AgentName.Parse("rob"))));
        Assert.Equal(["hello"], Log(new LogQuery(With: AgentName.Parse("bob"))));
    }

    [Fact]
    public void Two_names_that_one_agent_had_once_and_others_have_now_are_two()
    {
        Send("ada", "bob", "hello");
        Read("bob");
        Rename("bob", "rob");
        _crowd.State.Agents.Leave(_crowd.Agent("bob"), "done");
        Register("rob");
        Assert.Equal(["hello"], Log(new LogQuery(With: AgentName.Parse("rob"))));
        Register("bob");

        Assert.Empty(Log(new LogQuery(With: AgentName.Parse("rob"))));
        Assert.Equal(["hello"], Log(new LogQuery(With: AgentName.Parse("bob"))));
    }

    [Fact]
    public void Who_takes_a_name_that_another_took_along_has_none_of_the_earlier_ones()
    {
        Send("ada", "bob", "hello");
        Read("bob");
        Rename("bob", "rob");
        Rename("bob", "bert");
        _crowd.Join("carol");
        Rename("carol", "rob");

        Assert.Equal(["hello"], Log(new LogQuery(With: AgentName.Parse("bert"))));
        Assert.Empty(Log(new LogQuery(With: AgentName.Parse("rob"))));
    }

    private void Register(string name) =>
        _crowd.State.Agents.Register(_crowd.Registration(_crowd.Processes.Start()) with { Name = AgentName.Parse(name) });

    private void Rename(string agent, string name) =>
        _crowd.State.Agents.Describe(_crowd.Agent(agent), AgentName.Parse(name), null, null, null);

    private void Read(string agent) => _crowd.State.Inbox.Acknowledge(_crowd.Agent(agent), [.. Enumerable.Range(1, 10)]);

    private void Send(string from, string to, string text, string? body = null, string? topic = null)
    {
        if (to is not ("human" or "all"))
            _crowd.Join(to);
        _crowd.State.Messages.Send(_crowd.Agent(from), new Draft(to, text, body) { Topic = topic }, TalkLimits.Usual);
    }

    private List<string> Log(LogQuery query) => [.. _crowd.State.Messages.Log(query).Select(message => message.Text)];
}
