using Sidecar.Storage;

namespace Sidecar.Terminal;

/// <summary>Events as people see them: one line each.</summary>
internal static class EventView
{
    public static void Show(Screen screen, Happening happening, DateTimeOffset now)
    {
        var detail = happening.Detail.Length > 0 ? $" ({happening.Detail})" : "";
        screen.Line($"#{happening.Id} {Ages.Ago(happening.At, now)}: {happening.Who}, {happening.Kind}: {happening.Subject}{detail}");
    }
}
