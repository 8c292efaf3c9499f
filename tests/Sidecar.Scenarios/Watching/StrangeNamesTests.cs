using Sidecar.Scenarios.Watch;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Watching;

/// <summary>Whatever a file system allows in a name or a tree, the watcher lives and says what is so.</summary>
public sealed class StrangeNamesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("inotify")]
    public async Task A_name_may_hold_anything(string source)
    {
        var (repository, watcher) = await WatchedRepository.WatchedAsync(desk => desk.With("SIDECAR_EVENTS", source));
        await using var _ = repository;
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await repository.WatchesAsync(repository.Main);

        (await ada.RunAsync(
            """
            mkdir -p "new
            line" '[a]' '{b}' "$(printf 'bytes\377')"
            for f in "new
            line/x" '[a]/*' '{b}/?' "it's" 'say "hi"' -dash '--' ':(top)x' ' blank ' 'back\slash' '!bang' '#hash' "$(printf 'bell\007')"; do echo x > "./$f"; done
            """.ReplaceLineEndings("\n"))).Succeeded();
        await repository.AgreesWithGitAsync();

        var work = await repository.WorkAsync();
        Assert.Contains(work, piece => piece.Path == "new\nline/x");
        Assert.Equal(watcher, await repository.RunningAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("inotify")]
    public async Task A_name_that_is_no_text_is_seen_come_change_and_go(string source)
    {
        var (repository, _) = await WatchedRepository.WatchedAsync(desk => desk.With("SIDECAR_EVENTS", source));
        await using var __ = repository;
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await repository.WatchesAsync(repository.Main);

        (await ada.RunAsync("""f=$(printf 'bytes\377'); mkdir "$f"; echo x > "$f/$f"; echo x > "$f.txt" """)).Succeeded();
        await repository.AgreesWithGitAsync();
        Assert.All(await repository.TouchesAsync(), touch => Assert.Equal("created", touch.Kind));
        Assert.Equal("created", (await repository.TouchesAsync()).First(touch => touch.Path == "bytes\ufffd.txt").Kind);

        (await ada.RunAsync("""f=$(printf 'bytes\377'); echo y >> "$f/$f"; echo x > beside.txt""")).Succeeded();
        await repository.AgreesWithGitAsync();
        (await ada.RunAsync("""rm -r "$(printf 'bytes\377')" "$(printf 'bytes\377').txt" """)).Succeeded();
        await repository.AgreesWithGitAsync();
        Assert.DoesNotContain(await repository.WorkAsync(), work => work.Path.Contains('\ufffd'));
    }
}
