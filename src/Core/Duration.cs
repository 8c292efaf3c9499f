using System.Globalization;
using System.Text;

namespace Sidecar;

/// <summary>Spans of time as people write and read them: 45s, 30m, 2h, 1d, 1h30m.</summary>
public static class Duration
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    private static readonly (char Letter, long Seconds)[] Units = [('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

    /// <summary>Reads numbers with units, largest unit first. A number without a unit is refused: nobody can know which was meant.</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var rest = text.AsSpan();
        var nextUnit = 0;
        var seconds = 0L;
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > 9)
                return false;
            var unit = Array.FindIndex(Units, nextUnit, UnitOf(rest[digits]));
            if (unit < 0)
                return false;

            seconds += long.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture) * Units[unit].Seconds;
            nextUnit = unit + 1;
            rest = rest[(digits + 1)..];
        }

        if (nextUnit == 0 || seconds > Longest.TotalSeconds)
            return false;
        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    /// <summary>The span to the second, as <see cref="TryParse"/> reads it.</summary>
    public static string Format(TimeSpan duration)
    {
        var seconds = Math.Max(0, (long)duration.TotalSeconds);
        var text = new StringBuilder();
        foreach (var (letter, size) in Units)
        {
            if (seconds >= size)
                text.Append(seconds / size).Append(letter);
            seconds %= size;
        }

        return text.Length == 0 ? "0s" : text.ToString();
    }

    /// <summary>The span in its largest unit, for sentences: "12 min". A negative one (a clock was set) reads as "0 s".</summary>
    public static string Approximate(TimeSpan duration) => Math.Max(0, (long)duration.TotalSeconds) switch
    {
        < 90 and var seconds => $"{seconds} s",
        < 90 * 60 and var seconds => $"{seconds / 60} min",
        < 36 * 3600 and var seconds => $"{seconds / 3600} h",
        var seconds => $"{seconds / 86_400} d",
    };

    private static Predicate<(char Letter, long Seconds)> UnitOf(char letter) => unit => unit.Letter == letter;
}
