using System.Globalization;

namespace Sidecar.Forecasts;

/// <summary>Lists of lines as they are stored: "12-18,30-30".</summary>
internal static class LineRanges
{
    /// <summary>How they are stored.</summary>
    public static string Stored(IReadOnlyList<LineRange> ranges) =>
        string.Join(',', ranges.Select(range => string.Create(CultureInfo.InvariantCulture, $"{range.First}-{range.Last}")));

    /// <summary>Reads what <see cref="Stored"/> wrote.</summary>
    public static IReadOnlyList<LineRange> Read(string stored) =>
        [.. stored.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ReadOne)];

    private static LineRange ReadOne(string stored)
    {
        var ends = stored.Split('-');
        return new LineRange(int.Parse(ends[0], CultureInfo.InvariantCulture), int.Parse(ends[1], CultureInfo.InvariantCulture));
    }
}
