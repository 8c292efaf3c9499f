namespace Sidecar.Scenarios.Watching;

/// <summary>Tests that keep a machine busy; one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class HeavyCollection
{
    public const string Name = "heavy";
}
