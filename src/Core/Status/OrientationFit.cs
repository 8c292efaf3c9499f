using Sidecar.Messages;

namespace Sidecar.Status;

/// <summary>
/// Cuts an orientation to what a reader can take in at once, whatever the sizes. Pure. Each list has its share of the room, the
/// latest summary gets most of the rest, and the last messages what is left; what is cut is said.
/// </summary>
public static class OrientationFit
{
    /// <summary>The most characters of the whole text.</summary>
    public const int Most = 2_000;

    private const int ForOthers = 240;
    private const int ForTopics = 80;
    private const int ForClaims = 180;
    private const int ForFiles = 180;
    private const int ForConsultations = 260;
    private const int ForSummaries = 120;
    private const int LongestMessage = 160;

    /// <summary>What is shown of it.</summary>
    /// <param name="whole">All of it.</param>
    /// <param name="surface">Where.</param>
    public static Orientation Of(Orientation whole, OrientationSurface surface)
    {
        var lists = whole with
        {
            Others = Fitting(whole.Others, OrientationWords.Entry, ForOthers),
            Topics = Fitting(whole.Topics, OrientationWords.Entry, ForTopics),
            Claims = Fitting(whole.Claims, OrientationWords.Entry, ForClaims),
            Files = Fitting(whole.Files, file => OrientationWords.Entry(file, whole.Me), ForFiles),
            Consultations = Fitting(whole.Consultations, thread => OrientationWords.Entry(thread, surface), ForConsultations),
            OtherSummaries = Fitting(whole.OtherSummaries, OrientationWords.Entry, ForSummaries),
        };
        var room = Most - OrientationWords.Lines(lists, surface).Sum(line => line.Length + 1);
        var share = Share(room, whole.Messages.Count);
        var forBoth = whole.SummaryForAll is { } second ? share - Math.Max(share / 3, OrientationWords.Cut(second, surface).Length + 1) : share;
        var summary = Cut(whole.Summary, forBoth, surface);

        // Where there is no room for two, the one for all is one of the others.
        if (summary.Shown is null && whole.SummaryForAll is { } left)
            return Of(whole with { SummaryForAll = null, OtherSummaries = whole.OtherSummaries with { Items = [left, .. whole.OtherSummaries.Items] } }, surface);

        var forAll = Cut(whole.SummaryForAll, share - Length(summary, surface), surface);
        var fitted = lists with
        {
            Summary = summary.Shown,
            SummaryForAll = forAll.Shown,
            Cut = [.. new[] { summary.Whole, forAll.Whole }.OfType<Message>()],
        };
        room = Most - OrientationWords.Lines(fitted, surface).Sum(line => line.Length + 1) - surface.Length(Summaries(fitted));
        return fitted with { Messages = LastOnes(whole.Messages, room - OrientationWords.LastMessages.Length - 1, surface) };
    }

    /// <summary>The summaries, as they are shown one after the other.</summary>
    public static IReadOnlyList<Message> Summaries(Orientation orientation) =>
        [.. new[] { orientation.Summary, orientation.SummaryForAll }.OfType<Message>()];

    // The messages get a quarter, but nothing where a summary alone could hardly be understood.
    private static int Share(int room, int messages) => messages == 0 || room < Most / 3 ? room : room * 3 / 4;

    // A path is shown whole or not at all: half of one is of no use.
    private static Excerpt<T> Fitting<T>(Excerpt<T> all, Func<T, string> entry, int most)
    {
        var sum = 0;
        var shown = all.Items.Where(item => entry(item).Length + 2 <= most).TakeWhile(item => (sum += entry(item).Length + 2) <= most).ToList();
        return new(shown, all.Total - shown.Count);
    }

    private static List<Message> LastOnes(IReadOnlyList<Message> messages, int room, OrientationSurface surface)
    {
        var shown = new List<Message>();
        foreach (var message in messages.Select(Brief))
        {
            if (surface.Length([.. shown, message]) > room)
                break;

            shown.Add(message);
        }

        return shown;
    }

    private static Message Brief(Message message)
    {
        var isLong = message.Body is { Length: > LongestMessage };
        var text = Printable.Short(message.Text.ReplaceLineEndings(" / "), LongestMessage);
        return message with { Text = isLong ? $"{text} (and a long JSON body)".TrimStart() : text, Body = isLong ? null : message.Body };
    }

    // What is shown of a summary, and the whole one if it is cut.
    private static (Message? Shown, Message? Whole) Cut(Message? message, int room, OrientationSurface surface)
    {
        if (message is null || surface.Length([message]) <= room)
            return (message, null);

        // How much longer the surface makes it depends on the text: the longest that fits is found by halving.
        room -= OrientationWords.Cut(message, surface).Length + 1;
        var text = Printable.Lines(message.Text);
        var (fits, tooLong) = (0, Math.Clamp(room, 0, text.Length) + 1);
        while (tooLong - fits > 1)
        {
            var middle = (fits + tooLong) / 2;
            (fits, tooLong) = surface.Length([First(middle)]) <= room ? (middle, tooLong) : (fits, middle);
        }

        return (surface.Length([First(fits)]) <= room ? First(fits) : null, message);

        Message First(int characters) => message with { Text = $"{Printable.Cut(text, characters)}…", Body = null };
    }

    private static int Length((Message? Shown, Message? Whole) summary, OrientationSurface surface) =>
        (summary.Shown is null ? 0 : surface.Length([summary.Shown]))
        + (summary.Whole is null ? 0 : OrientationWords.Cut(summary.Whole, surface).Length + 1);
}
