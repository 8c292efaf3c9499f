namespace Sidecar.Agents;

/// <summary>Who started whom.</summary>
public static class Lineage
{
    /// <summary>How far up anybody looks.</summary>
    public const int Limit = 64;

    /// <summary>The ancestors of a process, nearest first, as far as they can be read; itself not included.</summary>
    public static IReadOnlyList<ProcessEntry> Of(IProcessTable processes, int pid)
    {
        var ancestors = new List<ProcessEntry>();
        var child = processes.Find(pid);
        while (child is not null && ancestors.Count < Limit)
        {
            var parent = processes.Find(child.ParentPid);
            if (parent is null || IsNoParent(parent, child) || ancestors.Contains(parent) || parent.Process.Pid == pid)
                break;

            ancestors.Add(parent);
            child = parent;
        }

        return ancestors;
    }

    // The parent ended and its pid belongs to a later process: Windows never updates the parent's pid.
    private static bool IsNoParent(ProcessEntry parent, ProcessEntry child) =>
        parent.Process.Started > child.Process.Started;
}
