using System.Text.Json;
using Sidecar.Json;
using Sidecar.Setup;

namespace Sidecar.Terminal;

/// <summary>What a set-up did, for people and for programs.</summary>
internal static class SetupView
{
    /// <summary>One line per file, or for several of one folder with the same fate, and the difference where nothing was changed yet.</summary>
    public static void Show(Screen screen, SetupReport report, bool isDryRun)
    {
        foreach (var (step, paths) in SummedUp(report.Steps, isDryRun))
        {
            var isFailed = step.Effect is SetupEffect.Failed;
            screen.Line($"{Word(step.Effect),-10} {paths}", isFailed ? Tone.Bad : Tone.Plain);
            screen.Line($"{"",-10} {step.Says}", isFailed ? Tone.Bad : Tone.Faint);
            if (isDryRun && step.Difference is { } difference)
                screen.Quote(difference.TrimEnd('\n'));
            if (step.Next is { } next)
                screen.Line($"{"",-10} next: {next}");
        }

        if (isDryRun)
            screen.Line("This was a dry run: nothing was changed.");
    }

    public static void Write(Utf8JsonWriter json, SetupReport report, bool isDryRun)
    {
        json.WriteBoolean("ok", report.Succeeded);
        json.WriteBoolean("dry_run", isDryRun);
        json.Items("steps", report.Steps, Write);
    }

    public static void Write(Utf8JsonWriter json, SetupStep step)
    {
        json.WriteString("path", step.Path);
        json.WriteString("effect", Word(step.Effect));
        json.WriteString("says", step.Says);
        json.WriteString("difference", step.Difference);
        json.WriteString("next", step.Next);
    }

    public static string Word(CheckResult result) => result switch
    {
        CheckResult.Ok => "ok",
        CheckResult.Warning => "warning",
        CheckResult.Failed => "failed",
        _ => "cannot_tell",
    };

    // A failure is told by itself, and in a dry run everything that has a difference to show.
    private static IEnumerable<(SetupStep First, string Paths)> SummedUp(IReadOnlyList<SetupStep> steps, bool isDryRun)
    {
        for (var at = 0; at < steps.Count;)
        {
            var first = steps[at];
            var isAlone = first.Effect is SetupEffect.Failed || (isDryRun && first.Difference is not null);
            var same = isAlone ? [first] : steps.Skip(at).TakeWhile(step => HasSameFate(step, first)).ToList();
            at += same.Count;
            yield return (first, same.Count == 1 ? first.Path : Together(same));
        }
    }

    private static bool HasSameFate(SetupStep step, SetupStep other) =>
        (step.Effect, step.Says, step.Next) == (other.Effect, other.Says, other.Next)
        && Path.GetDirectoryName(step.Path) == Path.GetDirectoryName(other.Path);

    // As a shell would write it.
    private static string Together(IReadOnlyList<SetupStep> steps) => Path.Combine(
        Path.GetDirectoryName(steps[0].Path)!, $"{{{string.Join(',', steps.Select(step => Path.GetFileName(step.Path)))}}}");

    private static string Word(SetupEffect effect) => effect switch
    {
        SetupEffect.Created => "created",
        SetupEffect.Changed => "changed",
        SetupEffect.Unchanged => "unchanged",
        SetupEffect.Removed => "removed",
        SetupEffect.Skipped => "skipped",
        _ => "failed",
    };
}
