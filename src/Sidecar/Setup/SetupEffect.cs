namespace Sidecar.Setup;

/// <summary>What became of one file or folder (in a dry run: what would).</summary>
internal enum SetupEffect
{
    /// <summary>It was not there before.</summary>
    Created,

    /// <summary>Something was put in or taken out; the rest is as it was.</summary>
    Changed,

    /// <summary>It is as it should be already.</summary>
    Unchanged,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It was left alone on purpose, and nothing is missing because of it.</summary>
    Skipped,

    /// <summary>It should have changed and could not; the step says why and what to do.</summary>
    Failed,
}
