using Sidecar.Forecasts;

namespace Sidecar.Tests.Forecasts;

public sealed class HunkParserTests
{
    [Fact]
    public void Each_hunk_belongs_to_the_file_above_it()
    {
        var hunks = HunkParser.Parse(
            """
            diff --git a/0 b/0
            index 1..2 100644
            --- a/0
            +++ b/0
            @@ -3 +3,2 @@ void before()
            -three
            +3
            +3a
            @@ -7,2 +8,0 @@
            -seven
            -@@ -1 +1 @@
            diff --git a/12 b/12
            Binary files a/12 and b/12 differ
            diff --git a/13 b/13
            --- a/13
            +++ b/13
            @@ -0,0 +1 @@
            +diff --git a/99 b/99
            \ No newline at end of file

            """);

        Assert.Equal([new Hunk(2, 1, 2, 2, "+3\n+3a\n"), new Hunk(6, 2, 8, 0, "")], hunks[0]);
        Assert.Equal([new LineRange(3, 4), new LineRange(9, 8)], hunks[0].Select(hunk => hunk.Lines));
        Assert.Empty(hunks[12]);
        Assert.Equal([new Hunk(0, 0, 0, 1, "+diff --git a/99 b/99\n")], hunks[13]);
    }
}
