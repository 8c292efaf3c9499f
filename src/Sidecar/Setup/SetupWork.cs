using Sidecar.Setup.Files;

namespace Sidecar.Setup;

/// <summary>Does planned steps one by one and remembers what they did; in a dry run it only tells.</summary>
internal sealed record SetupWork(SetupRecord Record, bool DryRun)
{
    /// <summary>Plans a step from what is recorded of the file, and does it. Null if there is nothing to do or tell.</summary>
    public SetupStep? Do(string path, Func<RecordedFile?, PlannedStep?> plan)
    {
        try
        {
            var recorded = Record.Find(path);
            if (plan(recorded) is not { } planned)
                return null;

            if (!DryRun)
                Carry(path, planned, recorded);
            return planned.Step;
        }
        catch (Exception notAllowed) when (notAllowed is IOException or UnauthorizedAccessException)
        {
            return SetupStep.Failed(
                path, $"{path} could not be changed: {notAllowed.Message}", "make it possible and run the same command again");
        }
    }

    private void Carry(string path, PlannedStep planned, RecordedFile? recorded)
    {
        // Remembered before it is done and forgotten after it is undone: a crash in between leaves nothing unknown behind.
        if (planned is { Remembers: true, Record: { } record })
            Record.Put(record);

        planned.Edit?.Apply();
        if (planned is not { Remembers: true, Record: null })
            return;

        if (recorded is { CreatedFolder: { } folder })
            Folders.DeleteIfEmpty(folder);
        Record.Forget(path);
    }
}
