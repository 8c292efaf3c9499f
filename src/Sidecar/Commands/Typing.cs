namespace Sidecar.Commands;

/// <summary>How far a typed word is from the one that was meant.</summary>
internal static class Typing
{
    private const int LongestWord = 40;

    /// <summary>The fewest letters to add, leave out or change; two swapped letters are two. Very long words are far from all.</summary>
    public static int Mistakes(string typed, string meant)
    {
        if (typed.Length > LongestWord)
            return typed.Length;

        var above = Enumerable.Range(0, meant.Length + 1).ToArray();
        for (var row = 1; row <= typed.Length; row++)
        {
            var current = new int[above.Length];
            current[0] = row;
            for (var column = 1; column < current.Length; column++)
            {
                var change = typed[row - 1] == meant[column - 1] ? 0 : 1;
                current[column] = Math.Min(above[column - 1] + change, Math.Min(above[column], current[column - 1]) + 1);
            }

            above = current;
        }

        return above[^1];
    }
}
