using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Sidecar.Demo;

/// <summary>
/// What happens: ada changes a file, bob wants it too, is refused, asks, waits, and gets it. Each step is really done, and
/// what must come of it is checked.
/// </summary>
internal sealed class DemoStory(DemoRepository repository, DemoScreen screen)
{
    private const string Login = "src/login.py";
    private const string Guide = "docs/guide.md";
    private const string First = "def login(user, password):\n    return check(user, password)\n";
    private const string Adas = "def login(user, password, code):\n    return check(user, password) and second_factor(user, code)\n";
    private const string BobsLine = "\n# bob: log each attempt here\n";

    private readonly DemoShell _shell = new(repository, screen);
    private readonly DemoExpectation _expect = new(screen);

    /// <summary>Tells it from beginning to end.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await TellAsync(cancellationToken);
        }
        finally
        {
            // It would write into the folder while that is being deleted.
            await _shell.AskAsync(who: null, "sidecar", ["stop"], CancellationToken.None);
        }

        screen.End($"{_expect.Met} things went as they must, in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s.");
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        await SetUpAsync(cancellationToken);
        await using var ada = await DemoAgent.StartAsync("ada", repository, screen, cancellationToken);
        await using var bob = await DemoAgent.StartAsync("bob", repository, screen, cancellationToken);
        await MeetAsync(ada, bob, cancellationToken);
        await CommitAsync(bob, cancellationToken);
        if (ada.CanRun)
            await new SweepStory(_shell, _expect, screen).TellAsync(ada, bob, cancellationToken);
        await TalkAsync(ada, bob, cancellationToken);
        await HandOverAsync(ada, bob, cancellationToken);
        await LookAroundAsync(cancellationToken);
    }

    private async Task SetUpAsync(CancellationToken cancellationToken)
    {
        screen.Step("A repository, and Sidecar in it");
        screen.Note(repository.Root);
        repository.Write(Login, First);
        repository.Write(Guide, "# Guide\n");
        await PrepareAsync(["init", "--quiet"], cancellationToken);
        await PrepareAsync(["config", "user.name", "Demo"], cancellationToken);
        await PrepareAsync(["config", "user.email", "demo@example.invalid"], cancellationToken);
        await PrepareAsync(["add", "--all"], cancellationToken);
        await PrepareAsync(["commit", "--quiet", "-m", "first version"], cancellationToken);
        var (exitCode, _) = await _shell.RunAsync(who: null, "sidecar", ["init"], cancellationToken);
        _expect.Must(exitCode == 0, "'sidecar init' sets the repository up");
        await PrepareAsync(["add", ".mcp.json"], cancellationToken);
        await PrepareAsync(["commit", "--quiet", "-m", "sidecar for everybody"], cancellationToken);
    }

    private async Task PrepareAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await _shell.AskAsync(who: null, "git", arguments, cancellationToken);
        if (exitCode != 0)
            throw DemoExpectation.Failed($"'git {arguments[0]}' said: {output.Trim()}");
    }

    private async Task MeetAsync(DemoAgent ada, DemoAgent bob, CancellationToken cancellationToken)
    {
        screen.Step("Two agents want one file");
        var adas = await ada.CallAsync(
            "claim", new JsonObject { ["paths"] = new JsonArray(Login), ["reason"] = "second factor" }, cancellationToken);
        _expect.Must(!adas.IsError && adas.Count("granted") == 1, $"ada has {Login}");
        await ada.EditAsync(Login, Adas, cancellationToken);

        var bobs = await bob.CallAsync("claim", new JsonObject { ["paths"] = new JsonArray(Login) }, cancellationToken);
        _expect.Must(bobs.IsError && bobs.First("refused", "holder") == "ada", "bob is refused, and told that ada has it");
    }

    private async Task CommitAsync(DemoAgent bob, CancellationToken cancellationToken)
    {
        screen.Step("The commit that would sweep in ada's half-done work");
        await bob.EditAsync(Guide, "# Guide\n\nHow to log in.\n", cancellationToken);
        var before = await HeadAsync(cancellationToken);
        var (exitCode, output) = bob.CanRun
            ? await bob.RunAsync("git commit -am 'a guide'", cancellationToken)
            : await _shell.RunAsync("bob", "git", ["commit", "-am", "a guide"], cancellationToken);
        _expect.Must(exitCode != 0 && await HeadAsync(cancellationToken) == before, "bob's 'git commit -a' is refused");
        _expect.Must(Names(output, Login) && Names(output, "ada"), "the refusal names the file and its holder");

        screen.Step("bob's own file passes");
        await MustPassAsync("bob", ["commit", "-m", "a guide", "--", Guide], cancellationToken);
    }

    private async Task TalkAsync(DemoAgent ada, DemoAgent bob, CancellationToken cancellationToken)
    {
        screen.Step("They talk");
        var waiting = ada.BeginAsync("check_in", new JsonObject { ["wait_seconds"] = 20 }, cancellationToken);
        var sent = Stopwatch.GetTimestamp();
        await bob.CallAsync(
            "send",
            new JsonObject { ["to"] = "ada", ["text"] = $"When is {Login} free?", ["kind"] = "request" },
            cancellationToken);
        var heard = await waiting;
        var elapsed = Stopwatch.GetElapsedTime(sent);
        screen.Note($"ada's waiting check_in came back {elapsed.TotalMilliseconds:0} ms after bob began to send:");
        ada.Show(heard);
        _expect.Must(heard.First("messages", "from") == "bob", "ada's waiting call brings bob's message");

        await ada.CallAsync(
            "send",
            new JsonObject { ["to"] = "bob", ["text"] = "I commit now. Wait for it.", ["reply_to"] = heard.FirstId("messages") },
            cancellationToken);
        var answered = await bob.CallAsync("check_in", [], cancellationToken);
        _expect.Must(answered.First("messages", "from") == "ada", "bob reads ada's answer");
    }

    private async Task HandOverAsync(DemoAgent ada, DemoAgent bob, CancellationToken cancellationToken)
    {
        screen.Step("bob waits, ada finishes, bob is served");
        var waiting = bob.BeginAsync(
            "claim",
            new JsonObject { ["paths"] = new JsonArray(Login), ["reason"] = "log attempts", ["wait_seconds"] = 20 },
            cancellationToken);
        await MustPassAsync("ada", ["commit", "-am", "second factor"], cancellationToken);
        _expect.Must(!waiting.IsCompleted, "bob still waits");
        await ada.CallAsync("release", [], cancellationToken);
        var served = await waiting;
        screen.Note("bob's waiting claim came back:");
        bob.Show(served);
        _expect.Must(!served.IsError && served.Count("granted") == 1, $"bob has {Login} now");

        await bob.EditAsync(Login, Adas + BobsLine, cancellationToken);
        await MustPassAsync("bob", ["commit", "-am", "log attempts"], cancellationToken);
    }

    private async Task LookAroundAsync(CancellationToken cancellationToken)
    {
        screen.Step("Who is here now");
        var (exitCode, output) = await _shell.RunAsync(who: null, "sidecar", ["status"], cancellationToken);
        _expect.Must(exitCode == 0 && Names(output, "ada") && Names(output, "bob"), "'sidecar status' knows both");
    }

    private async Task MustPassAsync(string who, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var before = await HeadAsync(cancellationToken);
        var (exitCode, _) = await _shell.RunAsync(who, "git", arguments, cancellationToken);
        _expect.Must(exitCode == 0 && await HeadAsync(cancellationToken) != before, $"{who}'s commit passes");
    }

    private async Task<string> HeadAsync(CancellationToken cancellationToken) =>
        (await _shell.AskAsync(who: null, "git", ["rev-parse", "HEAD"], cancellationToken)).Output;

    private static bool Names(string output, string word) => output.Contains(word, StringComparison.Ordinal);
}
