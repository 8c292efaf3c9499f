namespace Sidecar.Demo;

/// <summary>What must happen in the demo, and the problem where it does not.</summary>
internal sealed class DemoExpectation(DemoScreen screen)
{
    /// <summary>How many things went as they must.</summary>
    public int Met { get; private set; }

    /// <summary>Says that it went as it must, or ends the demo.</summary>
    /// <param name="isSo">Whether it did.</param>
    /// <param name="what">What must happen, as a statement.</param>
    public void Must(bool isSo, string what)
    {
        if (!isSo)
            throw Failed($"not so: {what}");

        Met++;
        screen.Met(what);
    }

    /// <summary>The problem that ends the demo.</summary>
    public static SidecarException Failed(string what) =>
        SidecarException.Refused($"The demo went differently from what it must: {what}.", "sidecar demo --keep");
}
