using Sidecar.Agents;
using Sidecar.Hooks;
using Sidecar.Tests.Repository;

namespace Sidecar.Tests.Hooks;

/// <summary>What holds for every hook that only takes notice: it stops nobody and says nothing.</summary>
public sealed class NoticeTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    public static TheoryData<string> Notices => [.. HookName.Notices];

    [Theory]
    [MemberData(nameof(Notices))]
    public void Where_nothing_was_set_up_git_goes_on_in_silence(string hook) =>
        Assert.Equal((HookExit.Proceed, ""), Run(_repository.Top, hook));

    [Theory]
    [MemberData(nameof(Notices))]
    public void Where_the_state_is_damaged_git_goes_on_in_silence(string hook)
    {
        _repository.Write(".git/sidecar/state.db", new string('x', 8192));

        Assert.Equal((HookExit.Proceed, ""), Run(_repository.Top, hook));
    }

    [Theory]
    [MemberData(nameof(Notices))]
    public void Where_there_is_no_repository_git_goes_on_in_silence(string hook) =>
        Assert.Equal((HookExit.Proceed, ""), Run(Path.GetPathRoot(_repository.Top)!, hook));

    public void Dispose() => _repository.Dispose();

    private (int Code, string Text) Run(string directory, string hook)
    {
        var words = new StringWriter();
        var call = new HookCall(
            _repository.Environment, directory, words, ProcessTables.ForThisSystem(), Environment.ProcessId, TimeProvider.System);
        return (HookProgram.Run([hook, "1", "0"], call), words.ToString());
    }
}
