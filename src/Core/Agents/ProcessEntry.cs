namespace Sidecar.Agents;

/// <summary>One line of the process table.</summary>
/// <param name="Process">The process.</param>
/// <param name="ParentPid">Its parent's pid; 0 where it has none.</param>
/// <param name="Program">The program's short name, such as "bash"; empty where the system does not tell.</param>
public sealed record ProcessEntry(ProcessRef Process, int ParentPid, string Program);
