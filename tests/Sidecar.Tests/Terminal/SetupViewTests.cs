using Sidecar.Setup;
using Sidecar.Terminal;

namespace Sidecar.Tests.Terminal;

public sealed class SetupViewTests
{
    private static readonly SetupStep[] Steps =
    [
        new("/r/hooks/pre-commit", SetupEffect.Created, "The guard.", "+guard"),
        new("/r/hooks/post-commit", SetupEffect.Created, "A notice.", "+notice"),
        new("/r/hooks/post-merge", SetupEffect.Created, "A notice.", "+notice"),
        new("/r/elsewhere/post-merge", SetupEffect.Created, "A notice.", "+notice"),
        SetupStep.Failed("/r/hooks/post-checkout", "It is not ours.", "chmod"),
        SetupStep.Failed("/r/hooks/post-rewrite", "It is not ours.", "chmod"),
        new("/r/hooks/a", SetupEffect.Unchanged, "A notice."),
        new("/r/hooks/b", SetupEffect.Unchanged, "A notice."),
    ];

    [Fact]
    public void Files_with_the_same_fate_are_one_line_and_each_failure_is_told() => Assert.Equal(
        """
        created    /r/hooks/pre-commit
                   The guard.
        created    /r/hooks/{post-commit,post-merge}
                   A notice.
        created    /r/elsewhere/post-merge
                   A notice.
        failed     /r/hooks/post-checkout
                   It is not ours.
                   next: chmod
        failed     /r/hooks/post-rewrite
                   It is not ours.
                   next: chmod
        unchanged  /r/hooks/{a,b}
                   A notice.

        """,
        Shown(isDryRun: false));

    [Fact]
    public void A_dry_run_shows_every_difference() => Assert.Equal(
        """
        created    /r/hooks/pre-commit
                   The guard.
          │ +guard
        created    /r/hooks/post-commit
                   A notice.
          │ +notice
        created    /r/hooks/post-merge
                   A notice.
          │ +notice
        created    /r/elsewhere/post-merge
                   A notice.
          │ +notice
        failed     /r/hooks/post-checkout
                   It is not ours.
                   next: chmod
        failed     /r/hooks/post-rewrite
                   It is not ours.
                   next: chmod
        unchanged  /r/hooks/{a,b}
                   A notice.
        This was a dry run: nothing was changed.

        """,
        Shown(isDryRun: true));

    private static string Shown(bool isDryRun)
    {
        var output = new StringWriter { NewLine = "\n" };
        SetupView.Show(new Screen(output, columns: null, hasColours: false), new SetupReport(Steps), isDryRun);
        return output.ToString();
    }
}
